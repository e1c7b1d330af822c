import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { othersData } from '../intake/testing.ts';
import { chainOf, expectedChain } from '../intake/testing-chain.ts';
import { OPERATOR_TOKEN } from '../mission-operator.ts';
import { OPERATOR_HEADER } from '../people/asker.ts';
import type { Io } from './command.ts';
import { runCommand } from './run.ts';

// What others wrote, all the way: one command takes each file into a mission with the Minsk agreements, and the server
// that is then started on the folder answers for it.

const DATA = resolve(process.env.ARMISTICE_DATA ?? '../shared/data');
const FEED = 'reliefweb-rss-ukraine-2020-09';
const FILES = [
  ['rss', `${FEED}/reliefweb_ukraine_rss.xml`],
  ['viina', 'viina-derived/viina_subset_2022_2025.csv'],
  ['bellingcat', 'bellingcat-civilian-harm/civharm.csv'],
  ['ucdp-ged', 'ucdp-ged-ukraine/UCDP-Ukraine.csv', '--clock', 'Europe/Kyiv'],
] as const;
const MINSK = [
  'minsk-memorandum-2014',
  'minsk-package-2015',
  'minsk-addendum-2015',
  'minsk-disengagement-2016',
  'minsk-measures-2020',
].flatMap((name) => ['--agreement', name]);
// Twelve thousand reports to a durable record, where much else runs.
const LONG = 600_000;

let home = '';
const at = (name: string) => join(home, name);
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'others-'));
});
afterAll(() => rmSync(home, { recursive: true }));

function started(line: readonly string[], stop = new AbortController()) {
  const told = { out: '', err: '' };
  const io: Io = {
    stdin: (async function* () {})(),
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
    interactive: false,
    env: { ARMISTICE_STATE: at('state') },
    now: Date.now,
    signal: stop.signal,
  };
  return { done: runCommand(line, io), told, stop };
}

async function run(...line: readonly string[]) {
  const { done, told } = started(line);
  const exit = await done;
  return { exit, err: told.err, last: JSON.parse(told.out.trimEnd().split('\n').at(-1) ?? '') };
}

interface Row {
  readonly incident: { readonly id: string; readonly reports: readonly string[]; readonly status: string };
  readonly indications: readonly { readonly outcome: string; readonly missing?: string }[];
}

