import type { Change, TamperChoice } from './tamper.ts';
import type { VerifierAnswer } from './verifiers.ts';
import type { Verification } from './verify.ts';

/** What the page asks of its verifying worker. */
export type Question =
  | { readonly type: 'verify'; readonly policy: string; readonly shown: number }
  | { readonly type: 'tamper'; readonly choice: TamperChoice; readonly index: number }
  | { readonly type: 'restore' };

/** What three verifiers said of a changed copy. */
export interface TamperOutcome {
  readonly change: Change;
  readonly answers: readonly VerifierAnswer[];
  /** Whether a throwaway key signed the copy anew. */
  readonly signedAnew: boolean;
}

/** What the worker answers. */
export type Answer =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'verified'; readonly verification: Verification }
  | { readonly type: 'tampered'; readonly outcome: TamperOutcome }
  | { readonly type: 'restored'; readonly answers: readonly VerifierAnswer[] }
  | { readonly type: 'failed'; readonly during: Question['type']; readonly message: string };
