import type { Server } from './pipeline-server.ts';
import { at, figure, tell } from './room-figures.ts';
import { liveLine } from './room-mission.ts';

const TIMES = 5;
const MINUTE = 60_000;

interface Answered {
  readonly took: number;
  readonly bytes: number;
}

/** What the room and the first page ask for, each some times about another minute, so that nothing that was kept is told again. */
export async function benchAnswers(server: Server): Promise<void> {
  const box = '&bbox=-28.2,41.6,-27.9,41.9';
  const now = Math.ceil(Date.now() / MINUTE) * MINUTE;
  const until = (i: number) => `to=${new Date(now + (i + 1) * MINUTE).toISOString()}`;
  for (const path of [
    ...['/api/timeline?', '/api/timeline?kind=flare&', `/api/timeline?${box.slice(1)}&`],
    ...['', '&kind=flare', box, '&source=post-7'].map(
      (filter) => `/api/incidents?order=latest&limit=30${filter}&`,
    ),
  ])
    await benchOne(server, path, (i) => path + until(i));
  for (const path of ['/api/situation', '/api/counts?', '/api/incidents?order=id&limit=30'])
    await benchOne(server, path, () => path);
  await benchQueue(server);
  await benchTiles(server);
}

/** The queue as a duty officer asks for it: each order, a filter, a long page, and right after something came in. */
async function benchQueue(server: Server): Promise<void> {
  const list = await benchOne(
    server,
    '/api/incidents?order=latest&limit=50',
    (i) => `/api/incidents?order=latest&limit=${50 + i}`,
  );
  const { totals } = (await (await server.get('/api/queue?limit=1')).json()) as {
    readonly totals: { readonly all: number; readonly beyond: number };
  };
  console.log(
    `queue: ${figure(totals.all)} wait, ${figure(totals.beyond)} alleged incidents of the last 72 hours beyond them`,
  );
  for (const query of [
    '?limit=50',
    '?order=clock&limit=50',
    '?order=age&limit=50',
    '?risk=high',
    '?unclaimed=true&limit=200',
  ]) {
    const path = `/api/queue${query}`;
    const took = await benchOne(server, path, () => path);
    console.log(`  ${(took / list).toFixed(1)} of what a list of 50 incidents takes`);
  }
  const fresh: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    await server.send(liveLine(1_000 + i), () => undefined);
    fresh.push((await asked(server, '/api/queue?limit=50')).took);
  }
  tell(
    'GET /api/queue right after a report came in',
    `p50 ${figure(at(fresh, 0.5))} ms, most ${figure(Math.max(...fresh))} ms`,
    '300 ms',
  );
}

/** Answers the time of the middle one, milliseconds. */
async function benchOne(server: Server, name: string, pathOf: (i: number) => string): Promise<number> {
  const before = await cpuOf(server);
  const all: Answered[] = [];
  for (let i = 0; i < TIMES; i++) all.push(await asked(server, pathOf(i)));
  const cpu = ((await cpuOf(server)) - before) / TIMES;
  const took = all.map((one) => one.took);
  tell(
    `GET ${name.replace(/[?&]$/, '')}`,
    `first ${figure(took[0] ?? 0)} ms, p50 ${figure(at(took, 0.5))} ms, processor ${figure(cpu)} ms, ${figure((all[0]?.bytes ?? 0) / 1000)} kB`,
    '300 ms',
  );
  return at(took, 0.5);
}

async function cpuOf(server: Server): Promise<number> {
  return 1000 * ((await server.gauges()).get('cpu_seconds') ?? 0);
}

async function asked(server: Server, path: string): Promise<Answered> {
  const begun = performance.now();
  const response = await server.get(path);
  const bytes = (await response.arrayBuffer()).byteLength;
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  return { took: performance.now() - begun, bytes };
}

/** At each scale the tile in the middle with those around it, as a window shows them. */
async function benchTiles(server: Server): Promise<void> {
  let [largest, slowest] = [0, 0];
  const before = await cpuOf(server);
  let count = 0;
  const lines: string[] = [];
  for (let z = 0; z <= 14; z++) {
    const n = 2 ** z;
    const x = Math.floor(((-28 + 180) / 360) * n);
    const sine = Math.sin((42 * Math.PI) / 180);
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * n);
    const begun = performance.now();
    let most = 0;
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1]) {
        if (x + dx < 0 || x + dx >= n || y + dy < 0 || y + dy >= n) continue;
        const { took, bytes } = await asked(server, `/api/tiles/${z}/${x + dx}/${y + dy}.mvt`);
        [most, slowest] = [Math.max(most, bytes), Math.max(slowest, took)];
        count += 1;
      }
    largest = Math.max(largest, most);
    lines.push(
      `  zoom ${z}: nine tiles in ${figure(performance.now() - begun)} ms, largest ${figure(most / 1000)} kB`,
    );
  }
  const cpu = ((await cpuOf(server)) - before) / count;
  tell(
    'tiles',
    `largest ${figure(largest / 1000)} kB; slowest ${figure(slowest)} ms; processor ${figure(cpu)} ms a tile`,
    '200 kB',
  );
  for (const line of lines) console.log(line);
}
