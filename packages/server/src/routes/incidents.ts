import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { AskedIncidents } from '../derived/incidents.ts';
import type { Mission } from '../mission.ts';
import { CoverageSchema, SaysSchema } from './coverage.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { SoughtQuery, soughtIn } from './sought.ts';

const PAGE = 100;
const RowSchema = Type.Object({ incident: IncidentSchema, indications: Type.Array(IndicationSchema) });
const OneSchema = Type.Object({
  ...RowSchema.properties,
  refused: Type.Optional(
    Type.Array(
      Type.Object({ entry: Type.Integer(), at: Type.String(), kind: Type.String(), why: Type.String() }),
      { description: 'decisions on it that changed nothing, each with the reason' },
    ),
  ),
});
const Next = Type.Optional(Type.String({ description: 'give it as `after` for the next page' }));
const Paging = {
  order: Type.Optional(Type.Enum(['id', 'latest'], { default: 'id' })),
  after: Type.Optional(Type.String({ pattern: '^(-?\\d{1,16}\\.)?[0-9a-f]{64}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: PAGE })),
};
const closed = { additionalProperties: false };
const IncidentQuerySchema = Type.Object({ ...SoughtQuery, ...Paging }, closed);
const CountQuerySchema = Type.Object(SoughtQuery, closed);

/** `GET /api/incidents`, `/api/incidents/{id}`, `/api/indications` and `/api/counts`. */
export function addIncidents(app: App, mission: Mission): void {
  addList(app, mission);
  addOne(app, mission);
  addIndications(app, mission);
  addCounts(app, mission);
}

/** What a query asks for. */
function askedIn({
  order = 'id',
  limit = PAGE,
  after,
  ...query
}: Static<typeof IncidentQuerySchema>): AskedIncidents {
  return { ...filterIn(query), ...(after === undefined ? {} : { after }), order, limit };
}

function filterIn(query: Static<typeof CountQuerySchema>): Omit<AskedIncidents, 'order' | 'after' | 'limit'> {
  const { status, clause, party, outcome } = query;
  return {
    ...soughtIn(query),
    ...(status === undefined ? {} : { status }),
    ...(clause === undefined ? {} : { clause }),
    ...(party === undefined ? {} : { party }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

function addList(app: App, mission: Mission): void {
  const PageSchema = Type.Object({ incidents: Type.Array(RowSchema), next: Next });
  const schema = {
    summary: 'Incidents with their indications, in order of their id or the latest first',
    querystring: IncidentQuerySchema,
    response: { 200: PageSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('incidents', audienceOf(request), askedIn(request.query))),
  );
}

function addOne(app: App, mission: Mission): void {
  const schema = {
    summary: 'One incident with its indications, as one audience may know it',
    params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    querystring: AudienceQuery,
    response: { 200: OneSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents/:id', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('incident', audienceOf(request), { id: request.params.id })),
  );
}

function addIndications(app: App, mission: Mission): void {
  const PageSchema = Type.Object({ indications: Type.Array(IndicationSchema), next: Next });
  const schema = {
    summary: 'What the clauses say of incidents, by the same filters; a page is as many incidents as `limit`',
    querystring: IncidentQuerySchema,
    response: { 200: PageSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/indications', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('indications', audienceOf(request), askedIn(request.query))),
  );
}

function addCounts(app: App, mission: Mission): void {
  const schema = {
    summary: 'Counts with their rule and coverage: of the whole mission, or of what a filter leaves',
    querystring: CountQuerySchema,
    response: {
      200: Type.Object({
        counts: Type.Unknown(),
        says: SaysSchema,
        coverage: CoverageSchema,
        counted: Type.Integer({ description: 'entries that the counts are about' }),
      }),
      ...PROBLEM_ANSWERS,
    },
  };
  app.get('/api/counts', { schema, config: asksTo('read') }, async (request, reply) =>
    sendJson(reply, await mission.ask('counts', audienceOf(request), filterIn(request.query))),
  );
}
