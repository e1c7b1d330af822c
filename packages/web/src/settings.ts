import { isLanguage, type Language, preferredLanguage } from './i18n/languages.ts';

// What a person chose stays in their browser and goes nowhere.

const LANGUAGE = 'armistice.language';

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** The language chosen before, else the browser's own. */
export function keptLanguage(): Language {
  const kept = stored(LANGUAGE);
  return isLanguage(kept) ? kept : preferredLanguage(navigator.languages);
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE, language);
  } catch {
    // A browser that stores nothing forgets the choice; the page works all the same.
  }
}
