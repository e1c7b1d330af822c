import {
  arRules,
  arWords,
  enRules,
  enWords,
  frRules,
  frWords,
  ruRules,
  ruWords,
  ukRules,
  ukWords,
  type Words,
} from '../../words/index.ts';
import type { Language } from '../sentences/index.ts';
import { arLabels } from './ar.ts';
import { enLabels, type Labels } from './en.ts';
import { frLabels } from './fr.ts';
import { ruLabels } from './ru.ts';
import { ukLabels } from './uk.ts';

export { isolated } from '../../words/index.ts';

const LABELS: { readonly [language in Language]: Labels } = {
  ar: arLabels,
  en: enLabels,
  fr: frLabels,
  ru: ruLabels,
  uk: ukLabels,
};
const WORDS: { readonly [language in Language]: Words } = {
  ar: arWords,
  en: enWords,
  fr: frWords,
  ru: ruWords,
  uk: ukWords,
};

const RULES: { readonly [language in Language]: { readonly [key: string]: string } } = {
  ...{ ar: arRules, en: enRules, fr: frRules, ru: ruRules, uk: ukRules },
};

/** A counting rule that comes with the program: what it is called, and what it counts. */
export function ruleWords(
  language: Language,
  rule: string,
): { readonly name: string; readonly says: string } | undefined {
  const words = RULES[language];
  const [name, says] = [`rule.${rule}`, `rule.${rule}.says`].map((key) =>
    Object.hasOwn(words, key) ? words[key] : undefined,
  );
  return name === undefined || says === undefined ? undefined : { name, says };
}

/** A label with its parts filled in. */
export function label(
  language: Language,
  key: keyof Labels,
  parts: { readonly [name: string]: string } = {},
): string {
  return LABELS[language][key].replace(/\{([a-z]+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

/** What a section of a bulletin is called, by the word that remarks name it with. */
export function sectionIn(language: Language, section: string): string {
  const key = section === 'spot' ? 'spotEvent' : section;
  const labels: { readonly [key: string]: string } = LABELS[language];
  return Object.hasOwn(labels, key) ? (labels[key] ?? section) : section;
}

/** A word of the record in a language; as it stands where there is none for it. */
export function term(
  language: Language,
  group: 'kind' | 'means' | 'status' | 'weapon',
  word: string,
): string {
  const words: { readonly [key: string]: unknown } = WORDS[language];
  const key = `${group}.${word.replaceAll(' ', '-')}`;
  const found = Object.hasOwn(words, key) ? words[key] : undefined;
  return typeof found === 'string' ? found : word;
}

/** What kept somebody from observing; a cause that the mission named itself stands as it is. */
export function causeIn(language: Language, cause: string): string {
  switch (cause) {
    case 'power':
    case 'night':
    case 'jamming':
    case 'weather':
    case 'unknown':
    case 'maintenance':
    case 'staff':
    case 'security':
    case 'link':
      return label(language, cause);
    case 'access':
      return term(language, 'kind', 'access');
    case 'no-patrol':
      return label(language, 'noPatrol');
    case 'no-post':
      return label(language, 'noPost');
    case 'not recorded':
      return label(language, 'notRecorded');
    default:
      return cause;
  }
}
