import { cosine, exponential, formatMoment, radians, sine } from '@armistice/core/base';
import type { Place, Position } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import { DEGREE_METRES, roughMetres, shifted } from '../exercise/place.ts';
import { type Country, localityNear, type Watcher } from './country.ts';
import { Dice, SLIP_NINETY, SLIP_NINETY_FIVE, SLIP_RADIUS } from './dice.ts';

// How people put what they noticed: villages and grid squares, the eight winds, five minutes and whole kilometres.

/** A watcher's errors on one day: each leans on the one before it, as a mood or a wrong landmark does. */
export class Mood {
  readonly dice: Dice;
  private readonly kept: number[];

  constructor(seed: number, watcher: Watcher, day: number) {
    this.dice = new Dice(seed, 'mood', watcher.handle, day);
    this.kept = [this.dice.slip(), this.dice.slip(), this.dice.slip()];
  }

  /** The next error of a sort (0 bearing, 1 distance, 2 time), of unit scale. */
  next(sort: 0 | 1 | 2): number {
    const LEANS = 0.7;
    const error = LEANS * (this.kept[sort] as number) + Math.sqrt(1 - LEANS * LEANS) * this.dice.slip();
    this.kept[sort] = error;
    return error;
  }
}

/** Errors that lean on each other have slimmer tails than single slips; 90 % lies within this (by simulation). */
const LEANING_NINETY = 2.72;

/** What a watcher makes of where something was: bearing and distance as it believes, with its range of error. */
export interface Guess {
  readonly origin: Position;
  readonly bearing: number;
  readonly metres: number;
  /** Degrees that hold 90 %, if it is careful. */
  readonly degrees: number;
  /** The factor that holds 90 % down, and up. */
  readonly down: number;
  readonly up: number;
}

export function guessed(
  watcher: Watcher,
  mood: Mood,
  origin: Position,
  azimuth: number,
  metres: number,
  night: boolean,
  sharp: number,
): Guess {
  const stretch = night ? watcher.nightStretch : 1;
  const bearing = azimuth + watcher.bearing * sharp * mood.next(0);
  const believed = metres * stretch * exponential(watcher.distance * sharp * mood.next(1));
  const reach = LEANING_NINETY * watcher.distance * sharp * watcher.confidence;
  return {
    origin,
    bearing: ((bearing % 360) + 360) % 360,
    metres: believed,
    degrees: LEANING_NINETY * watcher.bearing * sharp * watcher.confidence,
    // Who knows that nights deceive allows for them on the near side.
    down: exponential(-reach) / (night && watcher.knows ? watcher.nightStretch : 1),
    up: exponential(reach),
  };
}

/** Whole kilometres, as people say them; halves when it is near. */
function kilometres(metres: number): number {
  return metres < 2000 ? Math.round(metres / 500) * 500 : Math.round(metres / 1000) * 1000;
}

export function asSector(guess: Guess, winds: number): Place {
  const step = winds === 0 ? 1 : 360 / winds;
  const fine = winds === 0;
  const wide = Math.sqrt(guess.degrees * guess.degrees + 0.2 * step * step);
  const [low, high] = [guess.metres * guess.down, guess.metres * guess.up];
  const nearest = Math.min(30_000, fine ? Math.floor(low / 50) * 50 : kilometres(low));
  const farthest = Math.min(40_000, fine ? Math.ceil(high / 50) * 50 : kilometres(high));
  return {
    type: 'sector',
    origin: guess.origin,
    bearing: (Math.round(guess.bearing / step) * step) % 360,
    bearingTolerance: Math.max(0.5, Math.round(wide * 2) / 2),
    distance: [nearest, Math.max(farthest, nearest + (fine ? 50 : 500))],
  };
}

function believedPoint({ origin, bearing, metres }: Guess): Position {
  return shifted(origin, metres * sine(bearing), metres * cosine(bearing));
}

/** Metres that hold nine in ten of the errors of a guess, in whichever direction they are larger. */
function slack(guess: Guess): number {
  const across = guess.metres * radians(Math.min(60, guess.degrees));
  const along = guess.metres * Math.max(1 - guess.down, guess.up - 1);
  return Math.max(across, along);
}

