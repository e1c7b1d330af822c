import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FUSION_ENTRY } from './fused.ts';
import { stateRoot } from './published.ts';
import { incidentWith, type MissionState } from './state.ts';
import { AGREED, Desk, foldOf } from './testing.ts';

// Whatever is filed, decided, joined, split, undone and for whomever: the public's root never depends on what only some
// may read, every report is in one incident, and no case is lost or held twice.

const LATER = { from: '2026-11-20T23:03:10Z', to: '2026-11-20T23:03:20Z' };
const number = fc.integer({ min: 0, max: 5 });
const audience = fc.constantFrom('public', 'public', 'public', 'mission');
const act = fc.oneof(
  fc.record({ kind: fc.constant('report' as const), audience }),
  fc.record({
    kind: fc.constant('assessment' as const),
    incident: number,
    by: fc.constantFrom('duty-1', 'duty-2'),
    status: fc.constantFrom('under inquiry', 'corroborated', 'verified', 'refuted'),
    audience,
  }),
  fc.record({ kind: fc.constant('attribution' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('finding' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('join' as const), a: number, b: number, audience }),
  fc.record({ kind: fc.constant('split' as const), a: number, b: number, audience }),
  fc.record({ kind: fc.constant('undo' as const), back: fc.integer({ min: 1, max: 6 }), audience }),
  fc.record({ kind: fc.constant('number' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('fusion' as const), audience }),
  fc.record({ kind: fc.constant('erasure' as const), incident: number, audience }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(desk: Desk, acts: readonly Act[]): void {
  // Half of the reports are of one moment, so that fusion joins them; the others stand alone.
  const filed = new Map<string, number>();
  const report = (number: number) => {
    const key = desk.report(number, number % 2 === 0 ? { occurred: LATER } : {});
    filed.set(key, desk.log.size - 1);
    return key;
  };
  const keys = [report(1), report(3)];
  const key = (at: number) => keys[at % keys.length] as string;
  for (const one of acts) {
    const { audience: whose } = one;
    const put = (by: string, body: object) => desk.put(by, one.kind, body, { audience: whose });
    if (one.kind === 'report') keys.push(report(keys.length + 2));
    else if (one.kind === 'fusion') desk.put('registrar', 'fusion-parameters', FUSION_ENTRY);
    else if (one.kind === 'erasure') desk.log.erase(filed.get(key(one.incident)) ?? 0, 'everything');
    else if (one.kind === 'assessment')
      put(one.by, { incident: key(one.incident), status: one.status, reason: 'r' });
    else if (one.kind === 'attribution')
      put('commission', { incident: key(one.incident), attribution: 'assessed', party: 'north', basis: 'b' });
    else if (one.kind === 'finding')
      put('commission', {
        incident: key(one.incident),
        agreement: 'test-north-south',
        version: 1,
        clause: '1',
        words: `sha256:${'0'.repeat(64)}`,
        finding: 'violation',
        class: 'grave',
        vote: AGREED,
      });
    else if (one.kind === 'join') put('duty-1', { reports: [key(one.a), key(one.b)], reason: 'r' });
    else if (one.kind === 'split') put('duty-1', { reports: [key(one.a)], from: [key(one.b)], reason: 'r' });
    else if (one.kind === 'undo') put('duty-2', { entry: desk.log.size - one.back, reason: 'r' });
    else put('duty-1', { incident: key(one.incident), number: `n-${one.incident}` });
  }
}

function faults(state: MissionState): readonly string[] {
  const found: string[] = [];
  for (const key of state.reports.keys())
    if (incidentWith(state, key)?.reports.includes(key) !== true)
      found.push(`report ${key} is in no incident`);
  const members = [...state.incidents.values()].flatMap(({ reports }) => reports);
  if (members.length !== new Set(members).size) found.push('a report is in two incidents');
  for (const [key, core] of state.caseOf) {
    const held = state.cases.get(core);
    if (held?.reports.includes(key) !== true) found.push(`the case ${core} does not hold ${key}`);
    else if (held.within !== undefined) found.push(`the case ${core} is part of another and holds ${key}`);
  }
  for (const { id, reports, status, finding, attribution, verifiedBy = [] } of state.incidents.values()) {
    const cores = new Set(reports.flatMap((key) => state.caseOf.get(key) ?? []));
    if (cores.size > 1) found.push(`incident ${id} has two cases`);
    if (status !== 'verified' && (finding === 'violation' || attribution === 'assessed'))
      found.push(`incident ${id} is ${status} with ${finding}, ${attribution}`);
    if (status === 'verified' && verifiedBy.length < 2) found.push(`incident ${id} was verified by one`);
  }
  return found;
}

test('any sequence of reports and decisions leaves one public root for every reader, and a sound state', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const desk = new Desk();
      desk.rules({ corroboration: 1 });
      perform(desk, acts);
      const [open, whole] = [foldOf(await desk.read()), foldOf(await desk.readAsMission())];
      expect(stateRoot(whole, 'public')).toBe(stateRoot(open, 'public'));
      expect([...faults(whole), ...faults(open)]).toEqual([]);
    }),
    { numRuns: Number(process.env.REPLAYS ?? 60) },
  );
}, 30_000);
