import type { Indication } from '@armistice/core/agreement';
import { formatMoment } from '@armistice/core/base';
import {
  type Counts,
  countRows,
  type Incident,
  incidentWith,
  MISSION,
  type MissionView,
  type PublishedRow,
} from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import { showsIndications } from '../derived/audience.ts';
import { incidentsOf } from '../derived/listing.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import type { IncidentQuery } from '../store/query.ts';
import { CoverageSchema, coverageBeside, SaysSchema, saysOf } from './coverage.ts';
import { inTime } from './in-time.ts';
import { asksTo, audienceOf } from './may.ts';
import { AudienceQuery, IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';
import { SoughtQuery, soughtIn } from './sought.ts';

const PAGE = 100;
// Summed on request, page by page; more would take the server's time from everyone else.
const MAX_COUNTED = 20_000;
const COUNT_PAGE = 1000;

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

/** The rows that an asker may read, with the indications that leave the mission for it. */
async function rowsFor(
  mission: Mission,
  audience: string,
  query: Static<typeof IncidentQuerySchema>,
): Promise<{ readonly rows: readonly PublishedRow[]; readonly next?: string }> {
  const { status, clause, party, outcome, order = 'id', after, limit = PAGE } = query;
  const open = audience !== MISSION;
  const { rules } = mission.view;
  const sought: IncidentQuery = {
    ...soughtIn(query),
    ...(open ? { basis: PUBLIC, assessedOnly: rules.indications !== 'at-once' } : {}),
    ...(status === undefined ? {} : { status }),
    ...(clause === undefined ? {} : { clause }),
    ...(party === undefined ? {} : { party }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(after === undefined ? {} : { after }),
    order,
    limit,
  };
  mission.mustBeReady();
  const { found, next } = await inTime(incidentsOf(mission.view, mission.store, sought));
  // Of these alone are reasons ever put into words.
  const rows = found.map(({ incident, indications }) => ({
    incident,
    indications: !open || showsIndications(rules, incident.status) ? indications() : [],
  }));
  return next === undefined ? { rows } : { rows, next };
}

function addList(app: App, mission: Mission): void {
  const PageSchema = Type.Object({ incidents: Type.Array(RowSchema), next: Next });
  const schema = {
    summary: 'Incidents with their indications, in order of their id or the latest first',
    querystring: IncidentQuerySchema,
    response: { 200: PageSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents', { schema, config: asksTo('read') }, async (request) => {
    const { rows, next } = await rowsFor(mission, audienceOf(request), request.query);
    return { incidents: rows, ...(next === undefined ? {} : { next }) } as unknown as Static<
      typeof PageSchema
    >;
  });
}

function addOne(app: App, mission: Mission): void {
  const schema = {
    summary: 'One incident with its indications, as one audience may know it',
    params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
    querystring: AudienceQuery,
    response: { 200: OneSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents/:id', { schema, config: asksTo('read') }, async (request) => {
    const { view } = mission;
    // An id that is no more names the incident that took its report in: who quoted it must still find it.
    const incident = incidentWith(view, request.params.id);
    if (incident === undefined) mission.mustBeReady();
    const open = audienceOf(request) !== MISSION;
    if (incident === undefined || (open && incident.basis !== PUBLIC))
      throw new Problem('request/not-found', 'no incident has this id');
    const shown = !open || showsIndications(view.rules, incident.status);
    const indications = shown ? (view.indications.get(incident.id) ?? []) : [];
    const refused = refusedOn(view, incident, audienceOf(request));
    return { incident, indications, ...(refused.length === 0 ? {} : { refused }) } as unknown as Static<
      typeof OneSchema
    >;
  });
}

/** Decisions on an incident that changed nothing, as far as an audience may read them. */
function refusedOn(view: MissionView, { id }: Incident, reader: string): readonly object[] {
  return view.refused
    .filter(
      ({ audience, body }) =>
        (audience === PUBLIC || audience === reader) &&
        body.incident !== undefined &&
        incidentWith(view, body.incident)?.id === id,
    )
    .map(({ index, at, body: { kind, why } }) => ({ entry: index, at: formatMoment(at), kind, why }));
}

function addIndications(app: App, mission: Mission): void {
  const PageSchema = Type.Object({ indications: Type.Array(IndicationSchema), next: Next });
  const schema = {
    summary: 'What the clauses say of incidents, by the same filters; a page is as many incidents as `limit`',
    querystring: IncidentQuerySchema,
    response: { 200: PageSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/indications', { schema, config: asksTo('read') }, async (request) => {
    const { rows, next } = await rowsFor(mission, audienceOf(request), request.query);
    const indications = rows.flatMap((row) => row.indications.filter((one) => isAsked(one, request.query)));
    return { indications, ...(next === undefined ? {} : { next }) } as unknown as Static<typeof PageSchema>;
  });
}

function isAsked(
  { agreement, clause, outcome, ifBy }: Indication,
  asked: { readonly clause?: string; readonly party?: string; readonly outcome?: string },
): boolean {
  if (asked.clause !== undefined && asked.clause !== clause && asked.clause !== `${agreement}:${clause}`)
    return false;
  if (asked.party !== undefined && ifBy[asked.party] !== 'breach') return false;
  return asked.outcome === undefined || asked.outcome === outcome;
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
  app.get('/api/counts', { schema, config: asksTo('read') }, async (request) => {
    const audience = audienceOf(request);
    mission.mustBeReady();
    const { audience: _, ...filters } = request.query;
    const coverage = coverageBeside(mission, audience, filters);
    const answered = (counts: Counts, counted: number) => {
      const says = saysOf(mission, audience, counts.incidents, filters);
      return { counts, says, coverage, counted };
    };
    if (Object.keys(filters).length === 0) {
      const { counts, counted } = mission.folding.counts(audience);
      return answered(counts, counted);
    }
    const counted = mission.view.size;
    const rows: PublishedRow[] = [];
    for (let after: string | undefined; ; ) {
      const more = after === undefined ? {} : { after };
      const page = await rowsFor(mission, audience, {
        ...filters,
        ...more,
        order: 'latest',
        limit: COUNT_PAGE,
      });
      rows.push(...page.rows);
      if (rows.length > MAX_COUNTED)
        throw new Problem('counts/too-many', `the filter leaves more than ${MAX_COUNTED} incidents`);
      after = page.next;
      if (after === undefined) break;
    }
    return answered(countRows(rows), counted);
  });
}
