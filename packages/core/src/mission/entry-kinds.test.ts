import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../base/index.ts';
import { countingRuleForm } from './counting-rule.ts';
import { ENTRY_KINDS, type EntryKind, entryKind, entrySchemas } from './entry-kinds.ts';
import { coverageForm } from './observation-forms.ts';
import { attestationForm, statementForm } from './statement.ts';
import { TRANSITIONS } from './transitions.ts';

// What is published of the fold follows from its tables. With WRITE_FORMATS=1 the files are written anew; then `npm run fix`.

const FORMATS = join(import.meta.dirname, '../../../../docs/formats');
const KINDS: readonly (readonly [string, EntryKind])[] = Object.entries(ENTRY_KINDS);

/** What a file of docs/formats says; written first where that is asked for. */
async function published(name: string, content: string): Promise<string> {
  const path = join(FORMATS, name);
  if (process.env.WRITE_FORMATS === '1') await writeFile(path, content);
  return readFile(path, 'utf8');
}

async function expectPublished(name: string, schema: JsonSchema): Promise<void> {
  const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: name, ...schema };
  const content = `${JSON.stringify(whole, null, 2)}\n`;
  expect(JSON.parse(await published(`${name}.schema.json`, content))).toEqual(JSON.parse(content));
}

describe('what is published of the fold is what it reads', () => {
  test('the schemas of bodies by kind of entry', async () => {
    const schemas = {
      ...entrySchemas(),
      statement: statementForm.schema,
      attestation: attestationForm.schema,
    };
    await expectPublished('entry-kinds', { $defs: schemas });
  });

  test('a counting rule, coverage and a statement, each by itself', async () => {
    for (const [name, form] of Object.entries({
      'counting-rule': countingRuleForm,
      coverage: coverageForm,
      statement: statementForm,
    }))
      await expectPublished(name, form.schema);
  });

  test('the tables of kinds and of legal steps', async () => {
    const kinds = KINDS.map(
      ([kind, { roles, open, changes }]) =>
        `| \`${kind}\` | ${roles?.join(', ') ?? 'any key'} | ${open === true ? 'everyone' : 'any audience'} | ${changes} |`,
    );
    const steps = TRANSITIONS.map(
      ({ axis, from, to, needs, by }) =>
        `| ${axis} | ${from.join(', ')} | ${to} | ${by.join(', ')} | ${needs.join(', ') || '—'} |`,
    );
    const page = [
      '# Kinds of entry, and legal steps',
      '',
      'Written from the tables that the fold runs by (`entry-kinds.ts`, `transitions.ts`); a test holds this page against them.',
      'Bodies, field by field: [entry-kinds.schema.json](entry-kinds.schema.json). What each does in words: [../fold.md](../fold.md).',
      '',
      '## Kinds',
      '',
      'Written by a key of one of these roles, in force at that index; for everyone where it binds everyone.',
      '',
      '| kind | keys | for | what it changes |',
      '| --- | --- | --- | --- |',
      ...kinds,
      '',
      '## Steps',
      '',
      'A step that stands in no row, or lacks what it needs, changes nothing: the entry stays in the record, with a sentence.',
      '',
      '| axis | from | to | who | needs |',
      '| --- | --- | --- | --- | --- |',
      ...steps,
      '',
    ].join('\n');
    expect(await published('entry-kinds.md', page)).toBe(page);
  });
});

test('a kind named like a member of every object is not known', () => {
  for (const kind of ['constructor', '__proto__', 'toString', 'note'])
    expect(entryKind(kind)).toBeUndefined();
});