/** Starts the server as people do, asks it, and stops it. */
async function asking<T>(
  folder: string,
  ask: (get: (path: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { done, told, stop } = started(['start', '--data', folder, '--no-page', '--port', '0', '--json']);
  await expect.poll(() => told.out, { timeout: LONG, message: told.err }).toContain('\n');
  const { url } = JSON.parse(told.out) as { readonly url: string };
  const token = readFileSync(join(folder, OPERATOR_TOKEN), 'utf8').trim();
  try {
    return await ask(async (path) => {
      for (;;) {
        const answer = await fetch(`${url}${path}`, { headers: { [OPERATOR_HEADER]: token } });
        // While the record is read back it asks to come again.
        const type = answer.headers.get('content-type') ?? '';
        if (answer.status !== 503) return type.includes('json') ? answer.json() : answer.text();
      }
    });
  } finally {
    stop.abort();
    await done;
  }
}

async function allRows(get: (path: string) => Promise<unknown>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after = ''; ; ) {
    const page = (await get(`/api/incidents?audience=mission&limit=1000${after}`)) as {
      readonly incidents: readonly Row[];
      readonly next?: string;
    };
    rows.push(...page.incidents);
    if (page.next === undefined) return rows;
    after = `&after=${page.next}`;
  }
}

async function skipped(context: TestContext): Promise<void> {
  for (const [, file] of FILES) {
    const data = await othersData(file);
    if ('skip' in data) context.skip(data.skip);
  }
}

test(
  'UCDP GED, VIINA, Bellingcat and a feed go in by one command each, and come out on the API as context with what the Minsk texts say',
  async (context) => {
    await skipped(context);
    const folder = at('mission');
    const into = ['--data', folder, '--state', at('state'), ...MINSK, '--json'];
    const imported = [];
    let outcome = { incidents: 0, context: { incidents: 0, outcomes: { undetermined: 0 }, missing: {} } };
    // The feed twice: what is there already is filed once.
    for (const [format, file, ...more] of [FILES[0], ...FILES]) {
      const back = at(`${format}.back`);
      const { exit, err, last } = await run(
        'import',
        format,
        join(DATA, file),
        ...more,
        ...into,
        '--rejected',
        back,
      );
      // Every row is in one of three counts, and what was rejected is in the file, row by row.
      expect(last.accepted + last.context + last.rejected).toBe(last.rows);
      expect(exit).toBe(last.rejected > 0 ? 4 : 0);
      if (last.rejected > 0) {
        const again = await run('import', format, back, ...more, '--out', at('again'), '--json');
        expect(again.last).toMatchObject({ rows: last.rejected, rejected: last.rejected });
      }
      expect(err).toMatch(/coverage not recorded: .* is not observed, and not 0/);
      outcome = last.filed.outcome;
      imported.push([format, last.rows, last.rejected, last.filed.fresh, last.filed.already]);
    }
    expect(imported).toEqual([
      ['rss', 20, 0, 7, 0],
      ['rss', 20, 0, 0, 7],
      ['viina', 3578, 0, 2735, 0],
      ['bellingcat', 1471, 1, 3191, 0],
      ['ucdp-ged', 3883, 0, 4454, 0],
    ]);
    expect(await run('verify', folder, '--state', at('state'), '--json')).toMatchObject({ exit: 0 });
    await asking(folder, async (get) => {
      // The database catches up with the record in the background.
      const behind = async () =>
        /^armistice_unstored_entries (\d+)$/m.exec(String(await get('/metrics')))?.[1];
      await expect.poll(behind, { timeout: LONG, interval: 1000 }).toBe('0');
      const rows = await allRows(get);
      // All of it is the data of others: none is among the mission's own figures.
      expect(outcome.incidents).toBe(0);
      expect(rows).toHaveLength(outcome.context.incidents);
      expect(rows.flatMap(({ incident }) => incident.reports)).toHaveLength(4454 + 2735 + 3191 + 7);
      const missing: { [fact: string]: number } = {};
      const said = rows.flatMap(({ indications }) => indications);
      for (const one of said)
        if (one.missing !== undefined) missing[one.missing] = (missing[one.missing] ?? 0) + 1;
      expect(missing).toEqual(outcome.context.missing);
      const of = (name: string) => said.filter((one) => one.outcome === name).length;
      expect(of('undetermined')).toBe(outcome.context.outcomes.undetermined);
      expect(of('undetermined')).toBe(Object.values(missing).reduce((sum, times) => sum + times, 0));
      expect(rows.every(({ incident }) => incident.status === 'alleged')).toBe(true);

      expect(await get('/api/situation')).toMatchObject({ totals: { reports: 0, incidents: 0 } });
      const counts = await get('/api/counts');
      expect(counts).toMatchObject({
        coverage: 'not recorded',
        says: 'not observed: not recorded',
        counts: { incidents: 0, byKind: {}, context: { incidents: rows.length } },
      });
      const beside = (await get('/api/context')) as {
        readonly sources: readonly { readonly source: string; readonly data: { readonly licence: string } }[];
        readonly tallies: Parameters<typeof chainOf>[0];
        readonly coverage: string;
      };
      expect(beside.coverage).toBe('not recorded');
      const licences = new Map(
        beside.sources.map(({ source, data }) => [source.split('.')[1], data.licence]),
      );
      expect(Object.fromEntries(licences)).toMatchObject({
        'ucdp-ged': 'CC BY 4.0',
        viina: 'ODbL 1.0',
        bellingcat: expect.stringMatching(/^MIT/),
        rss: expect.stringContaining('intellectual property'),
      });
      const { reports } = (await get('/api/reports?limit=1000')) as {
        readonly reports: readonly { readonly report: { readonly source: string } }[];
      };
      const registered = new Set(beside.sources.map(({ source }) => source));
      expect(reports.every(({ report }) => registered.has(report.source))).toBe(true);
      const chain = await othersData(`${FEED}/expected-chain.json`);
      if ('skip' in chain) throw new Error(chain.skip);
      expect(chainOf(beside.tallies, expectedChain(chain))).toEqual(expectedChain(chain));
    });
  },
  LONG,
);
