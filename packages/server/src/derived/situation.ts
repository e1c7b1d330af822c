import { formatMoment } from '@armistice/core/base';
import { called, isContext, MISSION, reads } from '@armistice/core/mission';
import { textOf } from '@armistice/core/record';
import { showsIndications } from './audience.ts';
import { coverageBeside, saysOf } from './coverage.ts';
import type { Deriving } from './deriving.ts';

/** The mission at this moment, as one audience may know it: JSON. */
export async function situation(on: Deriving, audience: string): Promise<string> {
  on.mustBeReady();
  return JSON.stringify({ ...situationOf(on, audience), ...(await trustIn(on)) });
}

function situationOf({ view, folding, size }: Deriving, audience: string): object {
  const { latest, lastStatement } = folding;
  const reports = latest.reports(audience);
  const { counts, counted } = folding.counts(audience);
  const near = latest
    .incidentsOf(reports)
    .map((id) => view.incidents.get(id))
    .filter((one) => one !== undefined)
    .filter(({ basis }) => reads(audience, basis));
  const seen = (status: string) => audience === MISSION || showsIndications(view.rules, status);
  return {
    exercise: view.rules.exercise,
    title: view.rules.title,
    mission: view.mission,
    origin: view.origin,
    audience,
    ...(view.agreements.length === 0 ? {} : { agreement: view.agreements.at(-1)?.agreement }),
    agreements: view.agreements.map(({ index, agreement }) => ({ index, agreement })),
    reports: reports.map(({ key, index, at, view: report }) => ({
      key,
      index,
      recorded: formatMoment(at),
      ...called(view, report.source),
      report,
    })),
    incidents: near,
    indications: near.flatMap(({ id, status }) => (seen(status) ? (view.indications.get(id) ?? []) : [])),
    counts,
    says: saysOf(view, audience, counts.incidents),
    coverage: coverageBeside(view, audience),
    counted,
    totals: latest.totals(audience),
    size,
    folded: view.size,
    statement: lastStatement ?? null,
  };
}

/** Whom the public folder says to believe, and how independent its witnesses are: JSON. */
export async function trust(on: Deriving): Promise<string> {
  return JSON.stringify(await trustIn(on));
}

/** What the public folder says of whom to believe, and which witnesses run on the mission's own machine. */
async function trustIn({ disk }: Deriving): Promise<object> {
  const read = async (name: string) => {
    const bytes = await disk.read(`public/${name}`).catch(() => undefined);
    return bytes === undefined ? undefined : textOf(bytes);
  };
  const [policy, witnesses] = await Promise.all([read('policy'), read('witnesses.json')]);
  return { policy: policy ?? '', witnesses: witnesses === undefined ? [] : JSON.parse(witnesses) };
}

/** Data of others on record, with licence and whom to name, and figures that they published: JSON. */
export function context(on: Deriving): string {
  on.mustBeReady();
  const { view } = on;
  const sources = [...view.sources.values()].flatMap(({ source, data }) =>
    isContext(source) && data !== undefined ? [{ source, data }] : [],
  );
  const tallies = [...view.tallies.values()].map(({ index, body }) => ({ index, ...body }));
  return JSON.stringify({
    sources: sources.toSorted((a, b) => (a.source < b.source ? -1 : 1)),
    tallies: tallies.toSorted((a, b) => a.index - b.index),
    coverage: 'not recorded',
  });
}
