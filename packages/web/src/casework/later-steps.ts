import { TRANSITIONS } from '@armistice/core/mission';
import type { StepMove } from './account.ts';

/** A status that cannot be written now, and what it needs first. */
export interface LaterStep {
  readonly to: string;
  readonly needs: /** The incident must stand at one of these first. */
    | { readonly is: 'status'; readonly from: readonly string[] }
    /** It needs something that no words of an author's could bring: origins, or that nothing rests on it. */
    | { readonly is: 'origins' | 'rests' }
    /** It is others' to write. */
    | { readonly is: 'right'; readonly move: StepMove };
}

/** The statuses that are not open from where an incident stands (`status`), in the order of the axis. */
export function laterSteps(status: string, steps: readonly StepMove[]): readonly LaterStep[] {
  const rows = TRANSITIONS.filter(({ axis }) => axis === 'status');
  const all = [...new Set(rows.map(({ to }) => to as string))].filter((to) => to !== status);
  return all.flatMap((to): readonly LaterStep[] => {
    const move = steps.find((one) => one.to === to);
    if (move === undefined) {
      const from = rows.flatMap((row) => (row.to === to ? (row.from as readonly string[]) : []));
      return [{ to, needs: { is: 'status', from: [...new Set(from)] } }];
    }
    if (!move.allowed) return [{ to, needs: { is: 'right', move } }];
    if (move.unmet.length === 0) return [];
    return [{ to, needs: { is: move.needs.includes('origins') ? 'origins' : 'rests' } }];
  });
}
