import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { evaluate, parseAgreement } from '../packages/core/src/agreement/index.ts';
import { expectAccepted } from '../packages/core/src/base/index.ts';
import { publishedSchemas, schemaText } from './schemas/published.ts';

// What is published must be what is read, and another validator than ours must say the same of every shipped file.
const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/formats/schemas');
const library = join(root, 'agreements');
const ids = readdirSync(library).filter((id) => existsSync(join(library, id, 'agreement.yaml')));
const yaml = (id: string, file: string): unknown => parse(readFileSync(join(library, id, file), 'utf8'));

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
formats.default(ajv);

function validator(name: string): ValidateFunction {
  const known = ajv.getSchema(`${name}.schema.json`);
  if (known !== undefined) return known;
  return ajv.compile(JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')) as object);
}

function faults(name: string, value: unknown): string {
  const valid = validator(name);
  return valid(JSON.parse(JSON.stringify(value))) ? '' : ajv.errorsText(valid.errors);
}

test('the published schemas are those of the readers; node scripts/schemas.ts writes them', () => {
  expect(readdirSync(folder).sort()).toEqual([...publishedSchemas().keys()].sort());
  for (const [name, schema] of publishedSchemas())
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8')), name).toEqual(
      JSON.parse(schemaText(schema)),
    );
});

describe.each(ids)('%s, judged by another validator', (id) => {
  test('its agreement fits the published schema', () => {
    expect(faults('agreement', yaml(id, 'agreement.yaml'))).toBe('');
  });
  test('its cases and their facts fit theirs', () => {
    const cases = yaml(id, 'cases.yaml') as {
      readonly cases: readonly { readonly facts?: readonly unknown[] }[];
    };
    expect(faults('cases', cases)).toBe('');
    for (const fact of cases.cases.flatMap(({ facts }) => facts ?? [])) expect(faults('fact', fact)).toBe('');
  });
  test('indications under it fit theirs', () => {
    const agreement = expectAccepted(parseAgreement(yaml(id, 'agreement.yaml')));
    const at = agreement['in-force'].utc;
    for (const kind of ['presence', 'explosion', 'uav-flight'])
      for (const one of evaluate(
        agreement,
        { id: kind, kind, occurred: { from: at, to: at } },
        { mode: 'all' },
      ))
        expect(faults('indication', one)).toBe('');
  });
});

describe('the published schemas refuse what the readers refuse', () => {
  const original = yaml('exercise-north-south', 'agreement.yaml') as {
    readonly clauses: readonly [{ readonly [field: string]: unknown }];
  };
  const [clause] = original.clauses;
  const rows: readonly (readonly [what: string, change: object])[] = [
    ['a field that is not known', { tilte: 'x' }],
    ['an agreement of one party', { parties: {} }],
    ['a clause without a verb', { clauses: [{ id: '1', anchor: clause.anchor }] }],
    ['a clause without its anchor', { clauses: [{ ...clause, anchor: undefined }] }],
    ['a distance without its unit', { clauses: [{ ...clause, within: 15 }] }],
    [
      'a certainty that is none',
      { clauses: [{ ...clause, anchor: { ...(clause.anchor as object), certainty: 'sure' } }] },
    ],
    ['a day in another order', { adopted: '01.11.2026' }],
  ];
  test.each(rows)('%s', (_what, change) => {
    const value = JSON.parse(JSON.stringify({ ...original, ...change })) as object;
    expect(parseAgreement(value).ok).toBe(false);
    expect(faults('agreement', value)).not.toBe('');
  });
});

describe('rows of other kinds', () => {
  const moment = '2026-11-01T00:00:00Z';
  const place = { type: 'point', at: [37.8, 47.1], radius: 100 };
  const report = {
    id: '0198c9b2-0000-7000-8000-000000000001',
    source: 'post-a',
    kind: 'explosion',
    occurred: { from: moment, to: moment },
    place,
  };
  const coverage = {
    id: 'c1',
    source: 'post-a',
    area: 'sector-1',
    from: moment,
    to: moment,
    state: 'observing',
  };
  const rows: readonly (readonly [schema: string, good: object, bad: object])[] = [
    ['report', report, { ...report, place: undefined }],
    ['event', { ...report, count: { min: 1, best: 2, max: 3 } }, { ...report, kind: 1 }],
    ['coverage', coverage, { ...coverage, state: 'asleep' }],
    [
      'fact',
      { fact: 'notice', at: moment, by: 'north', value: { count: 2 } },
      { fact: 'Notice!', at: moment },
    ],
  ];
  test.each(rows)('%s', (schema, good, bad) => {
    expect(faults(schema, good)).toBe('');
    expect(faults(schema, bad)).not.toBe('');
  });
});
