import { Problem } from '../problems.ts';

// The first answer may have to wait for the embedded database to start.
const PATIENCE_MS = 10_000;

/** What the store answers, or a problem where it takes too long. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Problem('store/not-ready', 'the database cache did not answer in time')),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
