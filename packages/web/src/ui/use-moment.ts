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

function formatOf(language: string, timeZone: string, month: 'long' | 'short'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ timeZone, month, day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(month === 'long' ? { year: 'numeric' } : {}),
  });
}
