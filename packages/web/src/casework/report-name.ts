import type { ReportView } from '@armistice/core/mission';
import { useSpeech } from '../i18n/context.tsx';
import { balanced } from '../i18n/isolated.ts';
import { whatOf } from '../screens/first-page/describe.ts';
import { useMinute } from '../ui/use-moment.ts';
import type { AccountReport } from './account.ts';

/** What the record calls the source of a report, as text that turns nothing around it; its handle where it calls it nothing. */
export function sourceName({ name, report }: Pick<AccountReport, 'name' | 'report'>): string {
  return balanced(name ?? report.source);
}

/** One line by which a person knows a report again: source, what, when. */
export function useReportName(): (report: AccountReport) => string {
  const speech = useSpeech();
  const minute = useMinute();
  return (one) =>
    `${sourceName(one)}: ${whatOf(one.report as unknown as ReportView, speech)} · ${minute(one.report.occurred.from)}`;
}
