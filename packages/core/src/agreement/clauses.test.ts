import { describe, expect, test } from 'vitest';
import { type Areas, NO_AREAS } from './area.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { amend, correct, inForceAt, lateFacts } from './history.ts';
import { anchor, testAgreement } from './testing.ts';

const noon = '2026-12-01T12:00:00Z';
const shot: EvaluatedIncident = {
  id: 'x',
  kind: 'shot',
  phase: 'outgoing',
  occurred: { from: noon, to: noon },
};
const at = (event: EvaluatedIncident, from: string, to = from): EvaluatedIncident => ({
  ...event,
  occurred: { from, to },
});

function agreementOf(clauses: readonly object[], sections: object = {}) {
  return testAgreement({ ...sections, clauses: clauses.map((clause) => ({ anchor, ...clause })) });
}

describe('a lawful return of fire is a chain of records', () => {
  const events = {
    'offensive-operation': { name: 'an offensive operation' },
    'coordination-failed': { name: 'coordination was tried and failed' },
    order: { name: 'an order of the leadership' },
    notified: { name: 'the group was notified' },
  };
  const agreement = agreementOf(
    [
      { id: '2', forbid: 'fire' },
      {
        id: '6',
        permit: 'fire',
        lifts: '2',
        chain: [
          { fact: 'offensive-operation', by: 'other' },
          { fact: 'coordination-failed' },
          { fact: 'order', by: 'same' },
          { fact: 'notified', by: 'same', later: true },
        ],
      },
    ],
    { events },
  );
  const chain: readonly Fact[] = [
    { fact: 'offensive-operation', by: 'north', at: '2026-12-01T08:00:00Z' },
    { fact: 'coordination-failed', at: '2026-12-01T09:00:00Z' },
    { fact: 'order', by: 'south', at: '2026-12-01T10:00:00Z', value: { until: '2026-12-01T14:00:00Z' } },
    { fact: 'notified', by: 'south', at: '2026-12-01T13:00:00Z' },
  ];
  const outcome = (facts: readonly Fact[]) => evaluate(agreement, shot, { facts })[0];

  test('whole and in order it lifts the ban for the side that has it alone: whose shot it was is the missing fact', () => {
    expect(outcome(chain)).toMatchObject({
      outcome: 'undetermined',
      missing: 'actor',
      probability: null,
      exception: '6',
      ifBy: { north: 'breach', south: 'permitted' },
    });
  });

  for (const [gone, link] of chain.entries())
    test(`without ${link.fact} it is undetermined, and names that link`, () => {
      expect(outcome(chain.filter((_, index) => index !== gone))).toMatchObject({
        outcome: 'undetermined',
        missing: link.fact,
      });
    });

  test('an order given before coordination failed lifts nothing', () => {
    const reversed = chain.map((one) =>
      one.fact === 'order' ? { ...one, at: '2026-12-01T08:30:00Z' } : one,
    );
    expect(outcome(reversed)).toMatchObject({ outcome: 'breach', ifBy: { south: 'breach' } });
  });

  test('with nothing of it on record the shot is an indicated breach', () => {
    expect(outcome([])).toMatchObject({ outcome: 'breach' });
  });
});

describe('hours of the night recur on the local clock, through a change of the clocks', () => {
  // The Azores put the clocks back at 01:00 UTC on 25 October 2026: the night of the 24th is an hour longer.
  const agreement = agreementOf([{ id: '1', forbid: 'fire', windows: [{ from: '22:00', until: '06:00' }] }], {
    adopted: '2026-07-01',
  });
  const rows: readonly (readonly [string, string])[] = [
    ['2026-10-24T21:59:59Z', 'not-applicable'],
    ['2026-10-24T22:00:00Z', 'breach'],
    ['2026-10-25T01:30:00Z', 'breach'],
    ['2026-10-25T06:59:59Z', 'breach'],
    ['2026-10-25T07:00:00Z', 'not-applicable'],
  ];
  for (const [moment, outcome] of rows)
    test(`${moment}: ${outcome}`, () => {
      expect(evaluate(agreement, at(shot, moment))[0]?.outcome).toBe(outcome);
    });
});

