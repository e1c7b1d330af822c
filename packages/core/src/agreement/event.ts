import type { Certainty } from './ids.ts';

/** What the evaluation needs to know of an incident, a report or a standing observation. */
export interface EvaluatedIncident {
  readonly id: string;
  readonly kind: string;
  /** RFC 3339, UTC. */
  readonly occurred: { readonly from: string; readonly to: string };
  readonly phase?: string;
  readonly weapon?: {
    readonly class?: string;
    readonly calibre?: number;
    readonly range?: number;
    readonly name?: string;
  };
  readonly count?: number | { readonly min: number; readonly best: number; readonly max: number };
  /** What was measured besides: `{ troops: 9000 }`. */
  readonly measures?: { readonly [name: string]: number };
  /** Where it was perceived; the geometry reads it, the rules do not. */
  readonly place?: unknown;
  readonly firedFrom?: unknown;
  readonly impactAt?: unknown;
  /** Where a movement began and ended, and the lines that its source says it crossed. */
  readonly movedFrom?: unknown;
  readonly movedTo?: unknown;
  readonly crossed?: readonly string[];
}

export type Outcome = 'breach' | 'permitted' | 'not-applicable' | 'undetermined';

/** How the clause comes out under one of several maps of record. */
export interface UnderMap {
  readonly outcome: Outcome;
  readonly probability: number | null;
}

/**
 * Computed, never found: whether the facts of an incident meet the conditions of a clause, other than who did it.
 * `ifBy` says on whom it would fall. The machine names no actor.
 */
export interface Indication {
  readonly incident: string;
  readonly agreement: string;
  readonly version: number;
  readonly clause: string;
  readonly outcome: Outcome;
  /** That the facts meet the conditions other than the actor, to 1e-3; null where a fact is missing. */
  readonly probability: number | null;
  /** The fact that is missing, where the outcome is `undetermined`. */
  readonly missing?: string;
  /** The clause that lifts this one: for everyone where the outcome is `permitted`, else for those whom `ifBy` shows so. */
  readonly exception?: string;
  readonly ifBy: { readonly [party: string]: Outcome };
  /** Steps that a person can read, the last with the hash of the words of the clause. */
  readonly because: readonly string[];
  /** How surely the encoding rests on the text. */
  readonly certainty: Certainty;
  /** Of our encoding of this version of the text. */
  readonly revision: number;
  /** Where several maps of record differ: each with its own answer. */
  readonly maps?: { readonly [map: string]: UnderMap };
}
