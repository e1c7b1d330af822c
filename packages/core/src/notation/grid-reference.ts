import { forward, inverse } from 'mgrs/mgrs.js';
import { accept, type Result, refuse } from '../base/index.ts';
import type { Position } from '../geo/index.ts';

// Military grid references (MGRS), as patrols and artillery reports write them: 36T WT 12345 67890.

/** A place that a grid reference names: a square of which nothing more is known. */
export interface GridSquare {
  /** The middle of the square. */
  readonly at: Position;
  /** The length of a side in metres: 1, 10 … 100,000. */
  readonly side: number;
  /** Metres around the middle that hold 90 % of the square, as a Report's place wants it. */
  readonly radius: number;
}

/** A circle of this many sides of a square, around its middle, covers 90 % of it. */
const RADIUS_90 = 0.5575;

/** The side of a square by the number of digits each way, in metres. */
const SIDES = [100_000, 10_000, 1_000, 100, 10, 1];

const REFERENCE = /^(0?[1-9]|[1-5]\d|60)([C-HJ-NP-X])([A-HJ-NP-Z])([A-HJ-NP-V])((?:\d\d){0,5})$/;

/** Longer texts are no reference. */
const LONGEST = 60;

/**
 * Reads a grid reference; small letters, the word MGRS before it and blanks, hyphens or commas between its parts are
 * allowed. Refused with `notation/grid` where east and north have not as many digits each, where its square is not in
 * its zone and band, and at the poles, which have a grid of their own (UPS).
 */
export function readGridReference(text: string): Result<GridSquare> {
  const upper = text
    .slice(0, LONGEST)
    .toUpperCase()
    .replace(/^\s*MGRS:?/, '');
  const compact = upper.replaceAll(/[\s,/–-]/g, '');
  const foreign = /[^!-~]/.exec(compact);
  if (foreign !== null)
    return refused(
      text,
      `has the sign ${foreign[0]}, which is none of A to Z and 0 to 9; write Latin letters`,
    );
  const polar = /^[ABYZ][A-Z]{2}\d*$/.test(compact);
  if (polar)
    return refused(
      text,
      'lies beyond 84° north or 80° south, where this grid ends; give latitude and longitude',
    );
  const parts = text.length > LONGEST ? null : REFERENCE.exec(compact);
  const wrong = parts === null ? undefined : wrongGroups(upper);
  if (parts === null || wrong !== undefined)
    return refused(
      text,
      `is no grid reference${wrong ?? oddDigits(compact)}; one looks like 37T CN 12345 67890, with as many digits east as north`,
    );
  const digits = (parts[5] ?? '').length / 2;
  const canonical = `${Number(parts[1])}${parts.slice(2, 6).join('')}`;
  const square = squareOf(canonical);
  const zone = { number: Number(parts[1]), band: parts[2] as string };
  if (square === undefined || !meets(square, zone))
    return refused(text, `names a square that is not in zone ${zone.number}${zone.band}; check its letters`);
  const middle = (square[0] + square[2]) / 2;
  const at: Position = [
    rounded(middle - 360 * Math.floor((middle + 180) / 360)),
    rounded((square[1] + square[3]) / 2),
  ];
  const side = SIDES[digits] as number;
  return accept({ at, side, radius: RADIUS_90 * side });
}

/** Digits that were written apart say themselves which are east: 1234 567890 must not become 12345 67890. */
function wrongGroups(text: string): string | undefined {
  const groups = /[A-Z]([\d\s,/–-]*)$/.exec(text)?.[1]?.match(/\d+/g) ?? [];
  const [east = '', north = ''] = groups;
  if (groups.length < 2 || (groups.length === 2 && east.length === north.length)) return undefined;
  return `: its digits stand in groups of ${groups.map(({ length }) => length).join(' and ')}`;
}

function oddDigits(compact: string): string {
  const digits = /\d+$/.exec(compact)?.[0].length ?? 0;
  return digits % 2 === 1 ? `: it has ${digits} digits after its letters` : '';
}

type Square = readonly [west: number, south: number, east: number, north: number];

function squareOf(reference: string): Square | undefined {
  try {
    return inverse(reference);
  } catch {
    // The library throws on letters that no square has.
    return undefined;
  }
}

const BANDS = 'CDEFGHJKLMNPQRSTUVWX';

/** The zones that are wider or narrower than six degrees: off Norway, and around Svalbard where three are missing. */
const ODD_ZONES: { readonly [zone: string]: readonly [west: number, east: number] } = {
  '31V': [0, 3],
  '32V': [3, 12],
  '31X': [0, 9],
  '33X': [9, 21],
  '35X': [21, 33],
  '37X': [33, 42],
};
const NO_ZONES: readonly string[] = ['32X', '34X', '36X'];

/** Whether any of a square can be in its zone; squares are slightly turned, so a tenth of a side is allowed around it. */
function meets(
  [west, south, east, north]: Square,
  zone: { readonly number: number; readonly band: string },
): boolean {
  const name = `${zone.number}${zone.band}`;
  if (NO_ZONES.includes(name)) return false;
  const [from, to] = ODD_ZONES[name] ?? [6 * zone.number - 186, 6 * zone.number - 180];
  const bottom = 8 * BANDS.indexOf(zone.band) - 80;
  const top = zone.band === 'X' ? 84 : bottom + 8;
  const [dx, dy] = [Math.abs(east - west) / 10, Math.abs(north - south) / 10];
  return west - dx <= to && east + dx >= from && south - dy <= top && north + dy >= bottom;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/**
 * Writes the grid reference of the square that a position lies in, `digits` digits each way: 5 for 1 m, 3 for 100 m.
 * Refused beyond 84° north and 80° south.
 */
export function formatGridReference(position: Position, digits = 5): Result<string> {
  const [longitude, latitude] = position;
  if (!(Number.isInteger(digits) && digits >= 0 && digits <= 5))
    return refuse('notation/grid', `${digits} digits is no precision of a grid reference; give 0 to 5`);
  if (!(Math.abs(longitude) <= 180 && latitude >= -80 && latitude <= 84))
    return refuse(
      'notation/grid',
      `${latitude}, ${longitude} lies outside of the grid, which runs from 80° south to 84° north`,
    );
  const compact = forward([longitude >= 180 ? -180 : longitude, latitude], digits);
  const [, zone, square, rest = ''] = /^(\d+[A-Z])([A-Z]{2})(\d*)$/.exec(compact) ?? [];
  return accept([zone, square, rest.slice(0, digits), rest.slice(digits)].filter(Boolean).join(' '));
}

function refused(text: string, words: string): Result<never> {
  return refuse('notation/grid', `"${text.slice(0, 40)}" ${words}`);
}
