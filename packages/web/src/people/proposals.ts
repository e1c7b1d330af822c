import { readJson, sendJson } from '../api.ts';

/** An act that waits for a second person, or did. */
export interface Proposal {
  readonly id: string;
  /** The act in the table of rights. */
  readonly act: string;
  /** Handle of whoever asked. */
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly expires: string;
  readonly state: string;
  /** What it would write. */
  readonly body?: unknown;
  /** Whether whoever reads this may decide. */
  readonly mayDecide?: boolean;
  readonly decidedBy?: string;
  readonly reason?: string;
}

export async function readProposals(signal?: AbortSignal): Promise<readonly Proposal[]> {
  const answer = (await readJson('/api/proposals', signal)) as { readonly proposals: readonly Proposal[] };
  return answer.proposals;
}

/** Agrees: the act is done at once. Answers what came of it, such as the code of an invitation. */
export async function agreeTo(id: string): Promise<{ readonly invitation?: string }> {
  return ((await sendJson(`/api/proposals/${encodeURIComponent(id)}/agree`)) ?? {}) as {
    readonly invitation?: string;
  };
}

export async function refuse(id: string, reason: string): Promise<void> {
  await sendJson(`/api/proposals/${encodeURIComponent(id)}/refuse`, { reason });
}
