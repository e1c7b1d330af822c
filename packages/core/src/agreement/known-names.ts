import { meantInstead, type Refusal } from '../base/index.ts';

/** Names that each kind of reference may use. */
export interface KnownNames {
  readonly actors: readonly string[];
  readonly parties: readonly string[];
  readonly activities: readonly string[];
  readonly goods: readonly string[];
  readonly lines: readonly string[];
  readonly zones: readonly string[];
  readonly events: readonly string[];
  readonly clauses: readonly string[];
}

/** Says that a name stands for nothing, what it could be, and where to declare it. */
export function unknownName(
  path: string,
  word: string,
  what: string,
  known: readonly string[],
  remedy = '',
): Refusal {
  return {
    code: 'agreement/unknown-name',
    message: `${path}: "${word}" is no ${what} of this agreement${meantInstead(word, known, remedy, 12)}`,
    path,
  };
}
