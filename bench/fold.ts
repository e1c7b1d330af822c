import { BARRAGE, makeWorld, NORMAL } from '../packages/core/src/fusion/testing.ts';
import {
  countUnder,
  EACH_EXPLOSION,
  FUSION_ENTRY,
  type MissionState,
  newMissionState,
  takeEntries,
  takeEntry,
} from '../packages/core/src/mission/index.ts';
import { type Json, PUBLIC, type ReadEntry } from '../packages/core/src/record/index.ts';
import { benchFoldState, benchStatement } from './fold-state.ts';
import {
  agreementOfForty,
  begun,
  CLAUSES,
  DAY,
  entryOf,
  registerOf,
  reportEntry,
  SEED,
  START,
} from './fold-world.ts';

// Entries through the fold with an agreement of forty clauses, every report an incident of its own: what the fold costs
// beside grouping. The two halves of a run show whether an entry costs the size of the state.

const ENTRIES = Number(process.env.FOLD_ENTRIES ?? 100_000);
const ROUNDS = 3;
const STATED = 40_000;
/** Incidents of the small world that fusion is measured on. */
const FUSED = Number(process.env.FUSED_INCIDENTS ?? 10_000);
/** Others may use the machine: processor time shows what the fold itself takes. */
const PROCESSOR: number[] = [];
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
  time('a count under a rule over all of it', () =>
    countUnder(state, { rule: EACH_EXPLOSION, from: START, to: START + 40 * DAY, audience: PUBLIC }),
  );
  time('a correction of the encoding: all evaluated again', () => {
    takeEntry(
      state,
      entryOf(state.size, 'agreement', { ...agreementOfForty(), revision: 2 } as unknown as Json),
    );
  });
  fused();
  benchStatement(STATED);
  benchFoldState();
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
