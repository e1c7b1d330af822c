import type { ChainLink } from './clauses.ts';
import type { TimedFact } from './count-from.ts';

/** How the chain of an exception stands for an act: whole, broken, or short of a fact. */
export type ChainState =
  | { readonly state: 'whole' | 'broken'; readonly because: string }
  | { readonly state: 'missing'; readonly missing: string; readonly because: string };

/** A link with what is on record for it, in the order of time. */
export interface LinkRows {
  readonly link: ChainLink;
  readonly rows: readonly TimedFact[];
  /** Of these, what shows that somebody claims the exception for the actor. */
  readonly claims: readonly TimedFact[];
  /** It may come after the act, and so may all that come after it. */
  readonly follows: boolean;
}
