import type { Amount } from './amount-form.ts';
import type { LimitClause } from './clauses.ts';
import { startingOf } from './flows.ts';

// Quotas read aloud: what is counted over a time, and what must be accepted.

/** Whether a limit is on what must be accepted, so that to refuse is the breach and to accept more is none. */
export function mayAccept({ accepting, refusal }: LimitClause): boolean {
  return accepting === true || refusal !== undefined;
}

/** What it means to have to accept: which fact is the breach, and that beyond the number nothing is owed. */
export function accepted(clause: LimitClause): string {
  if (!mayAccept(clause)) return '';
  const refused =
    clause.refusal === undefined
      ? 'no fact shows a refusal: name one with "refusal"'
      : `to refuse one within that number ("${clause.refusal}") is the breach`;
  return `; ${refused}, and more may be refused`;
}

/** Over which time is counted: the calendar's, from a beginning on, or whatever time is just past. */
export function counting(clause: LimitClause): string {
  const per = clause.per ?? '';
  switch (startingOf(clause)) {
    case 'calendar':
      return per.startsWith('1 ')
        ? ` in each calendar ${per.slice(2).replace(/s$/, '')}`
        : ` in each ${per} of the calendar`;
    case 'from':
      return ` in each ${per}, counted from the day on which the clause begins`;
    case 'rolling':
      return ` in any ${per}, whenever they begin`;
  }
}

/** Words that are one and many alike. */
const ALIKE: ReadonlySet<string> = new Set([
  'aircraft',
  'artillery',
  'personnel',
  'police',
  'mlrs',
  'equipment',
]);

/** The id of what is counted, as it is said after a number: 6 inspections, 1 inspection, 40 tanks. */
export function several(word: string, number: Amount | undefined): string {
  if (String(number) === '1' || ALIKE.has(word) || word.endsWith('s')) return word;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
