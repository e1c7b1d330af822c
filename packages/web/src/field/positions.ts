import type { Position } from '@armistice/core/geo';
import { readDegrees, readGridReference } from '@armistice/core/notation';
import type { Around } from './form.ts';

/** A typed position is taken to be within this many metres, unless the way it is written says otherwise. */
const TYPED_RADIUS = 50;

type Read = { readonly ok: true; readonly value: Around } | { readonly ok: false; readonly said: string };

/** A position as people write it: a grid reference, or degrees. */
export function readPosition(text: string): Read {
  // Zone and band come first in every grid reference, and in no pair of degrees.
  if (/^\s*(MGRS)?\s*\d{1,2}\s*[C-X]\s*[A-Z]{2}/i.test(text)) {
    const grid = readGridReference(text);
    if (!grid.ok) return { ok: false, said: grid.refusal.message };
    return { ok: true, value: { at: grid.value.at, radius: Math.ceil(grid.value.radius) } };
  }
  const plain = /^\s*(-?\d+(?:\.\d+)?)[\s,;]+(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  const read = readDegrees(plain === null ? text : withLetters(Number(plain[1]), Number(plain[2])));
  if (!read.ok) return { ok: false, said: read.refusal.message };
  return { ok: true, value: { at: read.value, radius: TYPED_RADIUS } };
}

/** As maps on phones copy a place: latitude, then longitude, in plain degrees. */
function withLetters(latitude: number, longitude: number): string {
  const [n, e] = [Math.abs(latitude), Math.abs(longitude)];
  return `${n} ${latitude < 0 ? 'S' : 'N'} ${e} ${longitude < 0 ? 'W' : 'E'}`;
}

/** Three corners or more, one a line; undefined where one cannot be read or they are too few. */
export function readCorners(text: string): readonly Position[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 3) return undefined;
  const read = lines.map(readPosition);
  const corners = read.flatMap((one) => (one.ok ? [one.value.at] : []));
  return corners.length === lines.length ? corners : undefined;
}
