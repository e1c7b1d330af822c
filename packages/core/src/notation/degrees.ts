import { accept, type Result, refuse } from '../base/index.ts';
import type { Position } from '../geo/index.ts';

// Latitude and longitude as people write them: 48° 30.5′ N 37° 45′ 12″ E, or N48 30.5 E037 45.2, or 48.5083 N, 37.7533 E.

export type DegreesStyle = 'degrees' | 'minutes' | 'seconds';

/** Decimals of the last part, so that each style tells places apart that are about 2 m from each other. */
const DECIMALS = { degrees: 5, minutes: 3, seconds: 1 } as const;
const SCALES = { degrees: 100_000, minutes: 1_000, seconds: 10 } as const;

const PART = /(\d+(?:[.,]\d+)?)\s*([°º˚]|''|′′|´´|’’|['′’‘´ʹ]|["″”“ʺ])?/gu;
const HEMISPHERES = /[NSEW]/gi;
/** Directions in Cyrillic, "с. ш." and "сх. д." with or without their second word, and the letter that each stands for. */
const CYRILLIC = [
  [/(?:пн|півн|с)\.?\s*ш\.?/giu, 'N'],
  [/(?:пд|півд|ю)\.?\s*ш\.?/giu, 'S'],
  [/(?:сх|в)\.?\s*д\.?/giu, 'E'],
  [/(?:зх|зах|з)\.?\s*д\.?/giu, 'W'],
] as const;
/** Parts of a degree: itself, minutes, seconds. */
const UNITS = [1, 60, 3600];

/** Longer texts are no position. */
const LONGEST = 100;

/**
 * Reads latitude and longitude in degrees, in degrees and minutes, or in degrees, minutes and seconds; parts may be run
 * together as pilots write them (480530N 0374512E) or joined by hyphens. Each must carry its letter (N or S, E or W; с.ш.
 * or пн.ш. and so on), before or after it: without letters nobody knows which of two numbers is the latitude. To 1e-7°.
 * Refusals have the code `notation/degrees`.
 */
export function readDegrees(text: string): Result<Position> {
  const fail = (words: string) => refuse('notation/degrees', `"${text.slice(0, 60)}" ${words}`);
  if (text.length > LONGEST) return fail(`… is too long; ${LONGEST} characters are the most`);
  const plain = latinLetters(text.trim())
    .replaceAll('−', '-')
    .replaceAll(/(?<=\d)[-–](?=\d)/g, ' ');
  if (/\dO|O\s*\d/i.test(plain.replaceAll(/[\s°º˚'′’"″”.]/g, '')))
    return fail('has the letter O, which is west to some and east to others; write W or E');
  if (plain.includes('-')) return fail('has a minus sign; write S or W instead');
  const letters = plain.match(HEMISPHERES) ?? [];
  if (letters.length !== 2)
    return fail(
      'must name its hemispheres, as in 48° 30.5′ N 37° 45.2′ E: numbers alone do not say which is the latitude',
    );
  const halves = splitAtLetters(plain);
  if (halves === undefined)
    return fail('must have each letter (N, S, E, W) before its numbers, or each after them');
  const read = halves.map(({ letter, numbers }) => ({
    letter,
    value: readAngle(apart(numbers, letter === 'N' || letter === 'S' ? 2 : 3)),
  }));
  const latitude = read.find(({ letter }) => letter === 'N' || letter === 'S');
  const longitude = read.find(({ letter }) => letter === 'E' || letter === 'W');
  if (latitude === undefined || longitude === undefined)
    return fail('must have one of N and S, and one of E and W');
  if (typeof latitude.value === 'string') return fail(latitude.value);
  if (typeof longitude.value === 'string') return fail(longitude.value);
  if (latitude.value > 90) return fail(`has a latitude of ${latitude.value}; 90 is the most`);
  if (longitude.value > 180) return fail(`has a longitude of ${longitude.value}; 180 is the most`);
  const signed = (value: number, negative: boolean) =>
    Math.round((negative ? -value : value) * 1e7) / 1e7 + 0;
  return accept([
    signed(longitude.value, longitude.letter === 'W'),
    signed(latitude.value, latitude.letter === 'S'),
  ]);
}

function latinLetters(text: string): string {
  return CYRILLIC.reduce((latin, [words, letter]) => latin.replaceAll(words, letter), text);
}

/** Parts that are run together, taken apart: two or three digits of degrees, then two of minutes and two of seconds. */
function apart(numbers: string, degrees: 2 | 3): string {
  const parts = (
    degrees === 2 ? /^\s*(\d\d)(\d\d)(\d\d)?([.,]\d+)?\s*$/ : /^\s*(\d\d\d)(\d\d)(\d\d)?([.,]\d+)?\s*$/
  ).exec(numbers);
  if (parts === null) return numbers;
  const [, first, second, third, decimals = ''] = parts;
  return `${first} ${second}${third === undefined ? '' : ` ${third}`}${decimals}`;
}

interface Half {
  readonly letter: string;
  readonly numbers: string;
}

function splitAtLetters(text: string): readonly Half[] | undefined {
  const before = /^([NSEW])([^NSEW]+?)[\s,;/]*([NSEW])([^NSEW]+)$/i.exec(text);
  const after = /^([^NSEW]+)([NSEW])[\s,;/]*([^NSEW]+)([NSEW])$/i.exec(text);
  const [first, second] = before
    ? [
        [before[1], before[2]],
        [before[3], before[4]],
      ]
    : [
        [after?.[2], after?.[1]],
        [after?.[4], after?.[3]],
      ];
  if (first?.[0] === undefined || second?.[0] === undefined) return undefined;
  return [first, second].map(([letter, numbers]) => ({
    letter: (letter ?? '').toUpperCase(),
    numbers: numbers ?? '',
  }));
}

/** The angle in degrees, or what is wrong with it. Only the last part may have decimals. */
function readAngle(text: string): number | string {
  const parts = [...text.matchAll(PART)];
  if (parts.length === 0 || text.replaceAll(PART, '').trim() !== '') return 'holds signs that no angle has';
  if (parts.length > 3) return 'has more than degrees, minutes and seconds';
  let sum = 0;
  for (const [at, [, digits = '', mark]] of parts.entries()) {
    if (mark !== undefined && rankOf(mark) !== at) return 'must have degrees, then minutes, then seconds';
    if (/[.,]/.test(digits) && at < parts.length - 1) return 'may have decimals in its last part only';
    const value = Number(digits.replace(',', '.'));
    if (at > 0 && value >= 60) return `has ${value} where less than 60 must be`;
    sum += value / (UNITS[at] as number);
  }
  return sum;
}

function rankOf(mark: string): number {
  if ('°º˚'.includes(mark)) return 0;
  return mark.length === 1 && "'′’‘´ʹ".includes(mark) ? 1 : 2;
}

/** Writes a position, latitude first, as 48° 30.500′ N 37° 45.200′ E; rounded, and 60 minutes carried. */
export function formatDegrees([longitude, latitude]: Position, style: DegreesStyle): string {
  return `${formatAngle(latitude, style)} ${latitude < 0 ? 'S' : 'N'} ${formatAngle(longitude, style)} ${longitude < 0 ? 'W' : 'E'}`;
}

function formatAngle(angle: number, style: DegreesStyle): string {
  const scale = SCALES[style];
  const perDegree = { degrees: 1, minutes: 60, seconds: 3600 }[style];
  const steps = Math.round(Math.abs(angle) * perDegree * scale);
  const last = (count: number, width: number) =>
    `${String(Math.floor(count / scale)).padStart(width, '0')}.${String(count % scale).padStart(DECIMALS[style], '0')}`;
  if (style === 'degrees') return `${last(steps, 1)}°`;
  const whole = Math.floor(steps / (perDegree * scale));
  const rest = steps - whole * perDegree * scale;
  if (style === 'minutes') return `${whole}° ${last(rest, 2)}′`;
  const minutes = Math.floor(rest / (60 * scale));
  return `${whole}° ${String(minutes).padStart(2, '0')}′ ${last(rest - minutes * 60 * scale, 2)}″`;
}
