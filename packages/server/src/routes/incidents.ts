import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { type Static, Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { type ActorOf, mustBeAllowed } from './may.ts';
import { IncidentSchema, IndicationSchema, PROBLEM_ANSWERS } from './schemas.ts';

const PAGE = 100;
// The first answer may have to wait for the embedded database to start.
const PATIENCE_MS = 10_000;

const RowSchema = Type.Object({ incident: IncidentSchema, indications: Type.Array(IndicationSchema) });
const PageSchema = Type.Object({
  incidents: Type.Array(RowSchema),
  next: Type.Optional(Type.String({ description: 'give it as `after` for the next page' })),
});

/** `GET /api/incidents`: all incidents, page by page, from the store. */
export function addIncidents(app: App, mission: Mission, actorOf: ActorOf): void {
  const schema = {
    summary: 'Incidents with their indications, in order of their id',
    querystring: Type.Object({
      audience: Type.Optional(Type.Enum(['public', 'mission'], { default: 'public' })),
      after: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: PAGE })),
    }),
    response: { 200: PageSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/incidents', { schema }, async (request) => {
    const { audience = PUBLIC, after, limit = PAGE } = request.query;
    mustBeAllowed(actorOf(request), 'read', audience);
    const open = audience === MISSION ? {} : { basis: PUBLIC };
    const query = { ...open, ...(after === undefined ? {} : { after }), limit };
    const rows = await inTime(mission.store.incidents(query));
    const { indications: when } = mission.view.rules;
    // The rule of the mission, as the published rows of core apply it.
    const shown = (status: string) => audience === MISSION || when === 'at-once' || status !== 'alleged';
    const incidents = rows.map(({ incident, indications }) => ({
      incident,
      indications: shown(incident.status) ? indications : [],
    }));
    const last = rows.length === limit ? rows.at(-1)?.incident.id : undefined;
    return { incidents, ...(last === undefined ? {} : { next: last }) } as unknown as Static<
      typeof PageSchema
    >;
  });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Problem('store/not-ready', 'the record and the situation answer meanwhile')),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
