import type { CoverageTable } from '@armistice/core/mission';
import { useSpeech } from '../../i18n/context.tsx';

/** A period with its name; of hours the day besides. */
export interface Column {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly day?: string;
}

/** The periods of a table as its head names them, on the clock of the agreement. */
export function useColumns({ periods, by, clock }: CoverageTable): readonly Column[] {
  const { language } = useSpeech();
  const locale = language === 'en' ? 'en-GB' : language;
  const day = new Intl.DateTimeFormat(locale, {
    timeZone: clock,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const hour = new Intl.DateTimeFormat(locale, { timeZone: clock, hour: '2-digit', hourCycle: 'h23' });
  return periods.map(({ from, to }) => {
    const at = new Date(from);
    return by === 'day'
      ? { from, to, name: day.format(at) }
      : { from, to, name: hour.format(at), day: day.format(at) };
  });
}
