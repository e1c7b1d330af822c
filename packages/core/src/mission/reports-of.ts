import type { ReportView } from './views.ts';

/** The reports that a grouping groups, wherever they are kept. */
export interface ReportsOf extends Iterable<readonly [key: string, view: ReportView]> {
  get(key: string): ReportView | undefined;
}
