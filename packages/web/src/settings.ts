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

const CLOCK = 'armistice.clock';

/** The clock chosen before, an IANA zone; undefined where nobody chose one. */
export function keptClock(): string | undefined {
  return stored(CLOCK) ?? undefined;
}

export function keepClock(zone: string): void {
  try {
    localStorage.setItem(CLOCK, zone);
  } catch {
    // A browser that stores nothing forgets the choice; the page works all the same.
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
