import { deserialize, serialize, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { makeWorld, NORMAL } from '../packages/core/src/fusion/testing.ts';
import {
  FUSION_ENTRY,
  type MissionState,
  newMissionState,
  restoreState,
  type StateSnapshot,
  snapshotOf,
  stateBriefly,
  stateOf,
  takeEntries,
  takeEntry,
} from '../packages/core/src/mission/index.ts';
import type { Json, ReadEntry } from '../packages/core/src/record/index.ts';
import { begun, entryOf, registerOf, reportEntry } from './fold-world.ts';

// What a state weighs, and how soon a host has it again. FOLD_REPORTS=1000000 for the figures of a million.

const REPORTS = Number(process.env.FOLD_REPORTS ?? 100_000);
const BATCH = 1024;

/** Prints what a statement over so many incidents costs: the first, one after changes, and the file of rows. */
export function benchStatement(incidents: number): void {
  const state = begun();
  const file = (count: number) => {
    const from = state.size;
    takeEntries(
      state,
      Array.from({ length: count }, (_, at) => reportEntry(from + at)),
    );
  };
  file(incidents);
  show(
    `a statement, ${incidents} incidents, the first`,
    timed(() => stateBriefly(state)).seconds * 1000,
    'ms',
  );
  show('  again, nothing changed', timed(() => stateBriefly(state)).seconds * 1000, 'ms');
  file(100);
  show('  again, after 100 reports', timed(() => stateBriefly(state)).seconds * 1000, 'ms');
  show('  with the file of all rows', timed(() => stateOf(state)).seconds * 1000, 'ms');
}

/** Prints bytes a report, each by itself and under fusion, and what a snapshot costs. */
export function benchFoldState(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  weigh('each report by itself', begun(), reportEntry, gc);
  const state = newMissionState();
  state.size = 1;
  state.register = registerOf();
  takeEntry(state, entryOf(1, 'fusion-parameters', FUSION_ENTRY));
  const fraction = REPORTS / 20_821;
  const world = { ...NORMAL, incidents: Math.round(10_000 * fraction), days: NORMAL.days * fraction };
  // As read from a record: nothing of a report is shared with another, and nobody else holds it.
  const texts = makeWorld(world).reports.map((report) => JSON.stringify(report));
  const entryAt = (index: number) => {
    const text = texts[index - 2] as string;
    return entryOf(index, 'report', JSON.parse(text) as Json);
  };
  // The last one comes to the state that was restored.
  weigh('under fusion', state, entryAt, gc, texts.length - 1);
}

function weigh(
  what: string,
  state: MissionState,
  entryAt: (index: number) => ReadEntry,
  gc: () => void,
  count = REPORTS,
): void {
  const held = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  for (let done = 0; done < count; done += BATCH) {
    const from = state.size;
    const length = Math.min(BATCH, count - done);
    takeEntries(
      state,
      Array.from({ length }, (_, at) => entryAt(from + at)),
    );
  }
  show(`${what}: bytes a report, of ${count}`, (held() - before) / count, 'bytes');
  const kept = timed(() => snapshotOf(state));
  show('  a snapshot', kept.seconds * 1000, 'ms');
  const bytes = timed(() => serialize(kept.value));
  show('  as bytes for a file', bytes.value.length / count, 'bytes a report');
  show('  written by the host’s structured clone', bytes.seconds * 1000, 'ms');
  const read = timed(() => deserialize(bytes.value) as StateSnapshot);
  const again = timed(() => restoreState(read.value));
  if (!again.value.ok) throw new Error(again.value.refusal.message);
  const restored = again.value.value;
  show('  read again', read.seconds * 1000, 'ms');
  show('  and restored: incidents and counts answer', again.seconds * 1000, 'ms');
  const next = timed(() => takeEntry(restored, entryAt(restored.size)));
  show('  the next report folded', next.seconds * 1000, 'ms');
}

function timed<T>(run: () => T): { readonly value: T; readonly seconds: number } {
  const begin = performance.now();
  const value = run();
  return { value, seconds: (performance.now() - begin) / 1000 };
}

function show(what: string, value: number, unit: string): void {
  console.log(`  ${what.padEnd(50)} ${Math.round(value).toLocaleString('en').padStart(12)} ${unit}`);
}
