import { exponential } from '@armistice/core/base';
import { courseBetween } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import type { AccountRole } from '../exercise/rows.ts';
import type { Country, Trade, Watcher } from './country.ts';
import { Dice, mixed } from './dice.ts';
import type { Happening } from './happenings.ts';
import { asNamed, asPoint, asSector, guessed, howMany, Mood, pointSquare, squareOf, when } from './saying.ts';

// Who notices what, and who tells whom. Neighbours share a landscape: what one cannot hear, the next can hardly.

/** A Report with what it truly is. */
export interface Telling {
  readonly at: number;
  readonly report: Report;
  readonly role: AccountRole;
  readonly of?: Report;
  readonly happening?: Happening;
  readonly covers?: readonly Happening[];
}

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const SOUND = 340;

const MEANS: { readonly [trade in Trade]: NonNullable<Report['means']> } = {
  villager: 'heard',
  team: 'heard',
  mast: 'camera',
  drone: 'uav',
  seismic: 'seismic',
  officer: 'told',
  paper: 'media',
  radio: 'media',
};

/** What one kind is taken for: a different muddle from watcher to watcher, because each has its own words. */
const MUDDLE: { readonly [kind: string]: readonly Report['kind'][] } = {
  explosion: ['artillery-fire', 'mortar-fire', 'projectile', 'burst'],
  burst: ['small-arms-fire', 'shot'],
  shot: ['small-arms-fire', 'burst'],
  flare: ['projectile'],
  'uav-flight': ['aircraft-flight'],
  presence: ['movement', 'fortification'],
  movement: ['presence'],
  mine: ['other'],
};

