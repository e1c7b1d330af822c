import type { Refusal } from '../base/index.ts';
import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { unknownName } from './known-names.ts';
import { isCounted } from './times.ts';

/** Deadlines that are counted from deadlines: each must be there, and none may rest on itself. */
export function deadlineProblems(agreement: Agreement, clause: Clause, path: string): readonly Refusal[] {
  return (['from', 'until'] as const).flatMap((field) => {
    const time = clause[field];
    const id = time !== undefined && isCounted(time) ? time['after-deadline-of'] : undefined;
    if (id === undefined) return [];
    const at = `${path}.${field}.after-deadline-of`;
    const ids = agreement.clauses.map((one) => one.id);
    if (!ids.includes(id)) return [unknownName(at, id, 'clause', ids)];
    const seen = new Set<string>([clause.id]);
    for (let next: string | undefined = id; next !== undefined; next = deadlineBase(agreement, next)) {
      if (seen.has(next))
        return [
          {
            code: 'agreement/circle',
            path: at,
            message: `${at}: the deadline of clause ${next} is counted from itself; name the event that it counts from`,
          },
        ];
      seen.add(next);
    }
    const without = agreement.clauses.find((one) => one.id === id)?.until === undefined;
    return without
      ? [
          {
            code: 'agreement/form',
            path: at,
            message: `${at}: clause ${id} has no deadline; give it "until", or count from an event with "after"`,
          },
        ]
      : [];
  });
}

function deadlineBase(agreement: Agreement, id: string): string | undefined {
  const until = agreement.clauses.find((one) => one.id === id)?.until;
  return until !== undefined && isCounted(until) ? until['after-deadline-of'] : undefined;
}
