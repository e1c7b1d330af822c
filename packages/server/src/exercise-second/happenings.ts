import { exponential, naturalLogarithm } from '@armistice/core/base';
import type { Position } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import { lineLatitude, northward, otherParty, planeOf, roughMetres, shifted } from '../exercise/place.ts';
import { DAY_MS, type Density } from '../exercise/rows.ts';
import type { Country, Spot } from './country.ts';
import { Dice } from './dice.ts';

// What happens in a day: things that set off others (a self-exciting process after Hawkes, with the slow decay that
// Omori found for aftershocks), at spots that were hit before.

/** One thing that happens. */
export interface Happening {
  readonly name: string;
  readonly kind: Report['kind'];
  readonly class: string;
  readonly from: number;
  readonly to: number;
  readonly at: Position;
  readonly plane: readonly [number, number];
  readonly count: number;
  readonly end?: 'impact' | 'outgoing';
  readonly calibre?: number;
  readonly by: string;
  readonly after?: string;
  /** Metres over which hearing, and seeing, falls to a third. */
  readonly ears: number;
  readonly eyes: number;
}

interface Sort {
  readonly kind: Report['kind'];
  readonly class: string;
  readonly calibres: readonly number[];
  readonly mean: number;
  /** Seconds between two of a series, or minutes that a thing lasts. */
  readonly pace: number;
  readonly ears: number;
  readonly eyes: number;
  readonly fire: boolean;
}

const SORTS: readonly (readonly [weight: number, sort: Sort])[] = [
  [
    0.36,
    {
      kind: 'explosion',
      class: 'mortar',
      calibres: [60, 81, 81, 120],
      mean: 3.5,
      pace: 15,
      ears: 6000,
      eyes: 2500,
      fire: true,
    },
  ],
  [
    0.16,
    {
      kind: 'explosion',
      class: 'howitzer',
      calibres: [105, 155, 155],
      mean: 2.5,
      pace: 25,
      ears: 9000,
      eyes: 3500,
      fire: true,
    },
  ],
  [
    0.03,
    {
      kind: 'explosion',
      class: 'rocket',
      calibres: [107, 122],
      mean: 7,
      pace: 1,
      ears: 9500,
      eyes: 5000,
      fire: true,
    },
  ],
  [
    0.2,
    {
      kind: 'burst',
      class: 'machine-gun',
      calibres: [7.62, 12.7],
      mean: 6,
      pace: 10,
      ears: 2800,
      eyes: 1000,
      fire: true,
    },
  ],
  [
    0.07,
    { kind: 'shot', class: 'rifle', calibres: [7.62], mean: 4, pace: 20, ears: 2000, eyes: 600, fire: true },
  ],
  [0.04, { kind: 'flare', class: '', calibres: [], mean: 1, pace: 0.4, ears: 0, eyes: 4000, fire: false }],
  [
    0.05,
    { kind: 'uav-flight', class: '', calibres: [], mean: 1, pace: 9, ears: 900, eyes: 1200, fire: false },
  ],
  [
    0.05,
    {
      kind: 'presence',
      class: 'tank',
      calibres: [120],
      mean: 3,
      pace: 300,
      ears: 0,
      eyes: 1500,
      fire: false,
    },
  ],
  [
    0.03,
    {
      kind: 'movement',
      class: 'howitzer',
      calibres: [155],
      mean: 4,
      pace: 8,
      ears: 500,
      eyes: 1800,
      fire: false,
    },
  ],
  [0.01, { kind: 'mine', class: '', calibres: [], mean: 2, pace: 60, ears: 0, eyes: 700, fire: false }],
];
const WEIGHTS = Float64Array.from(SORTS, ([weight]) => weight);
const SECOND = 1000;
const MINUTE = 60_000;
const LONGEST_WAIT = 4 * 3_600_000;

/** How many things one thing sets off, on average. */
const OFFSPRING: { readonly [density in Density]: number } = { normal: 0.4, barrage: 0.88 };

