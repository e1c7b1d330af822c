// Five axes, never merged into one: the grade stands with each report, the other four here.

export const STATUSES = [
  'alleged',
  'under inquiry',
  'corroborated',
  'verified',
  'refuted',
  'unable to verify',
] as const;
export type IncidentStatus = (typeof STATUSES)[number];

/** Why something could not be verified. */
export const UNABLE = ['access', 'time', 'safety', 'evidence'] as const;

export const ATTRIBUTIONS = ['undetermined', 'claimed', 'admitted', 'assessed', 'disputed'] as const;
export type AttributionState = (typeof ATTRIBUTIONS)[number];

export const FINDINGS = ['none', 'no violation', 'violation', 'inconclusive', 'not adopted'] as const;
export type FindingState = (typeof FINDINGS)[number];

export const RESOLUTIONS = ['open', 'at tier', 'agreed remedy', 'remedied', 'deadlocked', 'lapsed'] as const;
export type ResolutionState = (typeof RESOLUTIONS)[number];

/** What an incident was assessed to be besides an alleged act: each is counted in a class of its own. */
export const CLASSES = [
  'exercise',
  'flare',
  'demining',
  'celebratory-fire',
  'controlled-detonation',
  'counted-elsewhere',
] as const;
export type ActClass = (typeof CLASSES)[number];

/** Who is held responsible, by whom, how surely. */
export interface Attributed {
  readonly party?: string;
  /** The body or party whose word it is. */
  readonly by: string;
  readonly basis?: string;
  /** 0 to 1, to 1e-3. */
  readonly confidence?: number;
  readonly alternatives?: readonly string[];
}

/** Seats by member: a party, a group or a body. */
export interface Vote {
  readonly for?: { readonly [member: string]: number };
  readonly against?: { readonly [member: string]: number };
  readonly abstained?: { readonly [member: string]: number };
}

/** A finding that stands for one clause, with those who did not agree. */
export interface AdoptedFinding {
  readonly agreement: string;
  readonly version: number;
  readonly clause: string;
  /** Hash of the words of the clause that it was found on. */
  readonly words: string;
  readonly finding: Exclude<FindingState, 'none'>;
  readonly class?: string;
  readonly by: string;
  /** UTC. */
  readonly on: string;
  readonly vote?: Vote;
  readonly dissent?: readonly { readonly by: string; readonly text: string }[];
  readonly remedy?: string;
  readonly due?: string;
}

/** Where an incident stands on the four axes that people decide, as one audience may know it. */
export interface Axes {
  readonly status: IncidentStatus;
  /** With `unable to verify`: why. */
  readonly unable?: (typeof UNABLE)[number];
  /** Who verified, the second last. */
  readonly verifiedBy?: readonly string[];
  /** Verified by one, and awaiting another. */
  readonly verifying?: string;
  readonly class?: ActClass;
  readonly attribution: AttributionState;
  readonly attributed?: Attributed;
  /** Over all clauses: a violation outweighs what is inconclusive, that none, and that what was not adopted. */
  readonly finding: FindingState;
  /** One a clause, in the order of agreement and clause. */
  readonly findings?: readonly AdoptedFinding[];
  readonly resolution: ResolutionState;
  /** With `at tier`, `deadlocked` and what follows: which. The lowest is 1. */
  readonly tier?: number;
  /** UTC: since when the resolution stands. */
  readonly since?: string;
  readonly remedy?: string;
  readonly due?: string;
  /** Entries of the decisions that brought it here; a clock leaves the entry that it was noticed at. */
  readonly decisions?: readonly number[];
}

const WEIGHT: readonly FindingState[] = ['violation', 'inconclusive', 'no violation', 'not adopted'];

/** What the findings on several clauses come to in one word. */
export function findingOver(findings: readonly AdoptedFinding[]): FindingState {
  return WEIGHT.find((word) => findings.some(({ finding }) => finding === word)) ?? 'none';
}
