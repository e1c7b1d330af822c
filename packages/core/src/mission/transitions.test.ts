import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import type { Circumstances } from './needs.ts';
import { circumstances, everything, ROWS, RULES, standingAt, step } from './testing-decisions.ts';
import { type Axis, TRANSITIONS, transitionOf } from './transitions.ts';

describe('every step on every axis, legal and illegal', () => {
  test('the table names every pair of states once, and no step twice', () => {
    expect(ROWS).toHaveLength(36 + 25 + 25 + 36);
    for (const { axis, from, to } of ROWS) {
      const rows = TRANSITIONS.filter(
        (row) => row.axis === axis && row.to === to && (row.from as readonly string[]).includes(from),
      );
      expect(rows.length, `${axis}: ${from} → ${to}`).toBeLessThanOrEqual(1);
    }
  });

  test.each(ROWS)('$axis: $from → $to, legal: $legal', ({ axis, from, to, legal }) => {
    expect(transitionOf(axis, from, to) !== undefined).toBe(legal);
    const axes = standingAt(axis, from);
    const judged = decide(step(axis, everything(axis, from, to)), circumstances(axes));
    expect(judged.ok, judged.ok ? '' : judged.why).toBe(legal);
    if (judged.ok) {
      expect(judged.axes[axis]).toBe(to);
      expect(judged.axes.decisions).toEqual([7]);
    }
  });
});

/** A need, what takes it away, and the words that must say so. */
const WITHOUT: readonly (readonly [string, Axis, string, string, object, Partial<Circumstances>, RegExp])[] =
  [
    ['a reason', 'status', 'under inquiry', 'refuted', { reason: undefined }, {}, /needs a reason/],
    [
      'what prevented it',
      'status',
      'under inquiry',
      'unable to verify',
      { unable: undefined },
      {},
      /access, time, safety or evidence/,
    ],
    [
      'a second origin',
      'status',
      'under inquiry',
      'corroborated',
      {},
      { origins: 1 },
      /1 independent origin, and needs 2/,
    ],
    [
      'as many origins as the mission asks for',
      'status',
      'under inquiry',
      'corroborated',
      {},
      { rules: { ...RULES, corroboration: 3 } },
      /needs 3/,
    ],
    [
      'a report by somebody else',
      'status',
      'under inquiry',
      'corroborated',
      {},
      { authors: new Set(['commission']) },
      /another person must/,
    ],
    ['a party', 'attribution', 'undetermined', 'assessed', { party: undefined }, {}, /names no party/],
    ['a basis', 'attribution', 'undetermined', 'assessed', { basis: undefined }, {}, /needs its basis/],
    ['whose claim it is', 'attribution', 'undetermined', 'claimed', { saidBy: undefined }, {}, /whose claim/],
    ['a class', 'finding', 'none', 'violation', { class: undefined }, {}, /needs its class/],
    [
      'a clause that exists',
      'finding',
      'none',
      'violation',
      { clause: '9' },
      {},
      /no clause 9 of truce, version 1/,
    ],
    ['the tier', 'resolution', 'open', 'at tier', { tier: undefined }, {}, /needs the tier/],
    ['one tier at a time', 'resolution', 'open', 'at tier', { tier: 2 }, {}, /one tier at a time/],
    [
      'a tier of the ladder',
      'resolution',
      'at tier',
      'at tier',
      { tier: 2 },
      { rules: { ...RULES, ladder: [{ body: 'commission' }] } },
      /the ladder has 1 tiers/,
    ],
    [
      'the body of the tier',
      'resolution',
      'at tier',
      'deadlocked',
      {},
      { rules: { ...RULES, ladder: [{ body: 'local-committee' }] } },
      /at tier 1 local-committee decides/,
    ],
    ['a remedy', 'resolution', 'at tier', 'agreed remedy', { remedy: undefined }, {}, /needs the remedy/],
    [
      'proof',
      'resolution',
      'agreed remedy',
      'remedied',
      { proof: undefined },
      {},
      /reports that show it done/,
    ],
  ];

test.each(WITHOUT)(
  'without %s a step changes nothing: %s, %s → %s',
  (_what, axis, from, to, change, about, message) => {
    const judged = decide(
      step(axis, { ...everything(axis, from, to), ...change }),
      circumstances(standingAt(axis, from), about),
    );
    expect(judged).toMatchObject({ ok: false, why: expect.stringMatching(message) });
  },
);
