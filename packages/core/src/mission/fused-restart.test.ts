import { expect, test } from 'vitest';
import type { FusionReport } from '../fusion/index.ts';
import { makeWorld, NORMAL, randomFrom, shuffled } from '../fusion/testing.ts';
import { type Json, type KeyRegister, PUBLIC, type ReadEntry } from '../record/index.ts';
import { takeEntries } from './fold.ts';
import { FUSION_ENTRY } from './fused-maker.ts';
import { reportKey } from './incident.ts';
import { stateRoot } from './published.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { type MissionState, newMissionState } from './state.ts';

// A mission of some four hundred reports: sharp ones, some of many, some good to hours only, repeats, and copies.

const ROLES = ['registrar', 'device', 'person'] as const;
const KEYS: KeyRegister = {
  keys: new Map(
    ROLES.map((role) => [
      role,
      { id: role, key: { crv: 'Ed25519', kty: 'OKP', x: '' }, role, subject: role, since: 0 },
    ]),
  ),
};
const PERSONS: ReadonlySet<string> = new Set(['join', 'split', 'undo', 'assessment', 'bulletin']);

/** An entry that has no place in a record yet. */
type Unplaced = readonly [kind: string, body: unknown];

/** Entries in this order, from that place of a record on. */
function placed(entries: readonly Unplaced[], from: number): readonly ReadEntry[] {
  return entries.map(([kind, body], at) => {
    const index = from + at;
    const header = {
      v: 1,
      kind,
      mission: 'm',
      at: Date.UTC(2026, 8, 1) + index,
      by: kind === 'report' ? 'device' : PERSONS.has(kind) ? 'person' : 'registrar',
      audience: PUBLIC,
      body: { open: body as Json },
      authored: { at: 0, nonce: `${index}` },
    } as const;
    return { index, leaf: { type: 'open', header }, header, body: body as ReadEntry['body'], withheld: {} };
  });
}

const { reports } = makeWorld({ ...NORMAL, incidents: 200, days: NORMAL.days / 100 });
/** What was sent again, what tells of another by name, and what was told by somebody who was not there. */
const RETOLD = reports.slice(0, 40).flatMap((report, at): readonly FusionReport[] => {
  const other = { ...report, id: report.id.replace(/^.{8}/, `${10_000_000 + at}`) };
  if (at % 3 === 0)
    return [
      { ...other, count: [2, 3] },
      { ...other, id: `${other.id.slice(0, -1)}f`, count: [2, 3] },
    ];
  if (at % 3 === 1)
    return [{ ...other, source: `press-${at % 4}`, means: 'media', derivedFrom: [report.id] }];
  return [{ ...other, source: 'hearsay', means: 'told' }];
});
const ALL = [...reports, ...RETOLD];
const HALF = Math.floor(ALL.length / 2);
const ALWAYS = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' };
const filed = (some: readonly FusionReport[]) => some.map((report): Unplaced => ['report', report]);
const key = (at: number) => reportKey(ALL[at] as FusionReport);

/** What commutes with reports as long as nobody decides. */
const BESIDE: readonly Unplaced[] = [
  ['fusion-parameters', FUSION_ENTRY],
  ['source-clock', { source: ALL[3]?.source, ...ALWAYS, offset: 90_000, sigma: 500 }],
  ['source', { source: 'press-1', of: 'other', area: 'east', means: ['media'] }],
];
/** What people then decide: of some incidents, and of what belongs together. */
const DECIDED: readonly Unplaced[] = [
  ['assessment', { incident: key(5), status: 'under inquiry' }],
  ['assessment', { incident: key(60), status: 'under inquiry' }],
  ['join', { reports: [key(10), key(11)], reason: 'one salvo' }],
  ['split', { reports: [key(20)], from: [key(21)], reason: 'two' }],
];
/** And what comes beside the later reports. */
const LATER: readonly Unplaced[] = [
  ['source-clock', { source: ALL[8]?.source, ...ALWAYS, offset: -30_000, sigma: 900 }],
  ['source', { source: 'press-2', of: 'other', area: 'east', means: ['media'] }],
];

/** A record of all this in one of the orders that come to the same. */
function recordOf(random: () => number): readonly Unplaced[] {
  const mixed = (some: readonly Unplaced[]) =>
    shuffled(some.length, random).map((at) => some[at] as Unplaced);
  return [
    ...mixed([...BESIDE, ...filed(ALL.slice(0, HALF))]),
    ...DECIDED,
    ...mixed([...LATER, ...filed(ALL.slice(HALF))]),
  ];
}

function begun(): MissionState {
  const state = newMissionState();
  state.size = 1;
  state.register = KEYS;
  return state;
}

/** Folds a record cut into batches by chance, starting again from a snapshot after every so many entries. */
function folded(
  entries: readonly ReadEntry[],
  random: () => number,
  most: number,
  restart = Infinity,
): MissionState {
  let state = begun();
  let since = 0;
  for (let at = 0; at < entries.length; ) {
    const size = 1 + Math.floor(random() * most);
    takeEntries(state, entries.slice(at, at + size));
    at += size;
    since += size;
    if (since < restart) continue;
    since = 0;
    const again = restoreState(structuredClone(snapshotOf(state)));
    if (!again.ok) throw new Error(again.refusal.message);
    state = again.value;
  }
  return state;
}

test('ten orders of arrival, in batches of any size and with starts in between, come to one state', () => {
  const roots = new Set<string>();
  for (let seed = 1; seed <= 10; seed += 1) {
    const random = randomFrom(seed);
    const entries = placed(recordOf(random), 1);
    const most = [1, 7, 64, 1000][seed % 4] as number;
    const whole = folded(entries, random, most);
    expect(whole.incidents.size).toBeGreaterThan(150);
    roots.add(stateRoot(whole, PUBLIC));
    roots.add(stateRoot(folded(entries, random, 40, 30 + 20 * seed), PUBLIC));
  }
  expect(roots.size).toBe(1);
});

test('a state that was kept twice over goes on as it was, whatever became of the first that was made of it', () => {
  const entries = placed(recordOf(randomFrom(1)), 1);
  const middle = entries.length - 100;
  const kept = snapshotOf(folded(entries.slice(0, middle), () => 0, 1));
  const roots = [1, 2].map(() => {
    const again = restoreState(kept);
    if (!again.ok) throw new Error(again.refusal.message);
    takeEntries(again.value, entries.slice(middle));
    return stateRoot(again.value, PUBLIC);
  });
  expect(roots[1]).toBe(roots[0]);
});
