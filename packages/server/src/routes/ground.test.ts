import fastify from 'fastify';
import { afterAll, expect, test } from 'vitest';
import type { Ground } from '../ground/ground.ts';
import { detailsOf } from '../problems.ts';
import { addGround } from './ground.ts';

const GROUND: Ground = {
  about: {
    ...{ kind: 'vector', type: 'application/vnd.mapbox-vector-tile', minZoom: 0, maxZoom: 2 },
    ...{ bounds: [-29, 41, -27, 43], attribution: '© Mappers', layers: ['roads'] },
  },
  tile: async (z, x, y) => (z === 0 ? new Uint8Array([z, x, y, 9]) : undefined),
  close: async () => undefined,
};

function serverWith(ground: Ground | undefined) {
  const app = fastify();
  app.setErrorHandler((error, _request, reply) => {
    const details = detailsOf(error);
    return reply.code(details.status).send(details);
  });
  addGround(app as never, ground);
  return app;
}
const [app, without] = [serverWith(GROUND), serverWith(undefined)];
afterAll(() => Promise.all([app.close(), without.close()]));

test('a page learns where tiles are, how far they reach and whom to name', async () => {
  expect((await app.inject('/ground/tiles.json')).json()).toEqual({
    ...{ tilejson: '3.0.0', tiles: ['/ground/{z}/{x}/{y}'], kind: 'vector', minzoom: 0, maxzoom: 2 },
    ...{ bounds: [-29, 41, -27, 43], attribution: '© Mappers' },
    vector_layers: [{ id: 'roads', fields: {} }],
  });
});

test('a mission without a ground of its own says so, and has no tile', async () => {
  expect((await without.inject('/ground/tiles.json')).json()).toEqual({ tilejson: '3.0.0', tiles: [] });
  expect((await without.inject('/ground/0/0/0')).statusCode).toBe(404);
});

test('a tile is its bytes, one that is empty is nothing, and one that cannot be is not found', async () => {
  const { rawPayload, headers } = await app.inject('/ground/0/0/0');
  expect([...rawPayload]).toEqual([0, 0, 0, 9]);
  expect(headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
  expect((await app.inject('/ground/1/1/0')).statusCode).toBe(204);
  for (const path of ['/ground/1/2/0', '/ground/0/-1/0', '/ground/25/0/0', '/ground/a/0/0'])
    expect([400, 404]).toContain((await app.inject(path)).statusCode);
});
