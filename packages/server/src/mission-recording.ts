import { PUBLIC, toBase64Url } from '@armistice/core/record';
import { type FiledReport, packFiled } from './derived/own.ts';
import type { Fresh, Receipt } from './mission-filing.ts';
import type { Content } from './record/draft.ts';
import type { OpenLog } from './record/folder.ts';

/**
 * Writes reports into a log, signed by their author or under the operator's key. `acknowledged` is given each batch once it is durable, as
 * `packFiled` writes it, with the index of its first entry: what derives from the record need not read it back.
 */
export function recordingReports(
  { log, operator }: Pick<OpenLog, 'log' | 'operator'>,
  acknowledged: (first: number, text: () => string) => void,
): (reports: readonly Fresh[]) => Promise<readonly Receipt[]> {
  return async (reports) => {
    if (reports.length === 0) return [];
    const drafts = reports.map(({ audience, author, fields }) => {
      const content: Content = { kind: 'report', audience, body: { fields } };
      return log.draft(content, author ?? operator);
    });
    const durable = await log.append(drafts);
    const filed: FiledReport[] = [];
    const answers = durable.map((one, i): Receipt => {
      const { key, audience, author, fields } = reports[i] as Fresh;
      const { authored } = (drafts[i] as (typeof drafts)[number]).statement;
      const { index, at, promise, promiseJson } = one;
      // What is sealed or signed is read back and opened, as by anyone who may.
      if (audience === PUBLIC && author === undefined) filed.push({ index, at, authored, fields });
      return { key, index, leaf: toBase64Url(one.leafHash), promise, promiseJson };
    });
    const [first] = filed;
    if (first !== undefined) acknowledged(first.index, () => packFiled(operator, log.mission, filed));
    return answers;
  };
}
