// The towns of the world, of GeoNames: most populous first, and what a language calls otherwise. README.md says more.

import type { Language } from '../../i18n/languages.ts';
import arUrl from './ar.tsv?url';
import enUrl from './en.tsv?url';
import frUrl from './fr.tsv?url';
import ruUrl from './ru.tsv?url';
import townsUrl from './towns.tsv?url';
import ukUrl from './uk.tsv?url';

/** Whom to name where towns are drawn, as their licence asks. */
export const TOWNS_CREDIT = 'GeoNames, CC BY 4.0';

/** The towns of the world in one language, the most populous first. */
export interface Towns {
  /** Of each its longitude, its latitude, and the zoom from which it is named. */
  readonly places: Float32Array;
  /** As the language has them, where it has one; otherwise as the list does. */
  readonly names: readonly string[];
  readonly listed: readonly string[];
}

/** Numbers that each town has in `places`. */
export const STRIDE = 3;

const OWN: { readonly [language in Language]: string } = {
  ar: arUrl,
  en: enUrl,
  fr: frUrl,
  ru: ruUrl,
  uk: ukUrl,
};

const known = new Map<Language, Promise<Towns>>();

/** The towns in a language, fetched once; they come from where the page comes from. */
export function readTowns(language: Language): Promise<Towns> {
  const before = known.get(language);
  if (before !== undefined) return before;
  const towns = Promise.all([readText(townsUrl), readText(OWN[language])]).then(([list, own]) =>
    townsOf(list, own),
  );
  known.set(language, towns);
  // Whoever asks next tries again.
  towns.catch(() => known.delete(language));
  return towns;
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}

/** Towns out of a list of them, and of the names that a language has for some: a place says whose name it is. */
export function townsOf(list: string, own: string): Towns {
  const named = new Map(
    rowsOf(own).map(([longitude, latitude, name = '']) => [`${longitude} ${latitude}`, name]),
  );
  const rows = rowsOf(list);
  const places = new Float32Array(rows.length * STRIDE);
  const names: string[] = [];
  const listed: string[] = [];
  for (const [i, [longitude, latitude, from, name = '']] of rows.entries()) {
    places.set([Number(longitude), Number(latitude), Number(from)], i * STRIDE);
    listed.push(name);
    names.push(named.get(`${longitude} ${latitude}`) ?? name);
  }
  return { places, names, listed };
}

function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
