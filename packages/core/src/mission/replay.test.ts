import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_MODELS, type SensorModels } from '../fusion/index.ts';
import { countRows } from './counts.ts';
import { takeEntries } from './fold.ts';
import { FUSION_ENTRY, fusionEntryOf } from './fused-maker.ts';
import { reportKey } from './incident.ts';
import { PackedMap } from './packed-map.ts';
import { digestState, publishedRows, stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith, type MissionState, newMissionState } from './state.ts';
import { AGREED, Desk, foldOf, idOf, reportOf } from './testing.ts';
import { fuse, seen } from './testing-fused.ts';
import { reportFields } from './views.ts';

// Whatever is filed, decided, joined, split, undone and for whomever: the public's root never depends on what only some
// may read, every report is in one incident, no case is lost or held twice, and batches decide nothing.

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
  fc.record({ kind: fc.constant('models' as const), number, audience }),
  fc.record({ kind: fc.constant('erasure' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('bulletin' as const), number, back: number, audience }),
  fc.record({ kind: fc.constant('erratum' as const), number, audience }),
  fc.record({ kind: fc.constant('clock' as const), number, audience }),
  fc.record({ kind: fc.constant('resolution' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('position' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('rules' as const), number, audience }),
  fc.record({ kind: fc.constant('line' as const), number, audience }),
  fc.record({ kind: fc.constant('fact' as const), number, audience }),
  fc.record({ kind: fc.constant('mended' as const), incident: number, audience }),
  fc.record({ kind: fc.constant('again' as const), number, audience }),
);
/** Models under which other reports are of one incident than under those of the program. */
function otherModels(number: number): SensorModels {
  return { ...DEFAULT_MODELS, version: 2 + number, rate: DEFAULT_MODELS.rate * 100 ** number };
}

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(desk: Desk, acts: readonly Act[]): void {
  // Half of the reports are of one moment, so that fusion joins them; the others stand alone.
  const filed = new Map<string, number>();
  const report = (number: number) => {
    const key = desk.report(number, number % 2 === 0 ? { occurred: LATER } : {});
    filed.set(key, desk.log.size - 1);
    return key;
  };
  const again = (number: number, audience: string) =>
    desk.log.append({
      fields: reportFields(
        reportOf({ id: idOf(number), source: `post-${number}`, occurred: LATER, count: [2, 2] }),
      ).map((field) => ({ ...field, audience })),
      audience,
    });
  const keys = [report(1), report(3)];
  const key = (at: number) => keys[at % keys.length] as string;
  for (const one of acts) {
    const { audience: whose } = one;
    const put = (by: string, body: object) => desk.put(by, one.kind, body, { audience: whose });
    if (one.kind === 'report') keys.push(report(keys.length + 2));
    else if (one.kind === 'fusion') desk.put('registrar', 'fusion-parameters', FUSION_ENTRY);
    else if (one.kind === 'models')
      desk.put('registrar', 'fusion-parameters', fusionEntryOf(otherModels(one.number)));
    else if (one.kind === 'bulletin')
      put('duty-1', {
        number: `${one.number}/2026`,
        type: 'daily',
        from: '2026-11-20T00:00:00Z',
        to: '2026-11-21T00:00:00Z',
        size: Math.max(0, desk.log.size - one.back),
        rule: { rule: 'each-explosion', version: 1 },
        figures: {},
      });
    else if (one.kind === 'erratum')
      put('duty-1', { bulletin: `${one.number}/2026`, reason: 'r', changes: [] });
    else if (one.kind === 'clock')
      desk.put('duty-1', 'source-clock', {
        source: `post-${4 + one.number}`,
        from: '2026-11-20T00:00:00Z',
        to: '2026-11-22T00:00:00Z',
        offset: 1000 * one.number,
        sigma: 10,
      });
    else if (one.kind === 'resolution')
      put('commission', { incident: key(one.incident), resolution: 'at tier', tier: 1, reason: 'r' });
    else if (one.kind === 'position')
      put('north', { incident: key(one.incident), on: 'facts', stance: 'contests', text: 't' });
    else if (one.kind === 'rules')
      desk.rules({ corroboration: 1, ...(one.number % 2 === 0 ? {} : { indications: 'assessed' }) });
    else if (one.kind === 'line')
      desk.put('registrar', 'line', {
        line: 'front',
        from: '2026-01-01T00:00:00Z',
        geometry: {
          type: 'LineString',
          coordinates: [
            [-28.2, 42 + one.number / 100],
            [-27.8, 42],
          ],
        },
      });
    else if (one.kind === 'fact')
      desk.put('registrar', 'fact', { fact: 'withdrawal-complete', at: '2026-11-20T00:00:00Z' });
    else if (one.kind === 'mended') {
      const target = filed.get(key(one.incident)) ?? 0;
      const mended = reportOf({ id: idOf(900 + desk.log.size), source: 'post-1', occurred: LATER });
      desk.log.append({ supersedes: desk.target(target), fields: reportFields(mended) });
      keys.push(reportKey(mended));
    } else if (one.kind === 'again') again(4 + one.number, whose);
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

/** All that a state holds, in one spelling: the order in which maps came to be is no part of what they say. */
function wholeOf(state: MissionState): string {
  const { indications: _derived, maker: _maker, packing: _packing, groupings, ...kept } = state;
  return JSON.stringify([kept, [...groupings.keys()]], (_, value) =>
    value instanceof Map || value instanceof PackedMap
      ? [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
      : value,
  );
}

test('a record cut into any batches leads to the state of its entries one by one, to the byte', async () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 30 }), cuts, fc.boolean(), async (acts, sizes, fused) => {
      const desk = new Desk();
      desk.rules({ corroboration: 1, ladder: [{ body: 'commission', within: 0.0001, escalates: 0.0001 }] });
      if (fused) fuse(desk);
      perform(desk, acts);
      for (const entries of [await desk.read(), await desk.readAsMission()]) {
        const batched = newMissionState();
        for (let at = 0, turn = 0; at < entries.length; turn += 1) {
          const size = sizes[turn % sizes.length] as number;
          takeEntries(batched, entries.slice(at, at + size));
          at += size;
        }
        const single = foldOf(entries);
        expect(wholeOf(batched)).toBe(wholeOf(single));
        const all = newMissionState();
        takeEntries(all, entries);
        expect(wholeOf(all)).toBe(wholeOf(single));
        expect(stateRoot(all, 'mission')).toBe(stateRoot(single, 'mission'));
      }
    }),
    { numRuns: Number(process.env.REPLAYS ?? 60) },
  );
}, 60_000);

