import type { ReportView } from '@armistice/core/mission';
import { useSpeech } from '../i18n/context.tsx';
import { whatOf } from '../screens/first-page/describe.ts';
import { useMinute } from '../ui/use-moment.ts';
import type { AccountReport } from './account.ts';

/** One line by which a person knows a report again: source, what, when. */
export function useReportName(): (report: AccountReport) => string {
  const speech = useSpeech();
  const minute = useMinute();
  return ({ report }) =>
    `${report.source}: ${whatOf(report as unknown as ReportView, speech)} · ${minute(report.occurred.from)}`;
}
