import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileName, FORMATS, fileName, isLanguage, type Language } from '@armistice/core/bulletin';
import { MISSION, type Published } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { languagesOf, type Made, Maker } from '../bulletin/maker.ts';
import { type Standing, standingOf } from '../bulletin/standing.ts';
import { checkAll, draftOn, inWords, isMade } from './bulletin-checks.ts';
import { type Command, CommandError, EXIT, type Io, usageError } from './command.ts';
import { folded } from './folded.ts';
import { readOptions } from './options.ts';
import { openPlace, type Place } from './place.ts';

const NAME = 'bulletin';

const USAGE = `armistice bulletin <folder | url> [options]
armistice bulletin draft <folder | url> --draft <file.json> [options]

Makes a published bulletin again out of the record, and says whether the bytes are those that its entry names by hash. It
reads the record, works it out itself, and changes nothing; a running server is no hindrance.

  --number <N>       which bulletin; without it they are listed
  --check-all        every file of the last ten bulletins, each made again and compared
  --newest <count>   with --check-all: of so many, the newest (0: of all)
  --draft <file>     with "draft": what to report on, as the body of POST /api/bulletins/draft; - reads standard input
  --lang <code>      ar, en, fr, ru or uk (default: every language that it goes out in)
  --format <name>    html, csv, geojson or pdf (default: all)
  --out <folder>     write the files there
  --as mission       also bulletins for the mission alone
  --json             one line for a program, last on standard output

"draft" writes the entry that would publish it on standard output, and nothing to the record: send it as a bulletin entry,
to which a second person agrees. A file that this machine cannot make (PDF, where there is no build of its library) is
not named, and said; made again, all others are compared.

Exit: 0 every file is as published, 1 one differs, 2 wrong usage, 3 no hashes are named, by another edition, or one is not made here`;

const OPTIONS = {
  number: { type: 'string' },
  'check-all': { type: 'boolean', default: false },
  newest: { type: 'string', default: '10' },
  draft: { type: 'string' },
  lang: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

export const bulletinCommand: Command = {
  name: NAME,
  summary: 'make a published bulletin again, and compare the bytes',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [first] = positionals;
    const drafts = first === 'draft' && values.draft !== undefined;
    const [named, ...others] = drafts ? positionals.slice(1) : positionals;
    if (named === undefined || others.length > 0)
      throw usageError(NAME, 'name one record: a data folder, a public folder or a web address');
    const { as: audience = PUBLIC } = values;
    if (audience !== PUBLIC && audience !== MISSION)
      throw usageError(NAME, `--as takes mission, not "${audience}"`);
    const place = await openPlace(named);
    if (drafts) return draftOn(place, audience, values, io);
    const { bulletins } = await folded(place, audience);
    const { number } = values;
    if (values['check-all']) return checkAll(place, [...bulletins.values()], values, io);
    if (number === undefined) return list([...bulletins.values()], values.json, io);
    const published = [...bulletins.values()].find(({ body }) => body.number === number);
    if (published === undefined)
      throw new CommandError(`no bulletin ${number} is published here`, 'leave out --number to list them');
    return again(place, published, values, io);
  },
};

function list(all: readonly Published[], json: boolean, io: Io): typeof EXIT.yes {
  for (const { index, body, corrected, touched } of all) {
    const { number, type, from, to, size, rule } = body;
    const row = {
      number,
      type,
      from,
      to,
      size,
      rule,
      entry: index,
      errata: corrected.length,
      due: touched.length,
    };
    const notes = `${corrected.length === 0 ? '' : `; errata: ${corrected.length}`}${touched.length === 0 ? '' : '; an erratum is due'}`;
    io.out(
      json
        ? `${JSON.stringify(row)}\n`
        : `${number}  ${type}  ${from} to ${to}, of the first ${size} entries, by ${rule.rule} ${rule.version}${notes}\n`,
    );
  }
  if (all.length === 0 && !json) io.out('no bulletin is published here\n');
  return EXIT.yes;
}

interface Again {
  readonly file: string;
  readonly bytes: Made['bytes'];
  readonly is: Standing;
  readonly hash: string;
}

async function again(place: Place, { body, audience, index }: Published, values: Values, io: Io) {
  const maker = new Maker(place.source);
  const results: Again[] = [];
  const asked = filesAsked(languagesOf(body), values);
  // All the rest is made also where there is no library for PDF; asked for a PDF alone, it says why there is none.
  const made = asked.filter(({ format }) => values.format !== undefined || isMade(format));
  for (const name of made) {
    const { bytes, hash, stated } = await maker.file(body, audience, name).catch(inWords);
    const is = standingOf(hash, stated, body.edition);
    results.push({ file: fileName(name), bytes, is, hash });
  }
  const { out, json } = values;
  const stem = body.number.replace(/[^A-Za-z0-9.-]+/g, '-');
  if (out !== undefined)
    for (const { file, bytes } of results) await writeFile(join(out, `${stem}.${file}`), bytes);
  const without = asked.filter((name) => !made.includes(name)).map(fileName);
  const lines = [
    ...results.map(({ file, is, hash }) => `${file}  ${SAYS[is]}  ${hash}`),
    ...without.map((file) => `${file}  ${SAYS['not-made']}`),
  ];
  const said = `${lines.join('\n')}\n`;
  const head = `bulletin ${body.number}, entry ${index}, made again from the first ${body.size} entries\n`;
  (json ? io.err : io.out)(head + said);
  const standing = new Set(results.map(({ is }) => is));
  const exit = standing.has('differs')
    ? EXIT.no
    : without.length > 0 || standing.has('not-stated') || standing.has('other-edition')
      ? EXIT.partly
      : EXIT.yes;
  if (json) {
    const files = [
      ...results.map(({ file, is, hash }) => ({ file, is, hash })),
      ...without.map((file) => ({ file, is: 'not-made' })),
    ];
    io.out(`${JSON.stringify({ ok: exit === EXIT.yes, number: body.number, size: body.size, files })}\n`);
  }
  return exit;
}

const SAYS: { readonly [standing in Standing]: string } = {
  same: 'the bytes that were published',
  differs: 'NOT the bytes that were published',
  'not-stated': 'no hash was published',
  'other-edition': 'made by another edition of the program: take that one to compare',
  'not-made': 'not made: this machine has no library for it',
};

function filesAsked(languages: readonly Language[], { lang, format }: Values): readonly FileName[] {
  if (lang !== undefined && !(isLanguage(lang) && languages.includes(lang)))
    throw usageError(NAME, `it goes out in ${languages.join(', ')}, not in "${lang}"`);
  const formats = FORMATS.filter((one) => format === undefined || one === format);
  if (formats.length === 0) throw usageError(NAME, `--format takes ${FORMATS.join(', ')}, not "${format}"`);
  return languages
    .filter((one) => lang === undefined || one === lang)
    .flatMap((language) => formats.map((one) => ({ language, format: one })));
}