function sortOf(dice: Dice, after: Happening | undefined): Sort {
  const inherited =
    after === undefined
      ? undefined
      : SORTS.find(([, one]) => one.class === after.class && one.kind === after.kind);
  if (inherited?.[1].fire && dice.chance(0.7)) return inherited[1];
  for (;;) {
    const sort = (SORTS[dice.index(WEIGHTS)] as (typeof SORTS)[number])[1];
    // What follows fire is fire.
    if (after === undefined || sort.fire) return sort;
  }
}

/** Milliseconds from a thing to what it sets off: most within minutes, some after hours. */
function wait(dice: Dice): number {
  const stretched = exponential(-naturalLogarithm(dice.roll()) / 0.9) - 1;
  return Math.min(LONGEST_WAIT, 15 * SECOND + stretched * 100 * SECOND);
}

function spotAfter(country: Country, dice: Dice, weights: Float64Array, after: Happening, spot: Spot): Spot {
  const u = dice.roll();
  if (u < 0.6) return spot;
  const side = u < 0.78 ? spot.side : otherParty(country.place, spot.side);
  const near = country.spots.filter((one) => one.side === side && roughMetres(one.at, after.at) < 6000);
  return near.length > 0 ? dice.one(near) : (country.spots[dice.index(weights)] as Spot);
}

/** A day of happenings in the order of time; about `wanted` of them. */
export function happeningsOf(
  country: Country,
  seed: number,
  day: number,
  wanted: number,
  density: Density,
): readonly Happening[] {
  const dice = new Dice(seed, 'happenings', day);
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  // A few spots carry most of a day.
  const weights = Float64Array.from(country.spots, (_spot, k) =>
    Math.min(400, exponential(1.3 * new Dice(seed, 'spot', k, Math.floor((day + k) / 5)).logistic())),
  );
  const all: Happening[] = [];
  const make = (start: number, spot: Spot, after: Happening | undefined): void => {
    if (all.length >= wanted) return;
    const sort = sortOf(dice, after);
    const happening = happened(
      country,
      dice,
      sort,
      `${date}s${String(all.length + 1).padStart(6, '0')}`,
      start,
      spot,
      after,
    );
    all.push(happening);
    if (!sort.fire) return;
    const children = dice.several(OFFSPRING[density]);
    for (let k = 0; k < children; k++)
      make(start + Math.round(wait(dice)), spotAfter(country, dice, weights, happening, spot), happening);
  };
  while (all.length < wanted) {
    // Quiet towards noon, worst about midnight.
    const hour = dice.chance(0.55) ? 24 + 3 * dice.logistic() : dice.within(0, 24);
    const start = day * DAY_MS + Math.round((((hour % 24) + 24) % 24) * 3_600_000);
    make(start, country.spots[dice.index(weights)] as Spot, undefined);
  }
  return all.sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1));
}

function happened(
  { place }: Country,
  dice: Dice,
  sort: Sort,
  name: string,
  start: number,
  spot: Spot,
  after: Happening | undefined,
): Happening {
  const count = Math.min(60, dice.count(sort.mean));
  const series = sort.fire
    ? (count - 1) * sort.pace * dice.within(0.4, 2) * SECOND
    : dice.lag(sort.pace) * MINUTE;
  const lasts = Math.round(Math.min(series, 20 * 3_600_000));
  const outgoing = sort.fire && sort.calibres.some((one) => one > 20) && dice.chance(0.2);
  const by = sort.fire && !outgoing ? otherParty(place, spot.side) : spot.side;
  const loose = shifted(spot.at, 130 * dice.slip(), 130 * dice.slip());
  // A spot's scatter never carries it over the line.
  const beyond = (loose[1] - lineLatitude(place, loose[0])) * northward(place, spot.side);
  const at = beyond > 0 ? loose : spot.at;
  return {
    ...{ name, kind: sort.kind, class: sort.class, from: start, to: start + lasts, at, count, by },
    plane: planeOf(at),
    ...(sort.calibres.length === 0 ? {} : { calibre: dice.one(sort.calibres) }),
    ...(sort.fire && sort.kind === 'explosion'
      ? { end: outgoing ? ('outgoing' as const) : ('impact' as const) }
      : {}),
    ...(after === undefined ? {} : { after: after.name }),
    ears: sort.ears * (outgoing ? 0.8 : 1),
    eyes: sort.eyes,
  };
}
