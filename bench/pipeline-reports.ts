import { seeded } from '../packages/server/src/record/testing-random.ts';

const KINDS = ['explosion', 'burst', 'shot', 'flare', 'uav-flight'] as const;
const MEANS = ['heard', 'camera', 'acoustic', 'seen'] as const;
const START = Date.parse('2026-11-01T00:00:00Z');

/** Milliseconds from one simulated report to the next. */
export const APART_MS = 1_300;

/**
 * Simulated report number `number` as a line: what a post files, 0.6 kB, with fields for everyone and for the mission. The
 * first of them happens at `start`, UTC milliseconds.
 */
export function reportLine(number: number, start = START): string {
  const random = seeded(number + 1);
  const at = start + number * APART_MS + Math.floor(random() * 60_000);
  const time = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
  const origin = [-28.5 + Math.round(random() * 1e5) / 1e5, 41.5 + Math.round(random() * 1e5) / 1e5];
  return JSON.stringify({
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source: `post-${Math.floor(random() * 80)}`,
    kind: KINDS[Math.floor(random() * KINDS.length)],
    occurred: { from: time(at), to: time(at + 2_000) },
    place: {
      type: 'sector',
      origin,
      bearing: Math.floor(random() * 360),
      bearingTolerance: 15,
      distance: [2_000, 3_000 + Math.floor(random() * 3_000)],
    },
    count: [1, 1 + Math.floor(random() * 4)],
    means: MEANS[Math.floor(random() * MEANS.length)],
    phase: 'impact',
    observer: { at: origin, radius: 20 },
    text: 'Simulated report of the benchmark: heard from the post, direction estimated, nothing seen.',
    lang: 'en',
    grade: 'B2',
  });
}
