import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PUBLIC } from '@armistice/core/record';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { asksTo } from './may.ts';

// Upper bounds in seconds.
const BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Histogram {
  readonly buckets: number[];
  count: number;
  sum: number;
}

/** Times of answers by route and status: no address, no name, nothing that was asked for or sent. */
class Times {
  readonly #byLabels = new Map<string, Histogram>();

  take(labels: string, seconds: number): void {
    const known = this.#byLabels.get(labels);
    const one = known ?? { buckets: BOUNDS.map(() => 0), count: 0, sum: 0 };
    if (known === undefined) this.#byLabels.set(labels, one);
    for (const [i, bound] of BOUNDS.entries())
      if (seconds <= bound) one.buckets[i] = (one.buckets[i] ?? 0) + 1;
    one.count += 1;
    one.sum += seconds;
  }

  lines(name: string): string[] {
    return [...this.#byLabels].flatMap(([labels, { buckets, count, sum }]) => [
      ...BOUNDS.map((bound, i) => `${name}_bucket{${labels},le="${bound}"} ${buckets[i]}`),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`,
    ]);
  }
}

/** `GET /metrics`: how the server fares, for Prometheus. For the operator: volumes and times tell of the mission's work. */
export function addMetrics(app: App, mission: Mission): void {
  const times = new Times();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  app.addHook('onClose', async () => void delay.disable());
  app.addHook('onResponse', async (request, reply) => {
    const route = nameOf(request);
    times.take(
      `method="${request.method}",route="${route}",status="${reply.statusCode}"`,
      reply.elapsedTime / 1000,
    );
  });
  const schema = { summary: 'Measurements for Prometheus', produces: ['text/plain'] };
  app.get('/metrics', { schema, config: asksTo('operate', PUBLIC) }, async (_request, reply) => {
    const { filing, folding, storing } = mission.behind;
    const gauges: readonly (readonly [name: string, help: string, value: number])[] = [
      ['record_entries', 'Durable entries of the record.', mission.log.size()],
      ['published_entries', 'Entries under the newest checkpoint.', mission.log.publishedSize()],
      ['filing_reports', 'Reports on their way to the record.', filing],
      ['unfolded_entries', 'Durable entries that the fold has not taken yet.', folding],
      ['unstored_entries', 'Durable entries that the database cache has not kept yet.', storing],
      ['cpu_seconds', 'Processor time of the process, all threads.', cpuSeconds()],
      ['resident_bytes', 'Resident memory of the process.', process.memoryUsage.rss()],
      [
        'event_loop_delay_p99_seconds',
        'Delay of the event loop since the last look.',
        delay.percentile(99) / 1e9,
      ],
    ];
    delay.reset();
    const text = [
      ...gauges.flatMap(([name, help, value]) => [
        `# HELP armistice_${name} ${help}`,
        `# TYPE armistice_${name} gauge`,
        `armistice_${name} ${value}`,
      ]),
      '# HELP armistice_http_seconds Time until an answer was sent.',
      '# TYPE armistice_http_seconds histogram',
      ...times.lines('armistice_http_seconds'),
    ];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${text.join('\n')}\n`);
  });
}

/** Reading and filing by their route; all other acts together: when the vault is opened is no matter of whoever keeps the machine. */
function nameOf({ routeOptions: { url = 'unknown', config } }: FastifyRequest): string {
  const act = config.asks?.act;
  return act === 'read' || act === 'file-report' || act === 'operate' ? url : 'other';
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