/** A UUID of version 7, so that files sort by the time of filing. */
export function newId(at: number, dice: Dice): string {
  const [a, b, c] = [dice.whole32(), dice.whole32(), dice.whole32()];
  const time = at.toString(16).padStart(12, '0');
  const word = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${word(a, 3)}-${'89ab'[(a >>> 12) & 3]}${word(a >>> 16, 3)}-${word(b, 8)}${word(c, 4)}`;
}

export function sunHourOf(moment: number): number {
  return (((moment / HOUR) % 24) + 22.1) % 24;
}

export function dark(moment: number): boolean {
  const hour = sunHourOf(moment);
  return hour < 6.5 || hour > 18;
}

/** Whether a watcher is on its shift. */
export function onShift(watcher: Watcher, moment: number): boolean {
  const [from, to] = watcher.shift;
  const hour = sunHourOf(moment);
  return (hour >= from && hour < to) || (hour + 24 >= from && hour + 24 < to);
}

/** Seconds that a clock is off: it runs on for some days, then somebody sets it. */
export function clockOf(seed: number, watcher: Watcher, day: number): number {
  const days = 3 + (mixed(seed, 'period', watcher.handle) % 6);
  const era = Math.floor(day / days);
  const set = new Dice(seed, 'clock', watcher.handle, era);
  const runs = watcher.trade === 'villager' || watcher.trade === 'mast' ? 2 * set.slip() : 0;
  return watcher.clock * (0.6 + 0.4 * set.roll()) + runs * (day - era * days);
}

/** One day's tellers. */
export interface Company {
  readonly country: Country;
  readonly seed: number;
  readonly day: number;
  readonly moods: Map<Watcher, Mood>;
}

export function moodOf(company: Company, watcher: Watcher): Mood {
  let mood = company.moods.get(watcher);
  if (mood === undefined) {
    mood = new Mood(company.seed, watcher, company.day);
    company.moods.set(watcher, mood);
  }
  return mood;
}

interface Sensed {
  readonly seen: boolean;
  readonly metres: number;
  readonly azimuth: number;
}

/** By which sense a watcher notices a happening. Hills lie as they lie: one shadow for a cluster and a square of land. */
function sensed(company: Company, watcher: Watcher, happening: Happening, dice: Dice): Sensed | undefined {
  const [east, north] = [watcher.plane[0] - happening.plane[0], watcher.plane[1] - happening.plane[1]];
  const rough = Math.sqrt(east * east + north * north);
  const far = Math.max(happening.ears * (watcher.trade === 'seismic' ? 2 : 1), happening.eyes);
  if (rough > 3 * far || !onShift(watcher, happening.from) || !dice.chance(watcher.attention))
    return undefined;
  const [column, row] = [Math.floor(happening.at[0] * 40), Math.floor(happening.at[1] * 55)];
  const shadow = 0.35 + (mixed(company.seed, 'shadow', watcher.cluster, column, row) / 4294967296) * 0.9;
  const fades = (range: number) => (range === 0 ? 0 : exponential(-rough / (range * shadow)));
  const seen = watcher.trade !== 'seismic' && dice.chance(0.9 * fades(happening.eyes));
  const felt = watcher.trade === 'seismic' && happening.ears > 3000 && dice.chance(fades(2 * happening.ears));
  const heard =
    (watcher.trade === 'villager' || watcher.trade === 'team') && dice.chance(fades(happening.ears));
  if (!seen && !felt && !heard) return undefined;
  const course = courseBetween(watcher.at, happening.at);
  return course === undefined ? undefined : { seen, metres: course.distance, azimuth: course.azimuth };
}

function placeOf(
  company: Company,
  watcher: Watcher,
  mood: Mood,
  happening: Happening,
  sense: Sensed,
): Report['place'] {
  const { dice } = mood;
  if (watcher.trade === 'drone') return asPoint(watcher, dice, happening.at, 0);
  if (watcher.trade === 'seismic')
    return dice.chance(0.5)
      ? pointSquare(watcher, dice, happening.at)
      : asPoint(watcher, dice, happening.at, 0);
  const sharp = sense.seen && watcher.trade !== 'mast' ? 0.5 : 1;
  const guess = guessed(watcher, mood, watcher.at, sense.azimuth, sense.metres, dark(happening.from), sharp);
  if (watcher.trade === 'mast') return asSector(guess, 0);
  const u = dice.roll();
  if (watcher.trade === 'team') {
    if (u < 0.6) return asSector(guess, 16);
    return u < 0.8 ? squareOf(guess) : asNamed(company.country, guess);
  }
  if (u < 0.4) return asNamed(company.country, guess);
  return u < 0.75 ? asSector(guess, 8) : squareOf(guess);
}

export function words(kind: string, count: number | undefined): Pick<Report, 'text' | 'lang'> {
  return { text: `EXERCISE (simulated). ${kind}${count === undefined ? '' : `, ${count}`}`, lang: 'en' };
}

const LASTS: ReadonlySet<string> = new Set(['presence', 'movement', 'uav-flight', 'mine']);

/** What a watcher files of a happening; undefined where it noticed nothing. */
export function firstHand(
  company: Company,
  watcher: Watcher,
  happening: Happening,
  dice: Dice,
): Telling | undefined {
  const sense = sensed(company, watcher, happening, dice);
  if (sense === undefined) return undefined;
  const mood = moodOf(company, watcher);
  const { dice: own } = mood;
  const ears = !sense.seen && (watcher.trade === 'villager' || watcher.trade === 'team');
  const means =
    ears || watcher.trade === 'mast' || watcher.trade === 'drone' || watcher.trade === 'seismic'
      ? MEANS[watcher.trade]
      : 'seen';
  const late =
    (ears ? (sense.metres / SOUND) * SECOND : 0) + clockOf(company.seed, watcher, company.day) * SECOND;
  const machine = watcher.trade === 'mast' || watcher.trade === 'seismic';
  const muddled = own.chance(machine ? 0.04 : ears ? 0.2 : 0.08);
  const kind = muddled ? own.one(MUDDLE[happening.kind] ?? ['other' as const]) : happening.kind;
  const count = own.chance(ears ? 0.25 : 0.1) ? undefined : howMany(watcher, own, happening.count);
  const lasts =
    LASTS.has(happening.kind) || happening.to - happening.from > 90 * SECOND || (count?.[1] ?? 1) > 1;
  const seenTo = LASTS.has(happening.kind)
    ? Math.min(happening.to, happening.from + 40 * MINUTE)
    : happening.to;
  const named = happening.class !== '' && own.chance(machine ? 0 : sense.seen ? 0.6 : 0.2);
  const report: Omit<Report, 'id'> = {
    source: watcher.handle,
    kind,
    occurred: when(watcher, mood, happening.from + late, seenTo + late, lasts),
    place: placeOf(company, watcher, mood, happening, sense),
    ...(count === undefined ? {} : { count }),
    ...(own.chance(0.05) ? {} : { means }),
    ...(happening.end !== undefined && own.chance(ears ? 0.3 : 0.75) ? { phase: happening.end } : {}),
    ...(named ? { weapon: weaponOf(happening, own) } : {}),
    ...(own.chance(0.5) ? { observer: { at: watcher.at, radius: 300 } } : {}),
    ...words(kind, count?.[1]),
  };
  const at = filedAt(watcher, happening.to, own);
  return { at, report: { id: newId(at, own), ...report }, role: 'observed', happening };
}

function weaponOf(happening: Happening, dice: Dice): NonNullable<Report['weapon']> {
  const thing = dice.chance(0.85) ? happening.class : dice.one(['mortar', 'howitzer', 'tank', 'machine-gun']);
  const calibre = happening.calibre;
  return calibre !== undefined && thing === happening.class && dice.chance(0.4)
    ? { class: thing, calibre }
    : { class: thing };
}

/** Machines send at once; people when the shift ends, or when there is a signal. */
export function filedAt(watcher: Watcher, happened: number, dice: Dice): number {
  if (watcher.trade === 'mast' || watcher.trade === 'seismic')
    return happened + Math.round(Math.min(3600, dice.lag(20)) * SECOND);
  if (watcher.trade === 'drone' || watcher.trade === 'team')
    return happened + Math.round(Math.min(20, dice.lag(0.3)) * HOUR);
  if (dice.chance(0.4)) return happened + Math.round(Math.min(1200, dice.lag(12)) * MINUTE);
  const shift = Math.ceil((happened + 5 * MINUTE) / (12 * HOUR)) * 12 * HOUR;
  return shift + Math.round(dice.within(0, 50) * MINUTE);
}
