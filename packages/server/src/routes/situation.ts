import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { CoverageSchema, SaysSchema } from './coverage.ts';
import { SourceName } from './coverage-table.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';

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
      name: SourceName,
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
export function addSituation(app: App, mission: Mission): void {
  const schema = {
    summary: 'The mission at this moment, as one audience may know it',
    querystring: AudienceQuery,
    response: { 200: SituationSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/situation', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('situation', audienceOf(request), {})),
  );
}
