import type { FindingState } from '../../mission/index.ts';
import type { Forms } from './plural.ts';

/** Why something could not be verified. */
export type UnableReason = 'access' | 'time' | 'safety' | 'evidence';

/** What a body adopted on one clause, in parts that are words already. */
export interface FindingParts {
  readonly clause: string;
  readonly class?: string;
  readonly by: string;
  readonly on: string;
}

/**
 * The words of one language for what the machine may say of an incident (docs/bulletin.md). Every language has every
 * sentence; parts that come in are names, numbers and dates as they are printed.
 */
export interface Wording {
  readonly quoted: (text: string) => string;
  readonly alleged: string;
  readonly underInquiry: string;
  readonly corroborated: string;
  /** With `{n}`: by how many independent sources. */
  readonly corroboratedBy: Forms;
  /** No body has found anything yet. */
  readonly verifiedAlleged: string;
  /** A body has spoken: what it found stands in its own sentence. */
  readonly verified: string;
  readonly refuted: string;
  readonly unable: string;
  readonly unableFor: { readonly [reason in UnableReason]: string };
  readonly allegedViolation: (clause: string) => string;
  readonly noActor: string;
  readonly claimed: (by: string, of?: string) => string;
  readonly admitted: (by: string) => string;
  readonly assessed: (to: string, by: string, confidence?: string) => string;
  readonly disputed: string;
  readonly alternatives: (names: readonly string[]) => string;
  readonly finding: { readonly [state in Exclude<FindingState, 'none'>]: (parts: FindingParts) => string };
  readonly vote: (seats: {
    readonly for: string;
    readonly against: string;
    readonly abstained: string;
  }) => string;
  readonly dissent: (words: readonly string[]) => string;
  readonly positions: (words: readonly string[]) => string;
  readonly stance: {
    readonly [stance in 'accepts' | 'contests' | 'notes' | 'states']: (party: string) => string;
  };
  readonly remedy: (remedy: string, due?: string) => string;
  readonly indicated: (clause: string, probability: string) => string;
  readonly permitted: (clause: string, exception?: string) => string;
  readonly notApplicable: (clause: string) => string;
  readonly undetermined: (clause: string, missing?: string) => string;
  readonly reasons: (steps: readonly string[]) => string;
}
