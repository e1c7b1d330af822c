import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Schema from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COLUMN_UNITS } from '../intake/column-units.ts';
import { FORMATS } from '../intake/formats.ts';
import { reportId } from '../intake/identity.ts';
import { parseMapping } from '../intake/mapping.ts';
import { MAPPING_MEMBERS } from '../intake/mapping-head.ts';
import { REJECTIONS } from '../intake/rejection.ts';
import { ENCODINGS } from '../intake/text-encoding.ts';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

const docs = new URL('../../../../docs/', import.meta.url);
const page = (name: string) => readFileSync(new URL(name, docs), 'utf8');
const GUIDE = page('intake.md');

/** The blocks of the guide: its language, what follows on the same line, and its text. */
const BLOCKS = [...GUIDE.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', about = '', text = '']) => ({
    language,
    about,
    text,
  }),
);

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'guide-'));
});
afterAll(() => rmSync(home, { recursive: true }));

async function run(line: string) {
  let [out, err] = ['', ''];
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    interactive: false,
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  const words = line.replace(/^npx armistice /, '').split(/\s+/);
  const args = words.map((word) => (/\.(?:csv|json|ndjson)$/.test(word) ? join(home, word) : word));
  return { exit: await runCommand(args, io), out, err };
}

test('the guide can be followed as it stands: its files, its commands, what they show', async () => {
  let shown = '';
  let commands = 0;
  for (const { language, about, text } of BLOCKS) {
    const file = /file=(\S+)/.exec(about)?.[1];
    if (file !== undefined) writeFileSync(join(home, file), text);
    if (language === 'text') for (const line of text.trimEnd().split('\n')) expect(shown).toContain(line);
    if (language !== 'sh') continue;
    const [, back, from, to] = /mend=(\S+?):(\S+?):(\S+)/.exec(about) ?? [];
    if (back !== undefined) {
      const returned = readFileSync(join(home, back), 'utf8');
      // The first one stands in the reason, which nobody mends.
      const at = returned.lastIndexOf(from as string);
      writeFileSync(
        join(home, back),
        returned.slice(0, at) + returned.slice(at).replace(from as string, to as string),
      );
    }
    const { exit, out, err } = await run(text.trim());
    expect(`${text.trim()}: ${exit}`, err).toBe(`${text.trim()}: ${/exit=(\d)/.exec(about)?.[1]}`);
    shown = out;
    commands += 1;
  }
  expect(commands).toBe(3);
  const lines = (name: string) => readFileSync(join(home, name), 'utf8').trimEnd().split('\n');
  expect([lines('reports.ndjson').length, lines('more.ndjson').length]).toEqual([2, 1]);
  expect(lines('more.ndjson')[0]).toContain('"bearing":157.5');
});

describe('the pages about formats name what there is', () => {
  const schema = JSON.parse(page('formats/mapping.schema.json')) as {
    readonly properties: { readonly [name: string]: { readonly enum?: readonly string[] } };
    readonly $defs: {
      readonly cells: { readonly properties: { readonly as: { readonly enum: readonly string[] } } };
    };
  };

  test('the schema of mappings has every member, unit and encoding, and no other', () => {
    expect(Object.keys(schema.properties).toSorted()).toEqual([...MAPPING_MEMBERS].toSorted());
    expect(schema.$defs.cells.properties.as.enum.toSorted()).toEqual(Object.keys(COLUMN_UNITS).toSorted());
    expect(schema.properties.encoding?.enum).toEqual(ENCODINGS);
  });

  const mine = () => JSON.parse(BLOCKS.find(({ about }) => about.endsWith('mapping.json'))?.text ?? '');
  const slips: readonly (readonly [string, object, boolean])[] = [
    ['as the guide has it', {}, true],
    ['of a workbook', { sheet: 'Log', encoding: 'auto', empty: ['NA'], delimiter: ';' }, true],
    ['with a member that is not known', { seperator: ';' }, false],
    ['of another version', { mapping: 'armistice.csv-mapping/v2' }, false],
    ['with a decimal sign that is none', { decimal: ';' }, false],
    ['with half a licence', { context: { dataset: 'x', title: 'X' } }, false],
    ['with a unit that is not known', { report: { id: { column: 'a', as: 'furlongs' } } }, false],
    ['with a leaf of two kinds', { report: { id: { column: 'a', value: 1 } } }, false],
    ['with a leaf that is a text', { report: { id: 'a' } }, false],
  ];
  test.each(slips)('a mapping %s has one verdict by schema and reader', (_, change, sound) => {
    const value = { ...mine(), ...change };
    expect([Schema.Check(schema as never, value), parseMapping(value).ok]).toEqual([sound, sound]);
  });

  test('the reference of mappings has every member and unit', () => {
    const reference = page('formats/mapping.md');
    for (const name of [...MAPPING_MEMBERS, ...Object.keys(COLUMN_UNITS)])
      expect(reference).toContain(`\`${name}\``);
  });

  test('the page on import has every code of a rejection, and an id that is computed here again', () => {
    const reference = page('formats/import.md');
    for (const code of Object.keys(REJECTIONS)) expect(reference).toContain(`\`${code}\``);
    expect(reference).toContain(`give \`${reportId('row', 'post-1', 'a', '1')}\``);
  });

  test('the guide has every format', () => {
    for (const { name } of FORMATS.filter((format) => format.name !== 'ndjson'))
      expect(GUIDE).toContain(`import ${name} `);
  });
});
