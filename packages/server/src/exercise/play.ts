import type { Report } from '@armistice/core/mission';
import { inOrder } from './order.ts';
import { DAY_MS, type Filing, type Simulation } from './rows.ts';

// The exercise as it is lived: filings one after the other, at the pace of a clock.

/** Days after which nothing is filed any more of a day: the last craters and papers are in. */
const LATEST_DAYS = 4;

/** All filings from a moment on, in the order of filing, without end; late ones about the days before are among them. */
export function* filingsSince(simulation: Simulation, since: number): Generator<Filing> {
  const first = Math.floor(since / DAY_MS) - LATEST_DAYS;
  for (const { filings } of inOrder(simulation, first, Number.POSITIVE_INFINITY, 'filed'))
    for (const filing of filings) if (filing.at >= since) yield filing;
}

/** The clock by which a simulation is played. The server passes its own, and tests theirs. */
export interface PlayClock {
  /** Unix milliseconds. */
  now(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface PlayOptions {
  readonly clock: PlayClock;
  readonly signal: AbortSignal;
  /** The simulated moment at which the play begins, UTC milliseconds: what was filed before it comes at once. */
  readonly from: number;
  /** Simulated seconds in a second; 1 is as it happens. */
  readonly speed: number;
}

/** Filings that are due together are handed on together, up to so many. */
const BATCH = 256;
/** However quiet it is, the signal and the clock are looked at again after this. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Plays filings at a speed: hands each batch to `file` when it is due, the oldest first, and waits for `file` before it
 * goes on, so that a slow mission falls behind and loses nothing. Ends with the filings or when the signal aborts.
 * A failure of `file` is the caller's: it ends the play and is thrown.
 */
export async function play(
  filings: Iterable<Filing>,
  { clock, signal, from, speed }: PlayOptions,
  file: (reports: readonly Report[]) => Promise<unknown>,
): Promise<void> {
  if (!(speed > 0) || !Number.isFinite(speed))
    throw new RangeError(`the speed must be above 0, not ${speed}`);
  const began = clock.now();
  const simulatedNow = () => from + (clock.now() - began) * speed;
  let batch: Report[] = [];
  const flush = async () => {
    const due = batch;
    batch = [];
    if (due.length > 0) await file(due);
  };
  for (const { at, report } of filings) {
    if (at > simulatedNow()) await flush();
    while (at > simulatedNow() && !signal.aborted)
      await clock.wait(Math.min(LONGEST_WAIT_MS, Math.ceil((at - simulatedNow()) / speed)), signal);
    if (signal.aborted) break;
    batch.push(report);
    if (batch.length >= BATCH) await flush();
  }
  if (!signal.aborted) await flush();
}
