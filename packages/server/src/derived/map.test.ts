import type { Indication } from '@armistice/core/agreement';
import { type Incident, type MissionView, newMissionState } from '@armistice/core/mission';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { incidentNumbered } from '../store/testing.ts';
import { MissionMap } from './map.ts';
import { cellOf, LEVELS, mortonOf, mortonRange, squareOf, type TileAddress } from './map-grid.ts';
import { drawTile, MAX_TILE_BYTES } from './map-tile.ts';

const EVERYTHING = { bases: ['public', 'mission'], assessedOnly: false } as const;
const PUBLIC_ONLY = { bases: ['public'], assessedOnly: true } as const;
const WORLD: TileAddress = { z: 0, x: 0, y: 0 };

function mapOf(incidents: readonly Incident[]) {
  const state = newMissionState();
  const map = new MissionMap(state);
  const put = (all: readonly Incident[]) => {
    for (const incident of all) state.incidents.set(incident.id, incident);
    map.take({ incidents: new Set(all.map(({ id }) => id)), reports: new Set() });
  };
  const remove = (id: string) => {
    state.incidents.delete(id);
    map.take({ incidents: new Set([id]), reports: new Set() });
  };
  put(incidents);
  return { map, put, remove, state: state as MissionView };
}

function incidentAt(number: number, at: readonly [number, number], metres = 100): Incident {
  return { ...incidentNumbered(number), place: { at, covariance: [metres * metres, 0, metres * metres] } };
}

/** What an independent reader finds in a tile. */
function read(bytes: Uint8Array) {
  const tile = new VectorTile(new PbfReader(bytes));
  const features = (name: string): VectorTileFeature[] => {
    const layer = tile.layers[name];
    return Array.from({ length: layer?.length ?? 0 }, (_, i) => layer?.feature(i) as VectorTileFeature);
  };
  return {
    ids: features('incidents')
      .map(({ properties }) => String(properties.id))
      .sort(),
    footprints: features('footprints'),
    incidents: features('incidents'),
    cells: features('density').map(({ properties }) => Number(properties.incidents)),
  };
}

