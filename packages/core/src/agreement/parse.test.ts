import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectAccepted } from '../base/index.ts';
import { parseAgreement } from './parse.ts';
import { readAgreement } from './read-agreement.ts';
import { anchor, sourceOf } from './testing.ts';
import { isCounted } from './times.ts';

function refusal(value: unknown): {
  readonly code: string;
  readonly path?: string;
  readonly message: string;
} {
  const parsed = parseAgreement(value);
  if (parsed.ok) throw new Error('it was accepted');
  return parsed.refusal;
}

test('a clause keeps whom it binds as the text has it', () => {
  const agreement = expectAccepted(parseAgreement(sourceOf()));
  expect(agreement.clauses.map(({ id, by }) => [id, by])).toEqual([
    ['1', 'any party'],
    ['2', 'south'],
  ]);
});

test('times are those of the clock of the agreement, summer and winter', () => {
  const agreement = expectAccepted(parseAgreement(sourceOf()));
  expect(agreement.adopted).toEqual({ local: '2026-07-01', utc: '2026-07-01T00:00:00Z' });
  expect(
    agreement.clauses.map(({ from }) => (from === undefined || isCounted(from) ? from : from.utc)),
  ).toEqual(['2026-11-01T01:00:00Z', '2026-07-02T12:00:00Z']);
});

test('the compiled form reads back as itself', () => {
  const agreement = expectAccepted(parseAgreement(sourceOf()));
  expect(readAgreement(JSON.parse(JSON.stringify(agreement)))).toEqual({ ok: true, value: agreement });
});

describe('what is refused, with the path', () => {
  const clause = (change: object) =>
    sourceOf({
      clauses: [{ id: '1', forbid: 'fire', by: 'any party', from: '2026-11-01T00:00', anchor, ...change }],
    });
  const rows: readonly (readonly [string, unknown, string, string, RegExp])[] = [
    [
      'a misspelt field',
      sourceOf({ adoptd: '2026-01-01' }),
      'agreement/form',
      'adoptd',
      /is not known here; did you mean "adopted"\? Known are agreement, title/,
    ],
    [
      'a clause without its article',
      clause({ anchor: { ...anchor, article: undefined } }),
      'agreement/form',
      'clauses[0].anchor.article',
      /is missing/,
    ],
    ['an id that YAML read as a number', clause({ id: 1 }), 'agreement/form', 'clauses[0].id', /not 1/],
    [
      'a party that is not one',
      clause({ by: 'west' }),
      'agreement/unknown-party',
      'clauses[0].by',
      /"west" is no party of this agreement; declare it under "parties".*known are north, south/,
    ],
    [
      'two verbs in one clause',
      clause({ require: 'withdrawal' }),
      'agreement/form',
      'clauses[0].require',
      /a second verb beside "forbid"; make two clauses/,
    ],
    [
      'a misspelt verb',
      clause({ forbid: undefined, forbidd: 'fire' }),
      'agreement/form',
      'clauses[0].forbidd',
      /is no verb.*did you mean "forbid"/,
    ],
    [
      'an activity that nobody defined',
      clause({ forbid: 'presense' }),
      'agreement/unknown-name',
      'clauses[0].forbid',
      /did you mean "presence"/,
    ],
    [
      'an hour that the clock skips',
      clause({ from: '2026-03-29T00:30' }),
      'agreement/clock',
      'clauses[0].from',
      /once and only once/,
    ],
    [
      'an hour that the clock shows twice',
      clause({ from: '2026-10-25T00:30' }),
      'agreement/clock',
      'clauses[0].from',
      /once and only once/,
    ],
    [
      'a day that does not exist',
      clause({ from: '2026-02-30T00:00' }),
      'agreement/clock',
      'clauses[0].from',
      /no such day/,
    ],
    [
      'an offset in place of a zone',
      sourceOf({ clock: '+02:00' }),
      'agreement/clock',
      'clock',
      /Europe\/Kyiv/,
    ],
    [
      'one party alone',
      sourceOf({ parties: { north: { name: 'North' } } }),
      'agreement/form',
      'parties',
      /at least two/,
    ],
    [
      'a hash in capitals',
      clause({ anchor: { ...anchor, words: `sha256:${'A'.repeat(64)}` } }),
      'agreement/form',
      'clauses[0].anchor.words',
      /64 hexadecimal/,
    ],
    ['no object at all', null, 'agreement/form', '', /must be an object/],
  ];
  for (const [what, value, code, path, words] of rows) {
    test(what, () => {
      const found = refusal(value);
      expect({ code: found.code, path: found.path }).toEqual({ code, path });
      expect(found.message).toMatch(words);
    });
  }

  test('the same clause id twice', () => {
    const one = { id: '1', forbid: 'fire', by: 'any party', from: '2026-11-01T00:00', anchor };
    expect(refusal(sourceOf({ clauses: [one, one] }))).toMatchObject({
      code: 'agreement/twice',
      path: 'clauses[1].id',
    });
  });

  test('any value at all gets an answer, never a crash', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseAgreement(value).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseAgreement(sourceOf({ clauses: value })).ok).toBe(false);
      }),
    );
  });
});
