import type { MissionRules } from '@armistice/core/mission';
import type { Content } from '../record/draft.ts';
import type { Deriving } from './deriving.ts';
import { statementOf } from './stating.ts';

/** What a mission is told at its beginning, as far as its record has it. */
export interface Beginning {
  readonly rules: MissionRules;
  /** Whether fusion is taken up. */
  readonly fused: boolean;
  /** Ids of the agreements that were adopted. */
  readonly agreements: readonly string[];
  /** The zones by which their days are counted, each once, in the order of adoption. */
  readonly clocks: readonly string[];
  readonly reports: number;
}

/** What of its beginning a mission has. */
export function beginning({ view }: Deriving): Beginning {
  return {
    rules: view.rules,
    fused: view.fusion !== undefined,
    agreements: view.agreements.map(({ agreement }) => agreement.agreement),
    clocks: [...new Set(view.agreements.map(({ agreement }) => agreement.clock))],
    reports: view.reports.size,
  };
}

/** What the record comes to, as an entry to write; its rows are written as a file. Undefined where it was stated. */
export function statement({ view, folding, disk }: Deriving): Promise<Content | undefined> {
  return statementOf(view, disk, folding.lastStatement?.root);
}
