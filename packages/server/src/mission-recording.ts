import { PUBLIC, toBase64Url } from '@armistice/core/record';
import type { OwnEntries } from './derived/own.ts';
import type { Fresh, Receipt } from './mission-filing.ts';
import type { Content } from './record/draft.ts';
import type { OpenLog } from './record/folder.ts';

/**
 * Writes reports into a log under the operator's key; what the fold, at `folded` entries, has not taken yet is held
 * in `own` for it.
 */
export function recordingReports(
  { log, operator }: Pick<OpenLog, 'log' | 'operator'>,
  own: OwnEntries,
  folded: () => number,
): (reports: readonly Fresh[]) => Promise<readonly Receipt[]> {
  return async (reports) => {
    if (reports.length === 0) return [];
    const drafted = reports.map(({ key, fields }) => {
      const content: Content = { kind: 'report', audience: PUBLIC, body: { fields } };
      return { key, fields, draft: log.draft(content, operator) };
    });
    const acknowledged = await log.append(drafted.map(({ draft }) => draft));
    return acknowledged.map((one, at) => {
      const { key, fields, draft } = drafted[at] as (typeof drafted)[number];
      if (one.index >= folded()) own.put(one.index, { ...draft.statement, at: one.at }, fields);
      const { index, promise, promiseJson } = one;
      return { key, index, leaf: toBase64Url(one.leafHash), promise, promiseJson };
    });
  };
}
