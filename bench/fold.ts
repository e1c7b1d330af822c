import { type Agreement, parseAgreement } from '../packages/core/src/agreement/index.ts';
import { BARRAGE, makeWorld, NORMAL } from '../packages/core/src/fusion/testing.ts';
import {
  countUnder,
  EACH_EXPLOSION,
  FUSION_ENTRY,
  type MissionState,
  newMissionState,
  stateOf,
  takeEntries,
  takeEntry,
} from '../packages/core/src/mission/index.ts';
import {
  type Header,
  type Json,
  type KeyRegister,
  PUBLIC,
  type ReadEntry,
} from '../packages/core/src/record/index.ts';

// Entries through the fold with an agreement of forty clauses, every report an incident of its own: what the fold costs
// beside grouping. The two halves of a run show whether an entry costs the size of the state.

const CLAUSES = 40;
const ENTRIES = Number(process.env.FOLD_ENTRIES ?? 100_000);
const ROUNDS = 3;
/** Incidents of the small world that fusion is measured on. */
const FUSED = Number(process.env.FUSED_INCIDENTS ?? 10_000);
/** Others may use the machine: processor time shows what the fold itself takes. */
const PROCESSOR: number[] = [];
const SEED = 20_261_121;
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;
const KINDS = [
  'presence',
  'artillery-fire',
  'mortar-fire',
  'uav-flight',
  'fortification',
  'explosion',
] as const;
const WEAPONS = [
  { class: 'howitzer', calibre: 152 },
  { class: 'mortar', calibre: 120 },
  { class: 'mlrs', calibre: 122 },
  { class: 'tank' },
] as const;

/** Prints entries per second through the fold, what late knowledge and a statement cost, and memory per report. */
export function benchFold(): Promise<void> {
  const entries = Array.from({ length: ENTRIES }, (_, at) => reportEntry(at + 4));
  console.log(
    `fold: ${CLAUSES} clauses, ${ENTRIES} reports, seed ${SEED}, median of ${ROUNDS} rounds, one core`,
  );
  const rates = rounds(() => fold(entries).state);
  line('entries through the fold', rates, 'entries/s');
  line('  by processor time, the collector’s included', PROCESSOR, 'entries/s');
  const halves = fold(entries);
  line('  of it the first half', [entries.length / 2 / halves.first], 'entries/s');
  line('  and the second, which must not be slower', [entries.length / 2 / halves.second], 'entries/s');
  const { state } = halves;
  const relevant = [...state.indications.values()].reduce((sum, { length }) => sum + length, 0);
  console.log(`  indications that are kept: ${(relevant / ENTRIES).toFixed(2)} an incident`);
  time('a statement over all of it', () => stateOf(state));
  time('a count under a rule over all of it', () =>
    countUnder(state, { rule: EACH_EXPLOSION, from: START, to: START + 40 * DAY, audience: PUBLIC }),
  );
  time('a correction of the encoding: all evaluated again', () => {
    takeEntry(
      state,
      entryOf(state.size, 'agreement', { ...agreementOfForty(), revision: 2 } as unknown as Json),
    );
  });
  memory(entries);
  fused();
  return Promise.resolve();
}

/** The same fold with fusion on record, and no agreement: what grouping costs in batches, and one by one. */
function fused(): void {
  for (const [name, world] of [
    ['normal density', { ...NORMAL, incidents: FUSED, days: (NORMAL.days * FUSED) / 10_000 }],
    ['a barrage', { ...BARRAGE, incidents: FUSED / 2, days: (BARRAGE.days * FUSED) / 20_000 }],
  ] as const) {
    const { reports } = makeWorld(world);
    console.log(`  ${name}: ${reports.length} reports`);
    const entries = reports.map((report, at) => entryOf(at + 2, 'report', report as unknown as Json));
    for (const size of [256, 1]) {
      const rates = Array.from({ length: ROUNDS }, () => underFusion(entries, size));
      const how = size === 1 ? 'one by one' : `in batches of ${size}`;
      line(`under fusion, ${name}, ${how}`, rates, 'entries/s');
    }
  }
}

function underFusion(entries: readonly ReadEntry[], size: number): number {
  const state = newMissionState();
  state.size = 1;
  state.register = registerOf();
  takeEntry(state, entryOf(1, 'fusion-parameters', FUSION_ENTRY));
  const begin = performance.now();
  for (let at = 0; at < entries.length; at += size) takeEntries(state, entries.slice(at, at + size));
  return entries.length / ((performance.now() - begin) / 1000);
}

function line(what: string, rates: readonly number[], unit: string): void {
  const sorted = rates.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const spread =
    sorted.length < 2 ? '' : `  (${Math.round(sorted[0] ?? 0)} to ${Math.round(sorted.at(-1) ?? 0)})`;
  console.log(
    `  ${what.padEnd(50)} ${Math.round(middle).toLocaleString('en').padStart(12)} ${unit}${spread}`,
  );
}

function time(what: string, run: () => unknown): void {
  const begin = performance.now();
  run();
  console.log(
    `  ${what.padEnd(50)} ${Math.round(performance.now() - begin)
      .toLocaleString('en')
      .padStart(12)} ms`,
  );
}

function rounds(run: () => unknown): readonly number[] {
  return Array.from({ length: ROUNDS }, () => {
    const [begin, busy] = [performance.now(), process.cpuUsage()];
    run();
    const { user, system } = process.cpuUsage(busy);
    PROCESSOR.push(ENTRIES / ((user + system) / 1e6));
    return ENTRIES / ((performance.now() - begin) / 1000);
  });
}

