import { useSpeech } from '../i18n/context.tsx';

/** Date and time to the minute, in UTC as the record has it: what these lists need, and no finer. */
export function useMinute(): (at: string | number) => string {
  const { language } = useSpeech();
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => `${format.format(new Date(at))} \u2066UTC\u2069`;
}
