import type { Town } from './join.ts';

/** A town with the lowest zoom at which it is named. */
export interface MapTown extends Town {
  readonly from: number;
}

// Names are wider than high. Where two stand on each other all the same, the map leaves one out.
const [WIDE, HIGH] = [60, 18];
const [LOWEST, HIGHEST, STEP] = [1, 9, 0.5];
const NORTHMOST = 84;

/** Beyond these zooms a town has its name only if it is large, or if no other is near. */
const ALONE_UP_TO = 5.5;
const LARGE = 30_000;

/** Fewest people for a name at a zoom: where nobody is near, a hamlet would be as loud as a capital. */
function fewest(zoom: number): number {
  if (zoom < 3) return 1_000_000;
  if (zoom < 4) return 300_000;
  if (zoom < 5) return 100_000;
  return zoom < 5.5 ? 30_000 : 5_000;
}

/**
 * Gives towns, the most populous first, the lowest zoom at which no larger one stands in their way: a map then has names
 * everywhere, and not only where many people live. By the number of people alone: no seat of a government goes before.
 */
export function spread(towns: readonly Town[]): readonly MapTown[] {
  const zooms = Array.from({ length: (HIGHEST - LOWEST) / STEP + 1 }, (_, i) => LOWEST + i * STEP);
  const levels = zooms.map((zoom) => ({ zoom, cells: new Map<string, Pixel[]>() }));
  return towns.flatMap((town): MapTown[] => {
    if (Math.abs(town.at[1]) > NORTHMOST) return [];
    let from: number | undefined;
    for (const { zoom, cells } of levels.toReversed()) {
      if (town.people < fewest(zoom) || !isFree(cells, pixelAt(town.at, zoom))) break;
      from = zoom;
    }
    if (from === undefined) return [];
    for (const { zoom, cells } of levels) if (zoom >= from) take(cells, pixelAt(town.at, zoom));
    if (town.people < LARGE && from > ALONE_UP_TO) return [];
    const [x, y] = town.at.map((one) => Math.round(one * 100) / 100) as [number, number];
    return [{ ...town, at: [x, y], from }];
  });
}

type Pixel = readonly [x: number, y: number];

/** Web Mercator, with tiles of 512 pixels. */
function pixelAt([longitude, latitude]: Town['at'], zoom: number): Pixel {
  const size = 512 * 2 ** zoom;
  const north = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return [(size * (longitude + 180)) / 360, size * (0.5 - north / (2 * Math.PI))];
}

function isFree(cells: ReadonlyMap<string, readonly Pixel[]>, [x, y]: Pixel): boolean {
  const steps = [-1, 0, 1];
  return steps.every((east) =>
    steps.every((north) =>
      (cells.get(cellOf([x + east * WIDE, y + north * HIGH])) ?? []).every(
        ([otherX, otherY]) => Math.abs(otherX - x) >= WIDE || Math.abs(otherY - y) >= HIGH,
      ),
    ),
  );
}

function take(cells: Map<string, Pixel[]>, at: Pixel): void {
  const cell = cellOf(at);
  cells.set(cell, [...(cells.get(cell) ?? []), at]);
}

function cellOf([x, y]: Pixel): string {
  return `${Math.floor(x / WIDE)} ${Math.floor(y / HIGH)}`;
}