const position = fc.tuple(
  fc.double({ min: -180, max: 179.9999, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);

test('a place is found again on the curve to within a cell, in the one tile of each zoom that holds it', () => {
  fc.assert(
    fc.property(position, fc.integer({ min: 0, max: 18 }), (at, z) => {
      const [x, y] = squareOf(at);
      const morton = mortonOf(at);
      expect(cellOf(morton)).toEqual([x, y].map((one) => Math.floor(one * 2 ** LEVELS)));
      const tile = { z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) };
      const [low, high] = mortonRange(tile);
      expect(morton >= low && morton < high).toBe(true);
    }),
  );
});

test('every incident is in exactly one of the four tiles below, whatever came, moved or went before', () => {
  const step = fc.record({
    number: fc.integer({ min: 1, max: 40 }),
    at: fc.option(position, { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const { map, put, remove, state } = mapOf([]);
      for (const { number, at } of steps)
        if (at === undefined) remove(incidentNumbered(number).id);
        else put([incidentAt(number, at)]);
      const below = [0, 1].flatMap((x) => [0, 1].map((y) => ({ z: 1, x, y })));
      const found = below.flatMap((tile) => read(drawTile(map, tile, EVERYTHING).bytes).ids);
      expect(found.sort()).toEqual([...state.incidents.keys()].sort());
      expect(map.size).toBe(state.incidents.size);
    }),
    { numRuns: 40 },
  );
});

describe('of very many incidents', () => {
  const many = Array.from({ length: 30_000 }, (_, i) =>
    incidentAt(i, [((i * 7919) % 36_000) / 100 - 180, ((i * 104_729) % 17_000) / 100 - 85]),
  );
  const { map, remove } = mapOf(many);

  test('a small scale tells how many in each cell, and none is lost or told twice', () => {
    const { cells, ids } = read(drawTile(map, WORLD, EVERYTHING).bytes);
    expect(ids).toEqual([]);
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(many.length);
    expect(cells.length).toBeLessThanOrEqual(64 * 64);
  });

  test('no tile is larger than it may be, and each tells what lies in it', () => {
    let told = 0;
    for (let x = 0; x < 8; x++)
      for (let y = 0; y < 8; y++) {
        const { bytes } = drawTile(map, { z: 3, x, y }, EVERYTHING);
        expect(bytes.length).toBeLessThanOrEqual(MAX_TILE_BYTES);
        const { cells, ids } = read(bytes);
        told += ids.length + cells.reduce((sum, count) => sum + count, 0);
      }
    expect(told).toBe(many.length);
  });

  test('what went is told no more', () => {
    for (const { id } of many.slice(0, 20_000)) remove(id);
    const { cells } = read(drawTile(map, WORLD, EVERYTHING).bytes);
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(10_000);
  });
});

describe('at a large scale', () => {
  test('an incident is a point with its words, and the outline that holds 90 % of its place', () => {
    const at = [37.8, 48.1] as const;
    const incident = incidentAt(1, at, 1000);
    const { map } = mapOf([incident]);
    const [x, y] = squareOf(at).map((one) => Math.floor(one * 2 ** 12)) as [number, number];
    const { incidents, footprints } = read(drawTile(map, { z: 12, x, y }, EVERYTHING).bytes);
    expect(incidents.map(({ properties }) => properties)).toEqual([
      { id: incident.id, kind: 'explosion', status: 'alleged', radius: 2146 },
    ]);
    const [outline] = footprints.map((one) => one.toGeoJSON(x, y, 12).geometry);
    if (outline?.type !== 'Polygon') throw new Error('no outline');
    for (const [longitude = 0, latitude = 0] of outline.coordinates[0] ?? []) {
      const north = (latitude - at[1]) * 111_200;
      const east = (longitude - at[0]) * 111_320 * Math.cos((at[1] * Math.PI) / 180);
      expect(Math.sqrt(north * north + east * east) / 2146).toBeCloseTo(1, 1);
    }
  });

  test('an outline is drawn in every tile that it reaches, and the point in one', () => {
    const { map } = mapOf([incidentAt(1, [0.001, 0.001], 1000)]);
    const corner = 2 ** 12 / 2;
    const around = [corner - 1, corner].flatMap((x) => [corner - 1, corner].map((y) => ({ z: 12, x, y })));
    const found = around.map((tile) => read(drawTile(map, tile, EVERYTHING).bytes));
    expect(found.map(({ footprints }) => footprints.length)).toEqual([1, 1, 1, 1]);
    expect(found.map(({ incidents }) => incidents.length).sort()).toEqual([0, 0, 0, 1]);
  });
});

test('a filter leaves what it asks for, and tells the public nothing of what stays in the mission', () => {
  const indications = new Map<string, readonly Indication[]>();
  const state: Omit<ReturnType<typeof newMissionState>, 'indications'> & MissionView = {
    ...newMissionState(),
    indications,
  };
  const map = new MissionMap(state);
  const rows: readonly Incident[] = [
    incidentAt(1, [10, 10]),
    { ...incidentAt(2, [10, 10]), status: 'verified', kind: 'shot' },
    { ...incidentAt(3, [10, 10]), basis: 'mission' },
  ];
  for (const incident of rows) {
    state.incidents.set(incident.id, incident);
    indications.set(incident.id, [
      {
        incident: incident.id,
        agreement: 'test',
        version: 1,
        clause: '1',
        outcome: 'breach',
        probability: 1,
        ifBy: { north: 'breach' },
        because: [],
        certainty: 'primary',
        revision: 1,
      },
    ]);
  }
  map.take({ incidents: new Set(rows.map(({ id }) => id)), reports: new Set() });
  const found = (filter: Parameters<typeof drawTile>[2]) =>
    read(drawTile(map, WORLD, filter).bytes)
      .ids.map((id) => rows.findIndex((row) => row.id === id) + 1)
      .sort();
  expect(found(EVERYTHING)).toEqual([1, 2, 3]);
  expect(found({ ...EVERYTHING, clause: 'test:1', party: 'north', outcome: 'breach' })).toEqual([1, 2, 3]);
  expect(found({ ...EVERYTHING, clause: '2' })).toEqual([]);
  expect(found({ ...EVERYTHING, kind: 'shot' })).toEqual([2]);
  expect(found({ ...EVERYTHING, from: Date.parse('2026-11-21T00:00:00Z') })).toEqual([]);
  expect(found(PUBLIC_ONLY)).toEqual([1, 2]);
  expect(found({ ...PUBLIC_ONLY, clause: '1' })).toEqual([2]);
  expect(found({ ...PUBLIC_ONLY, assessedOnly: false, clause: '1' })).toEqual([1, 2]);
});