/** "Near the mill": the nearest locality, with a circle that reaches as far as the guess might be wrong. */
export function asNamed(country: Country, guess: Guess): Place {
  const { found, metres } = localityNear(country, believedPoint(guess));
  const radius = Math.ceil((metres * 0.8 + slack(guess)) / 500) * 500;
  return { type: 'named', name: found.name, at: found.at, radius: Math.max(500, radius) };
}

/** A square of the map, its corners on a grid of a hundred metres. */
export function asSquare(middle: Position, half: number): Place {
  const grid = 100 / DEGREE_METRES;
  const up = (half + 50) / DEGREE_METRES;
  const side = up / cosine(middle[1]);
  const snap = (value: number) => Math.round(Math.round(value / grid) * grid * 1e6) / 1e6;
  const [west, east, south, north] = [
    snap(middle[0] - side),
    snap(middle[0] + side),
    snap(middle[1] - up),
    snap(middle[1] + up),
  ];
  return {
    type: 'area',
    polygon: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

export function squareOf(guess: Guess): Place {
  const half = Math.max(500, Math.ceil((slack(guess) * 1.1) / 500) * 500);
  return asSquare(believedPoint(guess), half);
}

/** A position read off a map or a screen, with its own error in metres. */
export function asPoint(watcher: Watcher, dice: Dice, at: Position, extra: number): Place {
  const scale = watcher.metres + extra;
  const radius = Math.max(20, Math.ceil((SLIP_RADIUS * scale * watcher.confidence) / 20) * 20);
  return { type: 'point', at: shifted(at, scale * dice.slip(), scale * dice.slip()), radius };
}

export function pointSquare(watcher: Watcher, dice: Dice, at: Position): Place {
  const half = SLIP_NINETY_FIVE * watcher.metres * watcher.confidence;
  return asSquare(
    shifted(at, watcher.metres * dice.slip(), watcher.metres * dice.slip()),
    Math.ceil(half / 100) * 100,
  );
}

function onStep(watcher: Watcher, moment: number): number {
  const step = watcher.minutes === 0 ? 1000 : watcher.minutes * 60_000;
  return Math.round(moment / step) * step;
}

function slackSeconds(watcher: Watcher, ninety: number): number {
  const step = watcher.minutes === 0 ? 1 : watcher.minutes * 60;
  const error = ninety * watcher.seconds;
  const seconds = watcher.confidence * Math.sqrt(error * error + 0.2 * step * step);
  return seconds < 30 ? Math.ceil(seconds) : Math.ceil(seconds / 15) * 15;
}

/** When, to the watcher's five minutes. `lasts` makes it a span, with a tolerance for each end. */
export function when(
  watcher: Watcher,
  mood: Mood,
  from: number,
  to: number,
  lasts: boolean,
): Report['occurred'] {
  const first = onStep(watcher, from + watcher.seconds * 1000 * mood.next(2));
  const slackness = slackSeconds(watcher, LEANING_NINETY);
  if (!lasts)
    return {
      from: formatMoment(first - slackness * 1000),
      to: formatMoment(first + slackness * 1000),
      extent: 'instant',
    };
  const last = onStep(watcher, to + watcher.seconds * 1000 * mood.next(2));
  return {
    from: formatMoment(Math.min(first, last)),
    to: formatMoment(Math.max(first, last)),
    extent: 'span',
    tolerance: slackness,
  };
}

/** "Five", "about ten", "twenty or thirty": exact up to eight, in tens beyond. */
export function howMany(watcher: Watcher, dice: Dice, count: number): readonly [number, number] {
  if (count === 1) return [1, 1];
  const scale = 0.05 * count;
  const believed = Math.max(1, Math.round(count + scale * dice.slip()));
  if (believed <= 8) {
    const reach = Math.round(SLIP_NINETY * scale * watcher.confidence);
    return [Math.max(1, believed - reach), believed + reach];
  }
  const step = believed < 20 ? 5 : 10;
  const round = Math.max(step, Math.round(believed / step) * step);
  const reach = Math.max(1, Math.round((SLIP_NINETY * scale + step * 0.4) * watcher.confidence));
  return [Math.max(1, round - reach), round + reach];
}

/** Whether two positions lie in one neighbourhood. */
export function neighbours(a: Position, b: Position, metres: number): boolean {
  return roughMetres(a, b) < metres;
}
