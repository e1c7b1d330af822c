import { cosine, exponential } from '@armistice/core/base';
import { Chance, keyOf } from './random.ts';
import { DAY_MS } from './rows.ts';

/** The weather of a day, one for the whole place. */
export interface Sky {
  /** Metres per second. */
  readonly soundSpeed: number;
  /** Where the wind blows to, degrees, and how it stretches the range of hearing downwind: 0.1 is ten per cent. */
  readonly windTo: number;
  readonly windStretch: number;
  /** What rain leaves of the range of hearing. */
  readonly hush: number;
  /** Metres. */
  readonly visibility: number;
}

/** A few mild days in three, some rain, now and then fog. */
export function skyOf(seed: number, day: number): Sky {
  const chance = new Chance(keyOf(seed, 'sky', day));
  const celsius = 9 + 6 * chance.normal();
  const fog = chance.happens(0.12);
  const rain = chance.happens(0.3);
  const windTo = chance.between(0, 360);
  return {
    soundSpeed: 331.3 + 0.606 * celsius,
    windTo,
    windStretch: Math.min(0.4, chance.wait(0.12)),
    hush: rain ? 0.75 : 1,
    visibility: fog
      ? chance.between(800, 3000)
      : 14_000 * exponential(0.3 * chance.normal()) * (rain ? 0.5 : 1),
  };
}

/** Hours since the sun's midnight, at a longitude in degrees. */
export function sunHour(moment: number, longitude: number): number {
  const hour = ((moment % DAY_MS) / 3_600_000 + longitude / 15) % 24;
  return hour < 0 ? hour + 24 : hour;
}

export function isNight(moment: number, longitude: number): boolean {
  const hour = sunHour(moment, longitude);
  return hour < 6.6 || hour > 17.6;
}

/** What wind, rain and the quiet of the night make of a range of hearing, for sound that travels towards `azimuth`. */
export function hearingFactor(sky: Sky, azimuth: number, night: boolean): number {
  return sky.hush * (night ? 1.2 : 1) * (1 + sky.windStretch * cosine(azimuth - sky.windTo));
}
