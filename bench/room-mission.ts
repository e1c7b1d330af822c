import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { initLog } from '../packages/server/src/record/founding.ts';
import { furnishBench } from './pipeline-mission.ts';
import { APART_MS, reportLine } from './pipeline-reports.ts';
import { Server } from './pipeline-server.ts';

const LINES_AT_ONCE = 200;
/** Reports are up to so much later than in their turn. */
const SPREAD_MS = 62_000;

/** A mission with so many reports, and the server over it. */
export interface RoomMission {
  readonly server: Server;
  /** Stops the server, and removes the folder where it was made for this run alone. */
  end(): Promise<void>;
}

/**
 * Opens a mission with so many simulated reports. In a folder of its own it is filled once and opened again by later runs: a
 * million take minutes to write. A filling that was cut short goes on.
 */
export async function openRoomMission(reports: number, kept: string | undefined): Promise<RoomMission> {
  const root = kept ?? mkdtempSync(join(tmpdir(), 'armistice-bench-room-'));
  const place = { folder: join(root, 'data'), state: join(root, 'state') };
  const mark = join(root, 'filled');
  const filled = existsSync(mark) ? Number(readFileSync(mark, 'utf8')) : 0;
  if (filled !== 0 && filled !== reports)
    throw new Error(
      `${root} holds ${filled} reports: set ARMISTICE_BENCH_REPORTS=${filled}, or name another folder`,
    );
  if (!existsSync(place.folder)) {
    await initLog({ ...place, origin: 'bench.example/room', mission: 'room' });
    await furnishBench(place);
  }
  const server = await Server.start(place, process.env.DATABASE_URL, { page: true });
  const ready = await server.readyMs();
  if (filled === 0) {
    const begun = performance.now();
    // The last happens now: what is long ago waits for nobody, and the queue would have nothing to tell.
    const start = Date.now() - reports * APART_MS - SPREAD_MS;
    await server.send(numbered(1, reports, start), () => undefined);
    await stored(server);
    console.log(`filled in ${Math.round((performance.now() - begun) / 1000)} s`);
    if (kept !== undefined) writeFileSync(mark, String(reports));
  } else {
    await stored(server);
    console.log(`opened ${root}, ready after ${Math.round(ready)} ms`);
  }
  return {
    server,
    async end() {
      await server.stop();
      if (kept === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

async function* numbered(first: number, count: number, start: number): AsyncGenerator<Uint8Array> {
  for (let from = first; from < first + count; from += LINES_AT_ONCE) {
    const some = Array.from({ length: Math.min(LINES_AT_ONCE, first + count - from) }, (_, i) =>
      reportLine(from + i, start),
    );
    yield Buffer.from(`${some.join('\n')}\n`);
  }
}

async function stored(server: Server): Promise<void> {
  while (((await server.gauges()).get('unstored_entries') ?? 0) > 0) await wait(200);
}

/** A report of this moment that no other tells of: it is an incident of its own, and the latest of all. */
export async function* liveLine(number: number): AsyncGenerator<Uint8Array> {
  const now = Date.now();
  const time = `${new Date(now).toISOString().slice(0, 19)}Z`;
  // Runs over a folder that is kept must not file the same one again, nor beside the last.
  // Within what the map shows first, so that it is in the list of what is in view.
  const at = [-28.4 + ((now / 977) % 1) * 0.8, 41.85 + ((now / 3571) % 1) * 0.35];
  const report = {
    id: `0198c9b2-7a10-4c7e-9d54-${(now * 16 + number).toString(16).padStart(12, '0').slice(-12)}`,
    source: 'post-live',
    kind: 'explosion',
    occurred: { from: time, to: time },
    place: { type: 'point', at, radius: 50 },
    means: 'seen',
    phase: 'impact',
  };
  yield Buffer.from(`${JSON.stringify(report)}\n`);
}
