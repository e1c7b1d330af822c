import type { Log } from '../record/log.ts';
import type { Uploads } from './uploads.ts';

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 24 * LOOK_EVERY_MS;

/** Has pictures swept that no report names, once a day, as it reads the whole record. Answers how to stop. */
export function sweepDaily(
  uploads: Uploads,
  log: Pick<Log, 'readFrom'>,
  onFault: (message: string) => void,
): () => Promise<void> {
  let working: Promise<unknown> = Promise.resolve();
  let swept = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    if (Date.now() - swept < DAY_MS) return;
    swept = Date.now();
    working = uploads
      .sweep(log)
      .catch((error: unknown) => onFault(`pictures that no report names were not swept: ${String(error)}`));
  }, LOOK_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await working;
  };
}
