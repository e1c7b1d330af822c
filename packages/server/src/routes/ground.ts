import { PUBLIC } from '@armistice/core/record';
import { Type } from 'typebox';
import type { App } from '../app.ts';
import type { Ground } from '../ground/ground.ts';
import { Problem } from '../problems.ts';
import { asksTo } from './may.ts';

/** Where the page asks what the map stands on. */
export const GROUND_PATH = '/ground/tiles.json';
const TILES = '/ground/{z}/{x}/{y}';
const DAY = 'public, max-age=86400';
const DEEPEST = 24;

/**
 * `GET /ground/tiles.json` (TileJSON; without tiles where the mission has no ground of its own) and `GET /ground/{z}/{x}/{y}`.
 * They tell of no entry, and are the same for everyone: a browser may keep them.
 */
export function addGround(app: App, ground: Ground | undefined): void {
  const config = asksTo('read', PUBLIC);
  app.get(GROUND_PATH, { schema: { hide: true }, config }, async (_request, reply) => {
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache');
    return reply.send(JSON.stringify(tileJson(ground)));
  });
  const params = Type.Object({
    z: Type.Integer({ minimum: 0, maximum: DEEPEST }),
    x: Type.Integer({ minimum: 0 }),
    y: Type.Integer({ minimum: 0 }),
  });
  app.get('/ground/:z/:x/:y', { schema: { hide: true, params }, config }, async (request, reply) => {
    const { z, x, y } = request.params;
    if (ground === undefined || Math.max(x, y) >= 2 ** z)
      throw new Problem('request/not-found', 'there is no such tile of the ground');
    const bytes = await ground.tile(z, x, y);
    reply.header('cache-control', DAY);
    // Nothing is drawn there, which is no fault.
    if (bytes === undefined) return reply.code(204).send();
    return reply.type(ground.about.type).send(Buffer.from(bytes.buffer) as unknown as string);
  });
}

function tileJson(ground: Ground | undefined): object {
  if (ground === undefined) return { tilejson: '3.0.0', tiles: [] };
  const { kind, minZoom, maxZoom, bounds, attribution, layers } = ground.about;
  return {
    ...{ tilejson: '3.0.0', tiles: [TILES], kind, minzoom: minZoom, maxzoom: maxZoom, bounds, attribution },
    vector_layers: layers.map((id) => ({ id, fields: {} })),
  };
}
