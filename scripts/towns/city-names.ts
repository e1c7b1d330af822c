import { folded, kilometres, type Town } from './join.ts';
import type { MapTown } from './spread.ts';

/** What says how a language calls the cities that time zones are named after. */
export interface ZoneWords {
  /** `zone.tab` of the time zone database: where those cities are. */
  readonly zones: string;
  /** Time zones by all of their names, of CLDR. */
  readonly keys: object;
  /** Their cities in English and in the language, of CLDR. */
  readonly english: object;
  readonly words: object;
  readonly language: string;
}

export interface NamedTown {
  readonly town: MapTown;
  readonly name: string;
}

const NEAR_KM = 30;

/**
 * Towns that a language calls otherwise than the list does. A city is a town of the list where it has its place and one of
 * its names: never by its name alone, and never by its place alone, which may be a suburb or an island.
 */
export function zoneNames(
  towns: readonly MapTown[],
  { zones, keys, english, words, language }: ZoneWords,
): readonly NamedTown[] {
  const others = otherNames(keys);
  const named = new Map<MapTown, string>();
  for (const { zone, at } of citiesOf(zones)) {
    const aliases = others.get(zone) ?? [zone];
    const name = cityIn(words, language, aliases);
    if (name === undefined || /[,،([]/.test(name)) continue;
    const called = [cityIn(english, 'en', aliases) ?? '', ...aliases.map(lastOf)].flatMap((one) => [
      folded(one),
      folded(`${one} City`),
    ]);
    const town = towns.find((one) => kilometres(at, one.at) < NEAR_KM && called.includes(folded(one.name)));
    if (town !== undefined && town.name !== name) named.set(town, name);
  }
  return [...named].map(([town, name]) => ({ town, name }));
}

/** Zones with the place of their city, which is told as `+5026+03031`, with or without seconds. */
function citiesOf(zones: string): readonly { readonly zone: string; readonly at: Town['at'] }[] {
  return zones.split('\n').flatMap((line) => {
    const [, place = '', zone] = line.split('\t');
    const told = /^([+-])(\d\d)(\d\d)(\d\d)?([+-])(\d{3})(\d\d)(\d\d)?$/.exec(place);
    if (line.startsWith('#') || told === null || zone === undefined) return [];
    const degrees = (from: number) => {
      const [sign, whole, minutes, seconds] = told.slice(from, from + 4);
      const size = Number(whole) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600;
      return sign === '-' ? -size : size;
    };
    return [{ zone, at: [degrees(5), degrees(1)] as const }];
  });
}

/** All names of each time zone. */
function otherNames(keys: object): ReadonlyMap<string, readonly string[]> {
  const { tz } = (keys as { keyword: { u: { tz: { [key: string]: { _alias?: string } | string } } } }).keyword
    .u;
  const all = new Map<string, readonly string[]>();
  for (const one of Object.values(tz)) {
    const aliases =
      typeof one === 'string' ? [] : (one._alias ?? '').split(' ').filter((name) => name !== '');
    for (const alias of aliases) all.set(alias, aliases);
  }
  return all;
}

/** The city that a zone is named after, in a language; nothing where the language has no name of its own for it. */
function cityIn(words: object, language: string, aliases: readonly string[]): string | undefined {
  for (const alias of aliases) {
    const path = ['main', language, 'dates', 'timeZoneNames', 'zone', ...alias.split('/'), 'exemplarCity'];
    const city = path.reduce<unknown>(
      (at, name) => (at as { [name: string]: unknown } | undefined)?.[name],
      words,
    );
    if (typeof city === 'string') return city;
  }
  return undefined;
}

function lastOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
