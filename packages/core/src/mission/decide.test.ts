import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Axes } from './axes.ts';
import { decide } from './decide.ts';
import { UNDECIDED } from './incident.ts';
import type { Author } from './needs.ts';
import type { MissionRules, Office } from './rules.ts';
import { circumstances, everything, ROWS, RULES, standingAt, step } from './testing-decisions.ts';

describe('an attribution by assessment and a finding of a violation', () => {
  const corroborated = { ...UNDECIDED, status: 'corroborated' } as const;
  for (const [axis, to] of [
    ['attribution', 'assessed'],
    ['finding', 'violation'],
  ] as const)
    test(`${to} needs a verified incident, unless the mission says otherwise`, () => {
      const body = everything(axis, axis === 'finding' ? 'none' : 'undetermined', to);
      expect(decide(step(axis, body), circumstances(corroborated))).toMatchObject({
        ok: false,
        why: expect.stringContaining('rests on a verified incident, and this one is corroborated'),
      });
      const rules: MissionRules = { ...RULES, rests: 'on-any-status' };
      expect(decide(step(axis, body), circumstances(corroborated, { rules })).ok).toBe(true);
    });

  test('hold the status that they rest on: it is reopened when they were taken back', () => {
    const assessed = { ...standingAt('attribution', 'assessed'), status: 'verified' } as Axes;
    const reopen = step('status', { incident: 'i', status: 'under inquiry', reason: 'r' });
    expect(decide(reopen, circumstances(assessed))).toMatchObject({ ok: false });
    expect(decide(reopen, circumstances(standingAt('finding', 'violation')))).toMatchObject({ ok: false });
    expect(decide(reopen, circumstances(standingAt('finding', 'inconclusive'))).ok).toBe(true);
  });
});

describe('verified takes two persons', () => {
  const body = everything('status', 'corroborated', 'verified');
  const person = (subject: string): Author => ({ subject, party: false, offices: new Set<Office>(['duty']) });
  const corroborated: Axes = { ...UNDECIDED, status: 'corroborated' };

  test('the first waits, and the same person again still waits', () => {
    const first = decide(step('status', body, { author: person('duty-1') }), circumstances(corroborated));
    expect(first).toMatchObject({
      ok: true,
      axes: { status: 'corroborated', verifying: 'duty-1' },
      waits: expect.any(String),
    });
    if (!first.ok) throw new Error(first.why);
    const again = decide(step('status', body, { author: person('duty-1') }), circumstances(first.axes));
    expect(again).toMatchObject({ axes: { status: 'corroborated' } });
    const second = decide(step('status', body, { author: person('duty-2') }), circumstances(first.axes));
    expect(second).toMatchObject({ axes: { status: 'verified', verifiedBy: ['duty-1', 'duty-2'] } });
  });
});

/** What must hold whatever was decided. */
function faults(axes: Axes): readonly string[] {
  const found: string[] = [];
  const { status, unable, verifiedBy = [], attribution, attributed, findings = [], resolution, tier } = axes;
  if (attribution === 'assessed' && status !== 'verified') found.push('assessed without being verified');
  if (findings.some(({ finding }) => finding === 'violation') && status !== 'verified')
    found.push('violation without being verified');
  if ((status === 'unable to verify') !== (unable !== undefined)) found.push('unable without its reason');
  if (status === 'verified' && new Set(verifiedBy).size < 2) found.push('verified by one');
  if (attribution !== 'undetermined' && attributed === undefined) found.push('attribution by nobody');
  if (resolution !== 'open' && resolution !== 'lapsed' && tier === undefined) found.push('no tier');
  if (findings.some(({ finding, class: kind }) => finding === 'violation' && kind === undefined))
    found.push('no class');
  return found;
}

test('no sequence of decisions by persons and parties reaches an illegal state', () => {
  const authors: readonly Author[] = [
    { subject: 'duty-1', party: false, offices: new Set<Office>(['duty']) },
    { subject: 'duty-2', party: false, offices: new Set<Office>(['duty', 'verify']) },
    { subject: 'north', party: true, offices: new Set() },
    {
      subject: 'commission',
      party: false,
      offices: new Set<Office>(['find', 'attribute', 'coordinate']),
      body: { members: [] },
    },
  ];
  const one = fc.record({
    row: fc.constantFrom(...ROWS),
    author: fc.constantFrom(...authors),
    lacks: fc.option(fc.constantFrom('reason', 'unable', 'party', 'basis', 'class', 'tier', 'vote')),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (sequence) => {
      let axes: Axes = UNDECIDED;
      for (const { row, author, lacks } of sequence) {
        const body: { [field: string]: unknown } = { ...everything(row.axis, axes.resolution, row.to) };
        if (row.axis === 'resolution') body.tier = (axes.tier ?? 0) + 1;
        if (row.axis === 'finding' || row.axis === 'resolution') delete body.vote;
        if (lacks !== null) delete body[lacks];
        const judged = decide(step(row.axis, body, { author }), circumstances(axes));
        if (judged.ok) axes = judged.axes;
        expect(faults(axes)).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
