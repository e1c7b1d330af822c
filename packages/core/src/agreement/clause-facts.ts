import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { factFields } from './fact-fields.ts';
import { listOf, plainEvent } from './lists.ts';
import { occasionOf } from './occasions.ts';
import { isCounted } from './times.ts';

/** Names of the facts that a clause depends on: what it counts from, waits for, is met by or asks about. Sorted. */
export function factsOf(agreement: Agreement, clause: Clause): readonly string[] {
  const times = [clause.from, clause.until, clause.armed?.at].flatMap((time) =>
    time !== undefined && isCounted(time) ? [time.after ?? time.of ?? ''] : [],
  );
  const occasion = occasionOf(clause);
  const names = [
    ...factFields({ ...agreement, clauses: [clause] }).keys(),
    ...times.map(plainEvent),
    ...listOf(clause.provided),
    ...(clause.armed === undefined ? [] : [clause.armed.absent]),
    ...(occasion === undefined ? [] : [occasion]),
    ...(clause.verb === 'require' ? [clause['met-by'], clause.each, clause.before] : []).map((name = '') =>
      plainEvent(name),
    ),
  ];
  // Dates that the text itself gives need no fact.
  return [...new Set(names)]
    .filter((name) => name !== '' && name !== 'in-force' && name !== 'adopted')
    .sort();
}
