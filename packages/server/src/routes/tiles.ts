import { Type } from 'typebox';
import type { App } from '../app.ts';
import { MAX_ZOOM } from '../derived/map-tile.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { asksTo, audienceOf } from './may.ts';
import { tellShown } from './reads.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { mapFilterIn, SoughtQuery } from './sought.ts';

/** `GET /api/tiles/{z}/{x}/{y}.mvt`: incidents as vector tiles. */
export function addTiles(app: App, mission: Mission): void {
  const schema = {
    summary:
      'Incidents as a vector tile: points and footprints where they are few, a density where they are many',
    description:
      'Mapbox Vector Tile 2.1, extent 4096. Layers: incidents (id, kind, status, radius in metres that holds 90 %), footprints (id), density (incidents).',
    produces: ['application/vnd.mapbox-vector-tile'],
    params: Type.Object({
      z: Type.Integer({ minimum: 0, maximum: MAX_ZOOM }),
      x: Type.Integer({ minimum: 0 }),
      y: Type.Integer({ minimum: 0 }),
    }),
    querystring: Type.Object(SoughtQuery, { additionalProperties: false }),
    response: { 200: Type.String({ format: 'binary' }), 304: Type.Null(), ...PROBLEM_ANSWERS },
  };
  app.get('/api/tiles/:z/:x/:y.mvt', { schema, config: asksTo('read') }, async (request, reply) => {
    const { z, x, y } = request.params;
    if (Math.max(x, y) >= 2 ** z)
      throw new Problem('request/not-found', `zoom ${z} has ${2 ** z} tiles a side`);
    const filter = mapFilterIn(request.query);
    const has = request.headers['if-none-match'];
    const asked = { tile: { z, x, y }, filter, ...(has === undefined ? {} : { has }) };
    const { tag, shown, bytes } = await mission.ask('tile', audienceOf(request), asked);
    tellShown(request, shown);
    reply.header('etag', tag).header('cache-control', 'no-cache');
    if (bytes === undefined) return reply.code(304).send(null);
    return reply
      .type('application/vnd.mapbox-vector-tile')
      .send(Buffer.from(bytes.buffer) as unknown as string);
  });
}
