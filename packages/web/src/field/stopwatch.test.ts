import { afterEach, expect, test, vi } from 'vitest';
import { stopwatch } from './stopwatch.ts';

afterEach(() => vi.useRealTimers());

test('a clock that is set back does not stretch the minutes, and a device that slept has them too', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-20T21:00:00Z') });
  const since = stopwatch();
  vi.setSystemTime('2026-11-18T21:00:00Z');
  vi.advanceTimersByTime(300_000);
  expect(since()).toBe(300_000);
  // Asleep the steady clock stood still, and the other one went on.
  vi.setSystemTime('2026-11-20T22:00:00Z');
  expect(since()).toBe(3_600_000);
});
