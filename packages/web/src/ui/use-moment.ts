import { useClock } from '../clock.ts';
import { useSpeech } from '../i18n/context.tsx';
import { offsetOf } from '../i18n/zones.ts';

/** Date and time to the minute on the clock in use, with its offset: what these lists need, and no finer. */
export function useMinute(): (at: string | number) => string {
  const { language } = useSpeech();
  const { zone } = useClock();
  const format = formatOf(language, zone, 'long');
  return (at) => `${format.format(new Date(at))} ${offsetOf(at, zone)}`;
}

/** The same in short and without the offset: for rows of a list that names its clock once. */
export function useShortMinute(): (at: string | number) => string {
  const { language } = useSpeech();
  const { zone } = useClock();
  const format = formatOf(language, zone, 'short');
  return (at) => format.format(new Date(at));
}

// Made once for each language and clock: every row of a list asks, each time that it is drawn.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, timeZone: string, month: 'long' | 'short'): Intl.DateTimeFormat {
  const name = `${language} ${timeZone} ${month}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ timeZone, month, day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(month === 'long' ? { year: 'numeric' } : {}),
  });
  formats.set(name, made);
  return made;
}
