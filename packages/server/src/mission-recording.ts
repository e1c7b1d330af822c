import { PUBLIC, toBase64Url } from '@armistice/core/record';
import { type FiledReport, packFiled } from './derived/own.ts';
import type { Fresh, Receipt } from './mission-filing.ts';
import type { Content } from './record/draft.ts';
import type { OpenLog } from './record/folder.ts';

/**
 * Writes reports into a log under the operator's key. `acknowledged` is given each batch once it is durable, as
 * `packFiled` writes it, with the index of its first entry: what derives from the record need not read it back.
 */
export function recordingReports(
  { log, operator }: Pick<OpenLog, 'log' | 'operator'>,
  acknowledged: (first: number, text: () => string) => void,
): (reports: readonly Fresh[]) => Promise<readonly Receipt[]> {
  return async (reports) => {
    if (reports.length === 0) return [];
    const drafts = reports.map(({ fields }) => {
      const content: Content = { kind: 'report', audience: PUBLIC, body: { fields } };
      return log.draft(content, operator);
    });
    const durable = await log.append(drafts);
    const filed: FiledReport[] = [];
    const answers = durable.map((one, i): Receipt => {
      const { key, fields } = reports[i] as Fresh;
      const { authored } = (drafts[i] as (typeof drafts)[number]).statement;
      const { index, at, promise, promiseJson } = one;
      filed.push({ index, at, authored, fields });
      return { key, index, leaf: toBase64Url(one.leafHash), promise, promiseJson };
    });
    acknowledged(durable[0]?.index ?? 0, () => packFiled(operator, log.mission, filed));
    return answers;
  };
}
