import type { Position } from '@armistice/core/geo';
import {
  DEGREE_METRES,
  type ExercisePlace,
  lineLatitude,
  northward,
  planeOf,
  roughMetres,
  shifted,
} from '../exercise/place.ts';
import { Dice } from './dice.ts';

// The same country, peopled otherwise: fire comes back to the same few spots, most of them close to villages, and those
// who watch live together in a handful of places.

/** A spot that is fired at again and again. */
export interface Spot {
  readonly at: Position;
  /** The party on whose side it lies. */
  readonly side: string;
}

/** A place that people name: a village, a height, a bridge. */
export interface Locality {
  readonly name: string;
  readonly at: Position;
}

export type Trade = 'villager' | 'team' | 'mast' | 'drone' | 'seismic' | 'officer' | 'paper' | 'radio';

/** Somebody who reports. */
export interface Watcher {
  readonly handle: string;
  readonly trade: Trade;
  readonly at: Position;
  /** Metres east and north of one corner of the country. */
  readonly plane: readonly [number, number];
  readonly party: string;
  /** The cluster in which it lives; watchers of one cluster talk to each other. */
  readonly cluster: number;
  /** Scale of its errors: degrees, of the logarithm of distance, metres, seconds. */
  readonly bearing: number;
  readonly distance: number;
  readonly metres: number;
  readonly seconds: number;
  /** 1 is right nine times in ten. */
  readonly confidence: number;
  /** Minutes to which it rounds a time; 0 for seconds. */
  readonly minutes: number;
  /** By how much it over-estimates distances by night, and whether it knows that. */
  readonly nightStretch: number;
  readonly knows: boolean;
  /** Seconds that its clock is off at the start. */
  readonly clock: number;
  /** Hours of the sun in which it watches. */
  readonly shift: readonly [number, number];
  readonly attention: number;
}

export interface Country {
  readonly place: ExercisePlace;
  readonly spots: readonly Spot[];
  readonly localities: readonly Locality[];
  readonly watchers: readonly Watcher[];
}

const SPOTS_A_SIDE = 60;
const LOCALITIES = 140;
const CLUSTERS = 8;
const NAMES = ['Hill', 'Bridge', 'Farm', 'Quarry', 'Mill', 'Ridge', 'Orchard'];

function beside(place: ExercisePlace, side: string, longitude: number, metres: number): Position {
  const latitude = lineLatitude(place, longitude) + (northward(place, side) * metres) / DEGREE_METRES;
  return shifted([longitude, latitude], 0, 0);
}

function spotsOf(place: ExercisePlace, seed: number): readonly Spot[] {
  const [west, east] = [place.line[0]?.[0] ?? 0, place.line.at(-1)?.[0] ?? 0];
  return place.parties.flatMap((side) => {
    const dice = new Dice(seed, 'spots', northward(place, side));
    const near = place.towns.filter(
      (town) =>
        town.party === side && Math.abs(town.at[1] - lineLatitude(place, town.at[0])) * DEGREE_METRES < 7000,
    );
    return Array.from({ length: SPOTS_A_SIDE }, (): Spot => {
      if (near.length > 0 && dice.chance(0.6)) {
        const town = dice.one(near);
        const away = Math.min(6000, dice.pareto(300, 1.1));
        const [east1, north1] = [dice.logistic() * away, dice.logistic() * away * 0.4];
        const at = shifted(town.at, Math.max(-7000, Math.min(7000, east1)), 0);
        const own = (at[1] - lineLatitude(place, at[0])) * DEGREE_METRES * northward(place, side);
        return { at: beside(place, side, at[0], Math.max(150, own + north1 * 0.5)), side };
      }
      const depth = Math.min(9000, dice.pareto(200, 0.8));
      return { at: beside(place, side, dice.within(west + 0.01, east - 0.01), depth), side };
    });
  });
}

function localitiesOf(place: ExercisePlace, seed: number): readonly Locality[] {
  const dice = new Dice(seed, 'localities');
  const [west, east] = [place.line[0]?.[0] ?? 0, place.line.at(-1)?.[0] ?? 0];
  const named = place.towns.map((town) => ({ name: town.names.en, at: town.at }));
  for (let k = 0; k < LOCALITIES; k++) {
    const side = place.parties[k % 2] as string;
    const at = beside(place, side, dice.within(west, east), dice.within(0, 8000));
    named.push({ name: `${NAMES[k % NAMES.length]} ${k + 1}`, at });
  }
  return named;
}

interface Skill {
  readonly bearing: readonly [number, number];
  readonly distance: readonly [number, number];
  readonly metres: readonly [number, number];
  readonly seconds: readonly [number, number];
  readonly clock: number;
  readonly minutes: readonly number[];
  readonly attention: readonly [number, number];
}

