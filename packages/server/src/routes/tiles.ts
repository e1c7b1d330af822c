import { MISSION } from '@armistice/core/mission';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { MapFilter } from '../derived/map.ts';
import { drawTile, MAX_ZOOM } from '../derived/map-tile.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { asksTo, audienceOf } from './may.ts';
import { PROBLEM_ANSWERS } from './schemas.ts';
import { momentIn, SoughtQuery } from './sought.ts';

const MAX_KEPT = 512;
// While reports stream in, a tile may be this much behind.
const FRESH_MS = 1_000;

interface Drawn {
  readonly bytes: Buffer;
  readonly tag: string;
  readonly version: number;
  readonly at: number;
}

/** `GET /api/tiles/{z}/{x}/{y}.mvt`: incidents as vector tiles. */
export function addTiles(app: App, mission: Mission): void {
  const kept = new Map<string, Drawn>();
  const { bbox: _, source: __, ...filters } = SoughtQuery;
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
    querystring: Type.Object(filters, { additionalProperties: false }),
    response: { 200: Type.String({ format: 'binary' }), 304: Type.Null(), ...PROBLEM_ANSWERS },
  };
  app.get('/api/tiles/:z/:x/:y.mvt', { schema, config: asksTo('read') }, async (request, reply) => {
    const { z, x, y } = request.params;
    if (Math.max(x, y) >= 2 ** z)
      throw new Problem('request/not-found', `zoom ${z} has ${2 ** z} tiles a side`);
    const audience = audienceOf(request);
    const { from, to, kind, status, clause, party, outcome } = request.query;
    const filter: MapFilter = {
      all: audience === MISSION,
      assessedOnly: audience !== MISSION && mission.view.rules.indications !== 'at-once',
      ...(from === undefined ? {} : { from: Date.parse(momentIn(from)) }),
      ...(to === undefined ? {} : { to: Date.parse(momentIn(to)) }),
      ...(kind === undefined ? {} : { kind }),
      ...(status === undefined ? {} : { status }),
      ...(clause === undefined ? {} : { clause }),
      ...(party === undefined ? {} : { party }),
      ...(outcome === undefined ? {} : { outcome }),
    };
    const key = JSON.stringify([z, x, y, filter]);
    const { version } = mission.map;
    const before = kept.get(key);
    const now = Date.now();
    const fresh = before !== undefined && (before.version === version || now - before.at < FRESH_MS);
    const drawn = fresh
      ? before
      : {
          bytes: Buffer.from(drawTile(mission.map, { z, x, y }, filter)),
          tag: `"${mission.view.size}-${version}"`,
          version,
          at: now,
        };
    kept.delete(key);
    kept.set(key, drawn);
    const oldest = kept.keys().next().value;
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    reply.header('etag', drawn.tag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === drawn.tag) return reply.code(304).send(null);
    return reply.type('application/vnd.mapbox-vector-tile').send(drawn.bytes as unknown as string);
  });
}
