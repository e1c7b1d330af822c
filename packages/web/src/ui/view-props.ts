import type { Language } from '../i18n/languages.ts';

/** What every view is given. */
export interface ViewProps {
  /** What stands in the address after the name of the view, decoded: `['14/2026']` of `/bulletins/14%2F2026`. */
  readonly rest: readonly string[];
  readonly onLanguage: (language: Language) => void;
}