describe('two maps of record', () => {
  const agreement = agreementOf([{ id: '1', forbid: 'fire', within: '5 km', 'of-line': 'border' }], {
    lines: {
      border: { name: 'border', maps: { a: [{ from: '2026-07-01' }], b: [{ from: '2026-07-01' }] } },
    },
  });
  const under = (probabilities: { readonly [map: string]: number }): Areas<EvaluatedIncident> => ({
    answer: (_question, _event, map = '') => ({
      probability: probabilities[map] ?? 0,
      says: `place: on map ${map}`,
    }),
  });

  test('that agree give one answer', () => {
    expect(evaluate(agreement, shot, { areas: under({ a: 1, b: 1 }) })[0]).toMatchObject({
      outcome: 'breach',
      probability: 1,
    });
  });

  test('that differ give both, and which one holds is the missing fact', () => {
    expect(evaluate(agreement, shot, { areas: under({ a: 1, b: 0 }) })[0]).toMatchObject({
      outcome: 'undetermined',
      missing: 'map of record',
      maps: { a: { outcome: 'breach', probability: 1 }, b: { outcome: 'not-applicable', probability: 0 } },
      ifBy: { north: 'undetermined', south: 'undetermined' },
    });
  });

  test('that put a post on two sides name neither party, in whichever order the maps are listed', () => {
    for (const listed of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const sided = agreementOf(
        [{ id: '1', forbid: 'fire', within: '5 km', 'of-line': 'border', 'on-side': 'other' }],
        {
          lines: {
            border: {
              name: 'border',
              sides: { north: 'left', south: 'right' },
              maps: Object.fromEntries(listed.map((map) => [map, [{ from: '2026-07-01' }]])),
            },
          },
        },
      );
      const areas: Areas<EvaluatedIncident> = {
        answer: ({ side }, _event, map) => ({
          probability: (side === 'north') === (map === 'a') ? 1 : 0,
          says: `place: on map ${map}`,
        }),
      };
      expect(evaluate(sided, shot, { areas })[0]).toMatchObject({
        outcome: 'undetermined',
        missing: 'map of record',
        ifBy: { north: 'undetermined', south: 'undetermined' },
      });
    }
  });

  test('of the zone of an exception are asked for each: it lifts nothing that one map forbids', () => {
    const excepted = agreementOf(
      [
        { id: '1', forbid: 'fire' },
        { id: '2', permit: 'fire', lifts: '1', in: 'range' },
      ],
      {
        zones: {
          range: {
            name: 'range',
            versions: [{ from: '2026-07-01' }],
            maps: { a: [{ from: '2026-07-01' }], b: [{ from: '2026-07-01' }] },
          },
        },
      },
    );
    const areas = under({ '': 1, a: 1, b: 0 });
    expect(evaluate(excepted, shot, { areas })[0]).toMatchObject({
      outcome: 'undetermined',
      missing: 'map of record',
    });
  });
});

test('a place that is likely but not sure makes the probability of the clause', () => {
  const agreement = agreementOf([{ id: '1', forbid: 'fire', in: 'town' }], {
    zones: { town: { name: 'the town' } },
  });
  const areas: Areas<EvaluatedIncident> = { answer: () => ({ probability: 0.37, says: 'place: partly' }) };
  expect(evaluate(agreement, shot, { areas })[0]).toMatchObject({ outcome: 'breach', probability: 0.37 });
  expect(evaluate(agreement, shot, { areas: NO_AREAS })[0]).toMatchObject({
    outcome: 'undetermined',
    missing: 'zone',
  });
});

describe('an unchecked clause', () => {
  const unchecked = { ...anchor, certainty: 'unchecked' };
  const agreement = agreementOf([{ id: '1', forbid: 'fire', anchor: unchecked }]);

  test('says nothing in a mission until an operator confirms it by name, with the source that was read', () => {
    expect(evaluate(agreement, shot)).toEqual([]);
    const confirmed = [{ clause: '1', by: 'duty officer', source: 'official copy, page 3' }];
    expect(evaluate(agreement, shot, { confirmed })).toHaveLength(1);
    expect(
      evaluate(agreement, shot, { confirmed: [{ clause: '1', by: 'duty officer', source: '' }] }),
    ).toEqual([]);
  });

  test('carries its mark wherever it speaks', () => {
    const [indication] = evaluate(agreement, shot, { mode: 'all' });
    expect(indication).toMatchObject({ certainty: 'unchecked' });
    expect(indication?.because.at(-1)).toContain('[unchecked]');
  });
});

describe('three changes that are not the same', () => {
  const first = agreementOf([{ id: '1', forbid: 'fire', by: 'north' }]);
  const early = at({ ...shot, id: 'early' }, '2026-08-01T12:00:00Z');
  const late = at({ ...shot, id: 'late' }, '2026-12-01T12:00:00Z');

  test('an amendment changes only what happens after it', () => {
    const second = testAgreement({
      version: 2,
      adopted: '2026-11-01',
      clauses: [{ id: '1', forbid: 'fire', by: 'any party', anchor }],
    });
    expect(amend(first, second, [early, late]).map(({ incident }) => incident)).toEqual(['late']);
    expect(inForceAt([first, second], Date.parse(early.occurred.to))?.version).toBe(1);
    expect(inForceAt([first, second], Date.parse(late.occurred.to))?.version).toBe(2);
  });

  test('a correction of our encoding is of the past as well, and lists each change with what was said before', () => {
    const corrected = testAgreement({
      revision: 2,
      clauses: [{ id: '1', forbid: 'fire', by: 'any party', anchor }],
    });
    const changed = correct(first, corrected, [early, late]);
    expect(changed.map(({ incident }) => incident)).toEqual(['early', 'late']);
    expect(changed[0]?.before?.ifBy).toEqual({ north: 'breach', south: 'not-applicable' });
    expect(changed[0]?.after?.ifBy).toEqual({ north: 'breach', south: 'breach' });
    expect(() => amend(first, corrected, [])).toThrow('later version');
  });

  test('a late fact changes what rests on it, under the same text and encoding', () => {
    const agreement = agreementOf([{ id: '1', forbid: 'fire', from: { hours: 24, after: 'signature' } }], {
      events: { signature: { name: 'signature' } },
    });
    const fact: Fact = { fact: 'signature', at: '2026-11-01T00:00:00Z' };
    const [changed] = lateFacts(agreement, [], [fact], [late]);
    expect(changed).toMatchObject({
      before: { outcome: 'undetermined', missing: 'signature' },
      after: { outcome: 'breach' },
    });
  });
});
