import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatMoment } from '@armistice/core/base';
import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import { showsIndications } from '../derived/audience.ts';
import type { Mission } from '../mission.ts';
import { CoverageSchema, coverageBeside, SaysSchema, saysOf } from './coverage.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';

const WitnessSchema = Type.Object({ name: Type.String(), independent: Type.Boolean() });

const SituationSchema = Type.Object({
  exercise: Type.Boolean({ description: 'a training mission: say so wherever it is shown' }),
  title: Type.String(),
  mission: Type.String(),
  origin: Type.String(),
  audience: Type.String(),
  agreement: Type.Optional(Type.Unknown({ description: 'the agreement adopted last' })),
  agreements: Type.Array(Type.Object({ index: Type.Integer(), agreement: Type.Unknown() })),
  reports: Type.Array(
    Type.Object({
      key: Type.String(),
      index: Type.Integer(),
      recorded: Type.String(),
      report: Type.Unknown(),
    }),
  ),
  incidents: Type.Array(IncidentSchema),
  indications: Type.Array(IndicationSchema),
  counts: Type.Unknown(),
  says: SaysSchema,
  coverage: CoverageSchema,
  counted: Type.Integer({
    description: 'entries that the counts are about',
  }),
  totals: Type.Object({ reports: Type.Integer(), incidents: Type.Integer() }),
  size: Type.Integer({ description: 'entries under the newest checkpoint' }),
  folded: Type.Integer({ description: 'entries that the incidents come from' }),
  statement: Type.Union([Type.Object({ index: Type.Integer(), root: Type.String() }), Type.Null()]),
  policy: Type.String({ description: 'whom the mission proposes to believe (tlog-policy)' }),
  witnesses: Type.Array(WitnessSchema),
});

/** `GET /api/situation`: the mission at this moment, as one audience may know it. */
export function addSituation(app: App, mission: Mission, publicFolder: string): void {
  const schema = {
    summary: 'The mission at this moment, as one audience may know it',
    querystring: AudienceQuery,
    response: { 200: SituationSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/situation', { schema, config: asksTo('read') }, async (request) => {
    return { ...situationOf(mission, audienceOf(request)), ...(await trustIn(publicFolder)) };
  });
}

function situationOf(
  mission: Mission,
  audience: string,
): Omit<Static<typeof SituationSchema>, 'policy' | 'witnesses'> {
  mission.mustBeReady();
  const { view, log, lastStatement, latest } = mission;
  const reports = latest.reports(audience);
  const { counts, counted } = mission.folding.counts(audience);
  const near = latest
    .incidentsOf(reports)
    .map((id) => view.incidents.get(id))
    .filter((one) => one !== undefined)
    .filter((one) => audience === MISSION || one.basis === PUBLIC);
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
      report,
    })),
    incidents: near as unknown as Static<typeof IncidentSchema>[],
    indications: near.flatMap(({ id, status }) =>
      seen(status) ? (view.indications.get(id) ?? []) : [],
    ) as unknown as Static<typeof IndicationSchema>[],
    counts,
    says: saysOf(mission, audience, counts.incidents),
    coverage: coverageBeside(mission, audience),
    counted,
    totals: latest.totals(audience),
    size: log.publishedSize(),
    folded: view.size,
    statement: lastStatement ?? null,
  };
}

/** What the public folder says of whom to believe, and which witnesses run on the mission's own machine. */
async function trustIn(
  publicFolder: string,
): Promise<Pick<Static<typeof SituationSchema>, 'policy' | 'witnesses'>> {
  const read = (name: string) => readFile(join(publicFolder, name), 'utf8').catch(() => undefined);
  const [policy, witnesses] = await Promise.all([read('policy'), read('witnesses.json')]);
  return { policy: policy ?? '', witnesses: witnesses === undefined ? [] : JSON.parse(witnesses) };
}