const SKILLS: { readonly [trade in Trade]: Skill } = {
  villager: {
    ...{ bearing: [5, 12], distance: [0.15, 0.3], metres: [250, 700], seconds: [30, 120] },
    ...{ clock: 60, minutes: [5, 5, 5, 1], attention: [0.3, 0.7] },
  },
  team: {
    ...{ bearing: [3, 6], distance: [0.1, 0.2], metres: [60, 200], seconds: [10, 40] },
    ...{ clock: 15, minutes: [1, 5], attention: [0.6, 0.9] },
  },
  mast: {
    ...{ bearing: [0.4, 1], distance: [0.04, 0.1], metres: [50, 120], seconds: [0.5, 2] },
    ...{ clock: 5, minutes: [0], attention: [0.8, 0.95] },
  },
  drone: {
    ...{ bearing: [1, 2], distance: [0.05, 0.1], metres: [20, 60], seconds: [3, 15] },
    ...{ clock: 2, minutes: [1, 0], attention: [0.7, 0.9] },
  },
  seismic: {
    ...{ bearing: [3, 5], distance: [0.1, 0.2], metres: [700, 1500], seconds: [0.5, 2] },
    ...{ clock: 0.02, minutes: [0], attention: [0.9, 0.98] },
  },
  officer: {
    ...{ bearing: [5, 9], distance: [0.15, 0.25], metres: [300, 600], seconds: [60, 200] },
    ...{ clock: 30, minutes: [5], attention: [0.4, 0.4] },
  },
  paper: {
    ...{ bearing: [15, 15], distance: [0.4, 0.4], metres: [900, 1500], seconds: [900, 2400] },
    ...{ clock: 0, minutes: [60], attention: [0.2, 0.2] },
  },
  radio: {
    ...{ bearing: [15, 15], distance: [0.4, 0.4], metres: [900, 1500], seconds: [600, 1800] },
    ...{ clock: 0, minutes: [30], attention: [0.25, 0.25] },
  },
};

function watcherOf(
  seed: number,
  handle: string,
  trade: Trade,
  at: Position,
  party: string,
  cluster: number,
): Watcher {
  const dice = new Dice(seed, 'watcher', handle);
  const skill = SKILLS[trade];
  const manner = dice.roll();
  const people = trade === 'villager' || trade === 'team';
  const astray = trade === 'villager' && dice.chance(1 / 40);
  const shift =
    trade === 'villager'
      ? dice.one([
          [5, 23],
          [6, 22],
          [0, 24],
          [17, 31],
        ] as const)
      : ([0, 24] as const);
  return {
    ...{ handle, trade, at, plane: planeOf(at), party, cluster, shift },
    bearing: dice.within(...skill.bearing),
    distance: dice.within(...skill.distance),
    metres: dice.within(...skill.metres),
    seconds: dice.within(...skill.seconds),
    confidence: manner < 0.5 ? 1 : manner < 0.8 ? dice.within(0.35, 0.7) : dice.within(1.4, 2),
    minutes: dice.one(skill.minutes),
    nightStretch: people ? dice.within(1.1, 1.5) : 1,
    knows: manner < 0.5,
    clock: astray ? (dice.chance(0.5) ? 1 : -1) * dice.within(300, 720) : skill.clock * dice.slip() * 0.6,
    attention: dice.within(...skill.attention),
  };
}

function watchersOf(place: ExercisePlace, seed: number): readonly Watcher[] {
  const dice = new Dice(seed, 'clusters');
  const found: Watcher[] = [];
  const add = (handle: string, trade: Trade, at: Position, party: string, cluster: number) =>
    found.push(watcherOf(seed, handle, trade, at, party, cluster));
  const front = place.towns.filter(
    (town) => Math.abs(town.at[1] - lineLatitude(place, town.at[0])) * DEGREE_METRES < 7000,
  );
  for (let cluster = 0; cluster < CLUSTERS; cluster++) {
    // Turn about: as many clusters on the one side as on the other.
    const own = front.filter((town) => town.party === place.parties[cluster % 2]);
    const town = own[Math.floor(((cluster >> 1) + 0.5) * (own.length / (CLUSTERS / 2)))] ?? place.towns[0];
    if (town === undefined) continue;
    for (let k = 0; k < 9; k++) {
      const at = shifted(town.at, 900 * dice.slip(), 900 * dice.slip());
      add(`watch-${town.id}-${k + 1}`, 'villager', at, town.party, cluster);
    }
    add(
      `team-${town.id}`,
      'team',
      shifted(town.at, 400 * dice.slip(), 400 * dice.slip()),
      town.party,
      cluster,
    );
    add(
      `mast-${town.id}`,
      'mast',
      shifted(town.at, 700 * dice.slip(), 700 * dice.slip()),
      town.party,
      cluster,
    );
    if (cluster < 4) add(`drone-${town.id}`, 'drone', town.at, town.party, cluster);
    if (cluster > 4) add(`seismic-${town.id}`, 'seismic', town.at, town.party, cluster);
  }
  for (const party of place.parties) {
    const town = place.towns.find((one) => one.party === party);
    if (town !== undefined) add(`officer-${party}`, 'officer', town.at, party, -1);
  }
  const middle = place.towns[Math.floor(place.towns.length / 2)];
  if (middle !== undefined) {
    for (const name of ['harbour', 'evening']) add(`paper-${name}`, 'paper', middle.at, 'line', -1);
    add('radio-coast', 'radio', middle.at, 'line', -1);
  }
  return found;
}

export function peopled(place: ExercisePlace, seed: number): Country {
  return {
    place,
    spots: spotsOf(place, seed),
    localities: localitiesOf(place, seed),
    watchers: watchersOf(place, seed),
  };
}

/** The nearest locality to a position, and how far it is. */
export function localityNear(
  country: Country,
  at: Position,
): { readonly found: Locality; readonly metres: number } {
  let best: Locality | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of country.localities) {
    if (Math.abs(one.at[1] - at[1]) * DEGREE_METRES > least) continue;
    const metres = roughMetres(one.at, at);
    if (metres < least) [best, least] = [one, metres];
  }
  if (best === undefined) throw new RangeError('a country without localities');
  return { found: best, metres: least };
}
