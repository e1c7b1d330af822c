import { describe, expect, test } from 'vitest';
import { type Composition, compose, type Disclosures, openStatement } from './compose.ts';
import { bytesFor } from './testing.ts';

let drawn = 0;
const composing = { now: () => 7, random: (bytes: number) => bytesFor(`random ${drawn++}`, bytes) };
const content: Composition = {
  ...{ kind: 'position', mission: 'training', by: 'by', audience: 'public' },
  body: {
    fields: [
      { name: 'incident', value: 'a', audience: 'public' },
      { name: 'text', value: 'for the mission', audience: 'mission' },
      { name: 'stance', value: 'notes', audience: 'public' },
    ],
  },
};

describe('what an author composes', () => {
  test('opens to its fields, each with who reads it', () => {
    const { statement, disclosures } = compose(content, composing);
    const opened = openStatement(statement, disclosures);
    expect(opened).toMatchObject({ ok: true });
    expect(opened.ok && opened.value.map(({ name, audience }) => `${audience}: ${name}`)).toEqual([
      'mission: text',
      'public: incident',
      'public: stance',
    ]);
  });

  test('tells nobody by equal digests that two of its fields say the same', () => {
    const fields = ['a', 'b'].map((name) => ({ name, value: 1, audience: 'public' }));
    const { statement } = compose({ ...content, body: { fields } }, composing);
    const { sd } = statement.body as { readonly sd: { readonly public: readonly string[] } };
    expect(new Set(sd.public).size).toBe(2);
  });

  test('is refused with a field left out, added, changed, or shown to others than it was composed for', () => {
    const { statement, disclosures } = compose(content, composing);
    const [first = '', second = ''] = disclosures.public ?? [];
    const [kept = ''] = disclosures.mission ?? [];
    const tried: readonly Disclosures[] = [
      {},
      { public: [first, second] },
      { public: [first], mission: [kept] },
      { public: [first, second, kept], mission: [kept] },
      { public: [first, second, kept] },
      { public: [first, second.replace('notes', 'accepts')], mission: [kept] },
    ];
    for (const one of tried) expect(openStatement(statement, one)).toMatchObject({ ok: false });
    const sealed = { ...statement, audience: 'north' };
    expect(openStatement(sealed, disclosures)).toMatchObject({
      refusal: { code: 'record/compose-audience' },
    });
  });

  test('names no field twice, and discloses nothing of what stands open', () => {
    const fields = ['public', 'mission'].map((audience) => ({ name: 'text', value: audience, audience }));
    const twice = compose({ ...content, body: { fields } }, composing);
    expect(openStatement(twice.statement, twice.disclosures)).toMatchObject({
      refusal: { code: 'record/compose-twice' },
    });
    const open = compose({ ...content, body: { open: { a: 1 } } }, composing);
    expect(openStatement(open.statement, open.disclosures)).toEqual({ ok: true, value: [] });
    expect(openStatement(open.statement, twice.disclosures)).toMatchObject({ ok: false });
  });
});
