import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Mission } from '../mission.ts';
import { CellSchema, SourceName } from './coverage-table.ts';
import { actorIn, asksTo, audienceOf } from './may.ts';
import { AudienceQuery, PROBLEM_ANSWERS } from './schemas.ts';
import { sendJson } from './send-json.ts';
import { momentIn } from './sought.ts';

const Position = Type.Array(Type.Number(), {
  minItems: 2,
  maxItems: 2,
  description: 'longitude and latitude, degrees',
});

const SiteSchema = Type.Object({
  source: Type.String(),
  name: SourceName,
  area: Type.String(),
  post: Type.Optional(Type.String()),
  means: Type.Array(Type.String()),
  at: Position,
  sees: Type.Optional(
    Type.Object(
      { type: Type.String() },
      { description: 'what it could see from there, as the `place` of a report' },
    ),
  ),
  over: CellSchema,
});

const MapSchema = Type.Object({
  audience: Type.String(),
  exercise: Type.Boolean({ description: 'a training mission: say so wherever it is shown' }),
  at: Type.String({ description: 'time of the last entry' }),
  size: Type.Integer({ description: 'entries that it comes from' }),
  from: Type.String(),
  to: Type.String(),
  delay: Type.Optional(
    Type.Number({ description: 'hours for which this audience is not shown who could observe' }),
  ),
  areas: Type.Array(Type.Object({ area: Type.String(), over: CellSchema })),
  sites: Type.Array(SiteSchema, {
    description: 'where sources stood: for who may see where observers stand, and for nobody else',
  }),
  unplaced: Type.Integer({ description: 'sources of which no entry says where they stood' }),
});

const QuerySchema = Type.Object(
  {
    ...AudienceQuery.properties,
    from: Type.Optional(Type.String({ maxLength: 40, description: 'a time with its offset' })),
    to: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
);

/** `GET /api/coverage/map`: who could see what over one stretch, by area; for some also from where. */
export function addCoverageMap(app: App, mission: Mission): void {
  const schema = {
    summary: 'Who could see what over one stretch, by area, and where sources stood for who may see it',
    querystring: QuerySchema,
    response: { 200: MapSchema, ...PROBLEM_ANSWERS },
  };
  app.get('/api/coverage/map', { schema, config: asksTo('read') }, async (request, reply) => {
    const { from, to } = request.query;
    const asked = {
      ...(from === undefined ? {} : { from: Date.parse(momentIn(from)) }),
      ...(to === undefined ? {} : { to: Date.parse(momentIn(to)) }),
      ...{ actor: await actorIn(request), now: Date.now() },
    };
    return sendJson(reply, await mission.ask('coverageOnMap', audienceOf(request), asked));
  });
}
