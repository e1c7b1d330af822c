import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askAnew, paced } from './live.ts';

// A record under load tells of changes every 40 ms; an answer may take ten times as long.

const LOAD_MS = 40;
const SLOW_MS = 400;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Tells of changes for so long, one after the other. */
async function load(heard: () => void, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += LOAD_MS) {
    heard();
    await vi.advanceTimersByTimeAsync(LOAD_MS);
  }
}

describe('what is shown of a record that grows faster than it can be read', () => {
  /** A view that shows how far the record was when the server read it, and answers slowly. */
  function view() {
    const queries = new QueryClient();
    const record = { size: 0 };
    const said = { aborted: 0, answered: 0 };
    const seen: (number | undefined)[] = [];
    const observer = new QueryObserver(queries, {
      queryKey: ['standing', 'north'],
      retry: false,
      queryFn: async ({ signal }) => {
        signal.addEventListener('abort', () => {
          said.aborted += 1;
        });
        const { size } = record;
        await after(SLOW_MS);
        said.answered += 1;
        return size;
      },
    });
    const close = observer.subscribe(({ data }) => {
      if (data !== seen.at(-1)) seen.push(data);
    });
    const anew = () => askAnew(queries, ['standing']);
    return { record, said, seen, anew, close };
  }

  test('is still brought up to date, and no answer is thrown away', async () => {
    const { record, said, seen, anew, close } = view();
    const asking = paced(anew, { soonMs: 100, everyMs: 1_000 });
    await load(() => {
      record.size += 1;
      asking.heard();
    }, 8_000);
    expect(said.aborted).toBe(0);
    expect(seen.length).toBeGreaterThan(4);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen.at(-1)).toBe(record.size);
    asking.stop();
    close();
  });

  test('is read after the change that it was told of, also where it was being read before', async () => {
    const { record, seen, anew, close } = view();
    await vi.advanceTimersByTimeAsync(SLOW_MS / 2);
    record.size = 7;
    const done = anew();
    await vi.advanceTimersByTimeAsync(SLOW_MS * 3);
    await done;
    expect(seen.at(-1)).toBe(7);
    close();
  });
});

describe('what is done at a pace', () => {
  test('is done soon after the first news, and then no more often than agreed', async () => {
    const began: number[] = [];
    const start = performance.now();
    const asking = paced(async () => began.push(performance.now() - start), { soonMs: 100, everyMs: 1_000 });
    await load(asking.heard, 3_000);
    expect(began).toEqual([100, 1_100, 2_100]);
  });

  test('is done once more for news that came while it was being done, and then rests', async () => {
    let count = 0;
    const act = async () => {
      count += 1;
      await after(SLOW_MS);
    };
    const asking = paced(act, { soonMs: 100, everyMs: 200 });
    asking.heard();
    await vi.advanceTimersByTimeAsync(150);
    asking.heard();
    asking.heard();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(count).toBe(2);
  });

  test('goes on after it failed', async () => {
    let count = 0;
    const asking = paced(
      async () => {
        count += 1;
        throw new Error('the server is away');
      },
      { soonMs: 100, everyMs: 200 },
    );
    asking.heard();
    await vi.advanceTimersByTimeAsync(500);
    asking.heard();
    await vi.advanceTimersByTimeAsync(500);
    expect(count).toBe(2);
  });

  test('is not done any more once the view is closed', async () => {
    let count = 0;
    const asking = paced(async () => (count += 1), { soonMs: 100, everyMs: 200 });
    asking.heard();
    asking.stop();
    asking.heard();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(count).toBe(0);
  });
});
