import type { MissionView } from '../mission/index.ts';
import type { Drawn } from './model.ts';
import { momentOf } from './narrowed.ts';

type Position = readonly [number, number];

/** Lines and zones of the record in force at a moment, in the order of their names. */
export function drawnOf({ lines, zones }: MissionView, at: number): readonly Drawn[] {
  const drawn: Drawn[] = [];
  for (const [closed, kept] of [
    [true, zones],
    [false, lines],
  ] as const)
    for (const [name, versions] of [...kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const version = versions.findLast(({ body }) => momentOf(body.from) <= at);
      if (version === undefined) continue;
      const ways = waysIn(version.body.geometry);
      if (ways.length > 0) drawn.push({ name, closed, ways });
    }
  return drawn;
}

/** Every way of a GeoJSON object, however it is nested. */
function waysIn(value: unknown): readonly (readonly Position[])[] {
  if (Array.isArray(value)) {
    if (value.length > 1 && value.every(isPosition)) return [value.map(([x, y]) => [x, y] as Position)];
    return value.flatMap(waysIn);
  }
  if (typeof value !== 'object' || value === null) return [];
  const { coordinates, geometry, geometries, features } = value as { readonly [name: string]: unknown };
  return [coordinates, geometry, geometries, features].flatMap((part) =>
    part === undefined ? [] : waysIn(part),
  );
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number';
}
