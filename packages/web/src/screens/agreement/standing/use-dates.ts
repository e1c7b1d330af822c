import type { Agreement } from '@armistice/core/agreement';
import { useRoom } from '../../../i18n/rooms.ts';
import { toLocal } from '../try-out/local-time.ts';

/** Dates on the clock of an agreement, by the offsets that stand in it, and the names of its facts and actors. */
export function useDates(agreement: Agreement) {
  const speech = useRoom('agreement');
  const { language } = speech;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  /** A moment, to the minute; the clock is said once for the page. */
  const when = (at: string): string => {
    const local = toLocal(agreement['clock-offsets'], Date.parse(at));
    return format.format(new Date(`${local}Z`));
  };
  /** What a fact is in the words of the text, where it names it. */
  const factName = (name: string): string => agreement.events?.[name]?.name ?? name;
  const actorName = (id: string): string =>
    agreement.parties.find((one) => one.id === id)?.name ?? agreement.bodies?.[id]?.name ?? id;
  return { ...speech, when, factName, actorName };
}