function fold(entries: readonly ReadEntry[]): {
  readonly state: MissionState;
  readonly first: number;
  readonly second: number;
} {
  const state = begun();
  const begin = performance.now();
  const half = entries.length >> 1;
  for (const entry of entries.slice(0, half)) takeEntry(state, entry);
  const middle = performance.now();
  for (const entry of entries.slice(half)) takeEntry(state, entry);
  return { state, first: (middle - begin) / 1000, second: (performance.now() - middle) / 1000 };
}

/** Heap that a report takes once folded, beside the entry that it came in. */
function memory(entries: readonly ReadEntry[]): void {
  const gc = (globalThis as { gc?: () => void }).gc;
  if (gc === undefined) {
    console.log('  memory: run node with --expose-gc to see it');
    return;
  }
  gc();
  const before = process.memoryUsage().heapUsed;
  const state = begun();
  for (const entry of entries) takeEntry(state, entry);
  gc();
  const bytes = (process.memoryUsage().heapUsed - before) / state.reports.size;
  console.log(
    `  heap a report, beside its body                     ${Math.round(bytes).toLocaleString('en').padStart(12)} bytes`,
  );
}

function begun(): MissionState {
  const state = newMissionState();
  state.size = 1;
  state.register = registerOf();
  takeEntry(state, entryOf(1, 'mission', { title: 'bench', exercise: true, indications: 'at-once' }));
  takeEntry(state, entryOf(2, 'agreement', agreementOfForty() as unknown as Json));
  takeEntry(state, entryOf(3, 'line', { line: 'front', from: '2026-01-01T00:00:00Z', geometry: front() }));
  return state;
}

function registerOf(): KeyRegister {
  const key = { crv: 'Ed25519', kty: 'OKP', x: '' } as const;
  return {
    keys: new Map([
      ['registrar', { id: 'registrar', key, role: 'registrar', subject: 'registrar', since: 0 }],
      ['device', { id: 'device', key, role: 'device', subject: 'device', since: 0 }],
    ]),
  };
}

function entryOf(index: number, kind: string, open: Json): ReadEntry {
  const header: Header = {
    v: 1,
    kind,
    mission: 'bench',
    at: START + index * 1000,
    by: kind === 'report' ? 'device' : 'registrar',
    audience: PUBLIC,
    body: { open },
    authored: { at: 0, nonce: '' },
  };
  return { index, leaf: { type: 'open', header }, header, body: open as ReadEntry['body'], withheld: {} };
}

function reportEntry(index: number): ReadEntry {
  const random = (salt: number) => generator(SEED + index * 7 + salt)();
  const pick = <T>(from: readonly T[], salt: number): T => from[Math.floor(random(salt) * from.length)] as T;
  const from = START + Math.floor(random(1) * 20 * 86_400) * 1000;
  return entryOf(index, 'report', {
    id: `0198c9b2-7a10-4c7e-9d54-${index.toString(16).padStart(12, '0')}`,
    source: `post-${index % 40}`,
    kind: pick(KINDS, 2),
    occurred: { from: moment(from), to: moment(from + 5000) },
    place: {
      type: 'sector',
      origin: [37.8 + random(3), 47.1 + random(4)],
      bearing: Math.floor(random(5) * 360),
      bearingTolerance: 15,
      distance: [2000, 4000],
    },
    count: [1, 3],
    means: 'heard',
    phase: 'outgoing',
    weapon: { ...pick(WEAPONS, 6) },
  });
}

/** As posts write it: whole seconds. */
function moment(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Forty clauses: a quarter bans fire, a quarter flights, a quarter works, and a quarter the presence of a weapon, each in time. */
function agreementOfForty(): Agreement {
  const anchor = {
    article: 'Article',
    paraphrase: 'A clause made to be measured.',
    source: 'bench',
    words: 'none',
    certainty: 'primary',
  };
  const weapons = Object.fromEntries(
    WEAPONS.map((one) => [`some-${one.class}`, { name: one.class, kind: [one.class] }]),
  );
  const verbs = ['fire', 'uav-flight', 'fortification', 'presence'];
  const read = parseAgreement({
    agreement: 'bench',
    title: 'Forty clauses',
    adopted: '2026-01-01',
    clock: 'UTC',
    parties: { north: { name: 'North' }, south: { name: 'South' } },
    lines: { front: { name: 'the front', sides: { north: 'left', south: 'right' } } },
    weapons,
    clauses: Array.from({ length: CLAUSES }, (_, at) => ({
      id: `c${at}`,
      forbid: verbs[at % 4],
      ...(at % 4 === 3 ? { of: `some-${WEAPONS[(at >> 2) % WEAPONS.length]?.class}` } : {}),
      // One in ten asks for no place. The others each speak of a belt along the front.
      ...(at % 10 === 0 ? {} : { within: `${2 + at} km`, 'of-line': 'front' }),
      from: new Date(START + (at % 10) * DAY).toISOString().slice(0, 19),
      anchor,
    })),
  });
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

/** A front of two hundred edges across the place of the reports, which lie up to sixty kilometres from it. */
function front(): Json {
  const coordinates = Array.from({ length: 201 }, (_, at) => [37.2 + at * 0.011, 47.6 + (at % 7) * 0.004]);
  return { type: 'LineString', coordinates };
}

/** A repeatable generator (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
