// Test-only: a mission under fusion, with reports near in time and place.
import { formatMoment } from '../base/index.ts';
import { FUSION_ENTRY } from './fused-maker.ts';
import { Desk } from './testing.ts';

/** 2026-11-20T21:00:00Z. */
const NINE = 1_795_208_400_000;

/** Somebody saw it from near, so many seconds after nine in the evening and so far to the east. */
export function seen(seconds: number, east = 0): object {
  const from = formatMoment(NINE + seconds * 1000);
  return {
    kind: 'explosion',
    occurred: { from, to: from },
    place: { type: 'point', at: [-28 + east, 42], radius: 300 },
    means: 'seen',
    count: [1, 1],
    phase: 'impact',
  };
}

export function fuse(desk: Desk): number {
  return desk.put('registrar', 'fusion-parameters', FUSION_ENTRY);
}

export async function groupsOf(desk: Desk): Promise<readonly (readonly string[])[]> {
  return [...(await desk.fold()).incidents.values()].map(({ reports }) => reports);
}

export function sorted(...keys: readonly string[]): readonly string[] {
  return keys.toSorted();
}

/** Two posts that saw one thing, and a third that saw another two hours later. */
export function evening(fused = true): {
  readonly desk: Desk;
  readonly keys: readonly [string, string, string];
} {
  const desk = new Desk();
  if (fused) fuse(desk);
  const keys = [desk.report(1, seen(0)), desk.report(2, seen(3)), desk.report(3, seen(7200))] as const;
  return { desk, keys: [...keys] };
}
