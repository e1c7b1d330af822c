import { createHash } from 'node:crypto';
import { reportKey } from '../packages/core/src/mission/index.ts';
import type { App } from '../packages/server/src/app.ts';
import { telltale } from '../packages/server/src/files/testing.ts';
import { secretReport, type TestMission, testMission } from '../packages/server/src/testing.ts';
import { AS, appFor, fromAnywhere, READERS } from '../packages/server/src/testing-audiences.ts';

// Whether the time of an answer tells what its bytes do not: that something of another audience is there. Asked inside of one
// process, without a network in between: whoever asks from outside measures through more noise than stands here.

const ROUNDS = Number(process.env.ARMISTICE_BENCH_ROUNDS ?? 5_000);
const WARM = 500;

/** The same question twice: about what is there for others, and about what never was. `never` is asked in two lots. */
interface Pair {
  readonly name: string;
  readonly there: string;
  readonly never: string;
}

type Lot = 'there' | 'never' | 'again';

/** Prints, for each question, both distributions, the ratio of their medians, and how often the one takes longer than the other. */
export async function benchSecrecy(): Promise<void> {
  const here = await testMission();
  const app = await appFor(here, READERS, undefined, { people: here.people, disk: here.open.disk });
  try {
    const pairs = await prepared(here, app);
    console.log(`${ROUNDS} answers of each, in µs; north asks, and what is there is sealed to south`);
    console.log('question | there p50 p95 | never p50 p95 | ratio | longer | never against never');
    for (const pair of pairs) console.log(line(pair.name, await measured(app, pair)));
  } finally {
    await app.close();
    await here.end();
  }
}

async function prepared(here: TestMission, app: App): Promise<readonly Pair[]> {
  const sealed = secretReport(900, { source: 'hidden-south' });
  await here.mission.file([secretReport(1)]);
  await here.mission.file([sealed], 'south');
  await here.mission.settled();
  await here.mission.stored();
  const [key, other] = [reportKey(sealed), reportKey(secretReport(901))];
  const photo = telltale();
  await app.inject({
    ...{ method: 'POST', url: '/api/files?audience=south', payload: photo },
    headers: { 'content-type': 'image/jpeg', [AS]: 'south' },
  });
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const ask = { type: 'erasure', act: 'erase', target: { audience: 'mission' }, what: { entry: 1 } } as const;
  const proposal = here.desk.proposals.ask({ handle: 'duty-1', roles: ['duty-officer'] }, ask);
  const at = (path: string, id: string) => `/api/${path}/${id}?audience=north`;
  return [
    { name: 'a report', there: at('reports', key), never: at('reports', other) },
    { name: 'an incident', there: at('incidents', key), never: at('incidents', other) },
    { name: 'a photograph', there: at('files', sha256), never: at('files', other) },
    { name: 'a proposal', there: `/api/proposals/${proposal.id}`, never: `/api/proposals/${'A'.repeat(22)}` },
    {
      name: 'an audience',
      there: '/api/situation?audience=south',
      never: '/api/situation?audience=never',
    },
  ];
}

async function measured(app: App, { there, never }: Pair): Promise<Readonly<Record<Lot, readonly number[]>>> {
  const lots: Record<Lot, number[]> = { there: [], never: [], again: [] };
  const url = { there, never, again: never };
  for (let round = -WARM; round < ROUNDS; round++) {
    // In another order each time, so that none is always asked after the same one.
    const order = shuffled(['there', 'never', 'again'], round);
    for (const lot of order) {
      const begun = process.hrtime.bigint();
      await app.inject({ url: url[lot], headers: { [AS]: 'north' }, ...fromAnywhere() });
      const took = Number(process.hrtime.bigint() - begun) / 1000;
      if (round >= 0) lots[lot].push(took);
    }
  }
  return lots;
}

function shuffled(lots: readonly Lot[], round: number): readonly Lot[] {
  const turn = Math.floor(Math.random() * lots.length);
  const turned = [...lots.slice(turn), ...lots.slice(0, turn)];
  return round % 2 === 0 ? turned : turned.toReversed();
}

function line(name: string, lots: Readonly<Record<Lot, readonly number[]>>): string {
  const [there, never] = [sorted(lots.there), sorted(lots.never)];
  const at = (of: readonly number[], share: number) => of[Math.floor(of.length * share)] ?? 0;
  const show = (of: readonly number[]) => `${at(of, 0.5).toFixed(0)} ${at(of, 0.95).toFixed(0)}`;
  const ratio = at(there, 0.5) / at(never, 0.5);
  const [longer, chance] = [longerShare(lots.there, never), longerShare(lots.again, never)];
  return `${name} | ${show(there)} | ${show(never)} | ${ratio.toFixed(3)} | ${percent(longer)} | ${percent(chance)}`;
}

/** How often one of these takes longer than one of those (Mann and Whitney): 50 % tells nothing. */
function longerShare(these: readonly number[], those: readonly number[]): number {
  let longer = 0;
  for (const one of these) {
    let [low, high] = [0, those.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((those[middle] as number) < one) low = middle + 1;
      else high = middle;
    }
    longer += low;
  }
  return longer / (these.length * those.length);
}

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
