import { MANY_NEAR, NEAR_METRES, NEAR_MS } from './escalation.ts';

const METRES_A_DEGREE = 111_320;
/** Cells as high as the distance asked for: what is near lies in one of nine. */
const CELL = NEAR_METRES / METRES_A_DEGREE;
const RADIANS = Math.PI / 180;

/** Where and when something happened: degrees, UTC milliseconds. */
export interface Spot {
  readonly longitude: number;
  readonly latitude: number;
  readonly at: number;
}

/** What happened near what, in place and time; by name. It tells an order to look in, and no distance that is published. */
export class Nearby {
  readonly #spots = new Map<string, Spot>();
  readonly #cells = new Map<string, Set<string>>();

  put(name: string, spot: Spot): void {
    this.delete(name);
    this.#spots.set(name, spot);
    const cell = cellOf(spot);
    const others = this.#cells.get(cell);
    if (others === undefined) this.#cells.set(cell, new Set([name]));
    else others.add(name);
  }

  delete(name: string): void {
    const spot = this.#spots.get(name);
    if (spot === undefined) return;
    this.#spots.delete(name);
    const cell = cellOf(spot);
    const others = this.#cells.get(cell);
    others?.delete(name);
    if (others?.size === 0) this.#cells.delete(cell);
  }

  spotOf(name: string): Spot | undefined {
    return this.#spots.get(name);
  }

  /** Names of all others that are near. */
  *named(name: string): Generator<string> {
    const spot = this.#spots.get(name);
    if (spot === undefined) return;
    for (const cell of around(spot))
      for (const other of this.#cells.get(cell) ?? [])
        if (other !== name && isNear(spot, this.#spots.get(other) as Spot)) yield other;
  }

  /** How many others are near; it stops where more make no difference. */
  count(name: string): number {
    let found = 0;
    for (const _ of this.named(name)) {
      found += 1;
      if (found >= MANY_NEAR) return found;
    }
    return found;
  }
}

export function isSameSpot(a: Spot | undefined, b: Spot | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.longitude === b.longitude && a.latitude === b.latitude && a.at === b.at;
}

function widthAt(latitude: number): number {
  // Away from the poles, where no cell is wider than the band that it lies in.
  return CELL / Math.max(0.1, Math.cos(latitude * RADIANS));
}

function cellOf({ longitude, latitude }: Spot): string {
  const row = Math.floor(latitude / CELL);
  return `${row} ${Math.floor(longitude / widthAt(row * CELL))}`;
}

function* around({ longitude, latitude }: Spot): Generator<string> {
  const middle = Math.floor(latitude / CELL);
  for (let row = middle - 1; row <= middle + 1; row++) {
    const column = Math.floor(longitude / widthAt(row * CELL));
    for (let one = column - 1; one <= column + 1; one++) yield `${row} ${one}`;
  }
}

function isNear(a: Spot, b: Spot): boolean {
  if (Math.abs(a.at - b.at) > NEAR_MS) return false;
  const north = (a.latitude - b.latitude) * METRES_A_DEGREE;
  const east =
    (a.longitude - b.longitude) * METRES_A_DEGREE * Math.cos(((a.latitude + b.latitude) / 2) * RADIANS);
  return north * north + east * east <= NEAR_METRES * NEAR_METRES;
}
