import type { Page } from 'playwright-core';
import { at, tell } from './room-figures.ts';

const PANS = 6;

/** Script, style and layout of each frame while the map is dragged, from the browser's own trace of its main thread. */
export async function benchPan(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const events: Traced[] = [];
  session.on(
    'Tracing.dataCollected',
    ({ value }) => void events.push(...(value as unknown as typeof events)),
  );
  const ended = new Promise<void>((done) => void session.once('Tracing.tracingComplete', () => done()));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] },
    transferMode: 'ReportEvents',
  });
  const box = await page.locator('.maplibregl-canvas').boundingBox();
  if (box === null) throw new Error('there is no map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let i = 0; i < PANS; i++) {
    const way = i % 2 === 0 ? 1 : -1;
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + way * 300, y + way * 60, { steps: 40 });
    await page.mouse.up();
    await page.waitForTimeout(400);
  }
  await session.send('Tracing.end');
  await ended;
  const said = (frames: readonly number[]) =>
    `p50 ${at(frames, 0.5).toFixed(1)} ms, p95 ${at(frames, 0.95).toFixed(1)} ms, most ${Math.max(...frames).toFixed(1)} ms (${frames.length} frames)`;
  tell('main-thread work per frame while panning', said(workOf(events, 'tdur')), 'p95 12 ms');
  tell('the same with what it waited for', said(workOf(events, 'dur')), 'p95 12 ms');
}

interface Traced {
  readonly name: string;
  readonly ts: number;
  /** Microseconds by the clock, and of the thread's own processor time. */
  readonly dur?: number;
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
}

/**
 * Milliseconds of the tasks of the page's main thread, by the frame in which they ended: its own work, or with what it waited
 * for, which without a graphics card is mostly the processor that draws in its place.
 */
function workOf(events: readonly Traced[], measure: 'dur' | 'tdur'): readonly number[] {
  const begins = events.filter(({ name }) => name === 'FireAnimationFrame');
  const main = begins[0];
  const own = events.filter(({ tid, pid }) => tid === main?.tid && pid === main?.pid);
  const frames = own
    .filter(({ name }) => name === 'FireAnimationFrame')
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const tasks = own.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined);
  const sums = new Array<number>(frames.length).fill(0);
  for (const { ts, [measure]: took = 0 } of tasks) {
    const next = frames.findIndex((frame) => frame >= ts);
    const frame = next < 0 ? frames.length - 1 : next;
    sums[frame] = (sums[frame] ?? 0) + took / 1000;
  }
  return sums;
}
