import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../base/index.ts';
import { countingRuleForm } from './counting-rule.ts';
import { ENTRY_KINDS, type EntryKind, entryKind, entrySchemas } from './entry-kinds.ts';
import { coverageForm } from './observation-forms.ts';
import { attestationForm, statementForm } from './statement.ts';
import { TRANSITIONS } from './transitions.ts';

// What is published of the fold follows from its tables: `npx vitest run -u` writes these files anew.

const FORMATS = '../../../../docs/formats';
const KINDS: readonly (readonly [string, EntryKind])[] = Object.entries(ENTRY_KINDS);

function published(schema: JsonSchema): string {
  const whole = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

describe('what is published of the fold is what it reads', () => {
  test('the schemas of bodies by kind of entry', async () => {
    const schemas = {
      ...entrySchemas(),
      statement: statementForm.schema,
      attestation: attestationForm.schema,
    };
    const file = published({ $id: 'entry-kinds', $defs: schemas });
    await expect(file).toMatchFileSnapshot(`${FORMATS}/entry-kinds.schema.json`);
  });

  test('a counting rule, coverage and a statement, each by itself', async () => {
    for (const [name, form] of Object.entries({
      'counting-rule': countingRuleForm,
      coverage: coverageForm,
      statement: statementForm,
    }))
      await expect(published({ $id: name, ...form.schema })).toMatchFileSnapshot(
        `${FORMATS}/${name}.schema.json`,
      );
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
    await expect(page).toMatchFileSnapshot(`${FORMATS}/entry-kinds.md`);
  });
});

test('a kind named like a member of every object is not known', () => {
  for (const kind of ['constructor', '__proto__', 'toString', 'note'])
    expect(entryKind(kind)).toBeUndefined();
});