test('a dense night under fusion gives the same incidents in batches of every size', async () => {
  const desk = new Desk();
  fuse(desk);
  for (let number = 1; number <= 60; number += 1)
    desk.report(number, seen((number * 37) % 240, ((number * 13) % 11) / 2000));
  const entries = await desk.readAsMission();
  const single = foldOf(entries);
  expect(single.incidents.size).toBeLessThan(60);
  for (const size of [2, 7, 16, 64, entries.length]) {
    const state = newMissionState();
    for (let at = 0; at < entries.length; at += size) takeEntries(state, entries.slice(at, at + size));
    expect(publishedRows(state, 'mission')).toEqual(publishedRows(single, 'mission'));
    expect(wholeOf(state)).toBe(wholeOf(single));
  }
});

test('a batch that does not begin where the fold stands is refused, and changes nothing', async () => {
  const entries = await new Desk().read();
  const state = foldOf(entries.slice(0, 3));
  expect(() => takeEntries(state, [...entries.slice(3, 4), ...entries.slice(2, 3)])).toThrow(
    'the fold is at entry 4 and was given entry 2',
  );
  expect(state.size).toBe(3);
});

test('a state restored anywhere on the way goes on to the same state, to the byte', async () => {
  const portion = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), portion, fc.boolean(), async (acts, where, fused) => {
      const desk = new Desk();
      if (fused) fuse(desk);
      perform(desk, acts);
      const entries = await desk.readAsMission();
      const cut = Math.floor(where * entries.length);
      const state = foldOf(entries.slice(0, cut));
      const again = restoreState(structuredClone(snapshotOf(state, 'engine')), undefined, 'engine');
      if (!again.ok) throw new Error(again.refusal.message);
      expect(wholeOf(again.value)).toBe(wholeOf(state));
      takeEntries(again.value, entries.slice(cut));
      expect(wholeOf(again.value)).toBe(wholeOf(foldOf(entries)));
    }),
    { numRuns: Number(process.env.REPLAYS ?? 60) },
  );
}, 60_000);

test('a root that is kept up from statement to statement is that of the state made anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 20 }), fc.boolean(), async (acts, fused) => {
      const desk = new Desk();
      if (fused) fuse(desk);
      perform(desk, acts);
      const entries = await desk.readAsMission();
      const state = newMissionState();
      for (const [at, entry] of entries.entries()) {
        takeEntries(state, [entry]);
        // Asked at some entries only, so that more than one thing changes in between.
        if (at % 3 > 0 && at + 1 < entries.length) continue;
        const anew = foldOf(entries.slice(0, at + 1));
        // The mission's first, where nothing is taken over from what everyone reads.
        const digests = ['mission', 'public'].map((audience) => digestState(anew, audience));
        expect(['public', 'mission'].map((audience) => digestState(state, audience))).toEqual(
          digests.toReversed(),
        );
        expect(digestState(state, 'public').counts).toEqual(countRows(publishedRows(anew, 'public')));
      }
    }),
    { numRuns: Number(process.env.REPLAYS ?? 40) },
  );
}, 60_000);
