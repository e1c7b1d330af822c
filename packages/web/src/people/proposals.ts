import { readJson, sendJson } from '../api.ts';

/** An act that waits for a second person, or that was decided. */
export interface Proposal {
  readonly id: string;
  /** The act in the table of rights. */
  readonly act: string;
  /** Handle of whoever asked; `own` where that is who reads this. */
  readonly asked: string;
  readonly own: boolean;
  /** RFC 3339. */
  readonly at: string;
  readonly expires: string;
  readonly state: string;
  /** What is to be done, while it waits. */
  readonly what?: unknown;
  /** Who agreed, refused or took it back. */
  readonly second?: string;
  /** RFC 3339. */
  readonly decided?: string;
  readonly reason?: string;
  /** What came of it. */
  readonly outcome?: unknown;
}

export async function readProposals(signal?: AbortSignal): Promise<readonly Proposal[]> {
  const answer = (await readJson('/api/proposals', signal)) as { readonly proposals: readonly Proposal[] };
  return answer.proposals;
}

/** A page of what was decided, the last first. */
export interface DecidedPage {
  readonly proposals: readonly Proposal[];
  /** Where the next page begins; left out on the last. */
  readonly next?: string;
}

export async function readDecided(after: string | undefined, signal?: AbortSignal): Promise<DecidedPage> {
  const from = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
  return (await readJson(`/api/proposals?state=decided&limit=20${from}`, signal)) as DecidedPage;
}

/** Agrees: the act is done at once. Answers the code of an invitation, where that came of it. */
export async function agreeTo(id: string): Promise<{ readonly invitation?: string }> {
  const { outcome } = (await sendJson(`/api/proposals/${encodeURIComponent(id)}/agree`)) as Proposal;
  const { invitation } = (outcome ?? {}) as { readonly invitation?: unknown };
  return typeof invitation === 'string' ? { invitation } : {};
}

/** Refuses; of one's own, takes it back. */
export async function refuse(id: string, reason: string): Promise<void> {
  await sendJson(`/api/proposals/${encodeURIComponent(id)}/refuse`, { reason });
}
