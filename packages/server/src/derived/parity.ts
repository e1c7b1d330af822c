import { parityOf } from '@armistice/core/mission';
import type { Deriving } from './deriving.ts';

/** Of more incidents than this those alone are looked at that somebody took up or complained about. */
const MOST_LOOKED_AT = 20_000;
/** An answer is good for so many times what it cost, so that nobody who asks again and again holds up all others. */
const REST = 20;
const LEAST_REST_MS = 1000;
const MOST_KEPT = 16;

interface Asked {
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
}

interface Kept {
  readonly text: string;
  /** Of the monotonic clock. */
  readonly until: number;
}

const ANSWERS = new WeakMap<Deriving, Map<string, Kept>>();

/** Whether the parties are treated alike, in figures, as one audience may know them: JSON. May be some seconds old. */
export function parity(on: Deriving, audience: string, { from, to }: Asked): string {
  on.mustBeReady();
  const kept = ANSWERS.get(on) ?? new Map<string, Kept>();
  ANSWERS.set(on, kept);
  const name = `${audience} ${from} ${to}`;
  const known = kept.get(name);
  const begun = performance.now();
  if (known !== undefined && begun < known.until) return known.text;
  const answer = parityOf(on.view, {
    audience,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    takenUpOnly: on.view.incidents.size > MOST_LOOKED_AT,
  });
  const text = JSON.stringify(answer);
  const ended = performance.now();
  kept.delete(name);
  kept.set(name, { text, until: ended + Math.max(LEAST_REST_MS, REST * (ended - begun)) });
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest);
  return text;
}
