import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import { type Translate, translator } from './translate.ts';
import { offsetOf } from './zones.ts';

/** What kind of term: the part of the key before the dot. */
export type WordGroup =
  | 'kind'
  | 'means'
  | 'phase'
  | 'weapon'
  | 'status'
  | 'attribution'
  | 'finding'
  | 'resolution'
  | 'outcome'
  | 'role'
  | 'audience';

/** The words and forms of the language in use. */
export interface Speech {
  readonly language: Language;
  readonly t: Translate;
  /** A term of the field; one that the page does not know is shown as the record has it. */
  word(group: WordGroup, value: string): string;
  number(value: number): string;
  percent(value: number): string;
  /** Date and time with the offset, as `4 May 2026, 21:03:10 (UTC+03:00)`. `zone` is an IANA name. */
  moment(at: number | string, zone: string): string;
  /** An interval; what both ends share is said once. */
  span(from: number | string, to: number | string, zone: string): string;
  /** `3 minutes ago`. */
  ago(milliseconds: number): string;
  list(parts: readonly string[]): string;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

/** The language of everything below. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error('useSpeech is used outside SpeechProvider');
  return speech;
}

/** A language that was chosen and could not be fetched. */
export interface Unspoken {
  readonly language: Language;
  /** Tries again; answers whether it is spoken from now on. */
  again(): Promise<boolean>;
}

const UnspokenContext = createContext<Unspoken | undefined>(undefined);

/** The language that was chosen last, where it could not be fetched. */
export function useUnspoken(): Unspoken | undefined {
  return useContext(UnspokenContext);
}

interface ProviderProps {
  readonly language: Language;
  readonly messages: Messages;
  readonly unspoken?: Unspoken | undefined;
  readonly children: ReactNode;
}

export function SpeechProvider({ language, messages, unspoken, children }: ProviderProps) {
  const speech = useMemo(() => speechOf(language, messages), [language, messages]);
  return (
    <SpeechContext value={speech}>
      <UnspokenContext value={unspoken}>{children}</UnspokenContext>
    </SpeechContext>
  );
}

export function speechOf(language: Language, messages: Messages): Speech {
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  const dates = (zone: string) =>
    new Intl.DateTimeFormat(localeOf(language), {
      timeZone: zone,
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  return {
    language,
    t: translator(language, messages),
    word: (group, value) => {
      const key = `${group}.${value.replaceAll(' ', '-')}`;
      const text = Object.hasOwn(messages, key) ? messages[key as keyof Messages] : value;
      return typeof text === 'string' ? text : text.other;
    },
    number: (value) => numbers.format(value),
    percent: (value) => percents.format(value),
    moment: (at, zone) => `${dates(zone).format(new Date(at))} ${offsetOf(at, zone)}`,
    span: (from, to, zone) =>
      `${dates(zone).formatRange(new Date(from), new Date(to))} ${offsetOf(from, zone)}`,
    ago: (milliseconds) => ago(language, milliseconds),
    list: (parts) => lists.format(parts),
  };
}

/** English dates have the day before the month, as reports of the field have them. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

function ago(language: Language, milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [unit, length] = UNITS.find(([, each]) => seconds >= each) ?? ['second', 1];
  const format = new Intl.RelativeTimeFormat(language, { numeric: seconds === 0 ? 'auto' : 'always' });
  return format.format(-Math.floor(seconds / length), unit);
}
