import { ApiError } from '../../api.ts';
import { claimDeed, releaseDeed } from '../../casework/work.ts';
import { type Deed, type Outcome, type Prepared, preparedForStaff, write } from '../../casework/write.ts';
import type { QueueIncident } from './queue.ts';

// What is written from the queue without a form: entries, each sent once however often it has to be sent again.

/** What was sent and not answered, by what it says: sent again under the same nonce it is one entry. */
const unanswered = new Map<string, Prepared>();

/** Puts away what was sent and not answered: it was somebody else's. */
export function forgetUnanswered(): void {
  unanswered.clear();
}

/** Writes a deed. Where no answer comes, the same deed later is the same entry; a refusal is an answer. */
export async function written(
  deed: Deed,
  send: (prepared: Prepared) => Promise<Outcome> = write,
): Promise<Outcome> {
  const text = JSON.stringify(deed);
  const prepared = unanswered.get(text) ?? preparedForStaff(deed);
  unanswered.set(text, prepared);
  try {
    const outcome = await send(prepared);
    unanswered.delete(text);
    return outcome;
  } catch (cause) {
    if (isRefused(cause)) unanswered.delete(text);
    throw cause;
  }
}

/** Whether the server said no, as apart from not answering or failing. */
export function isRefused(cause: unknown): boolean {
  return cause instanceof ApiError && cause.status >= 400 && cause.status < 500;
}

/** Takes it, or gives it to somebody else (`to`); `from` names who has it, where that is another. */
export function claim({ id }: QueueIncident, given: Parameters<typeof claimDeed>[1] = {}): Promise<Outcome> {
  return written(claimDeed(id, given));
}

/** Gives it back. */
export function release({ id }: QueueIncident): Promise<Outcome> {
  return written(releaseDeed(id));
}

export function giveNumber({ id, basis }: QueueIncident, number: string): Promise<Outcome> {
  return written({ kind: 'number', audience: basis, body: { incident: id, number } });
}

/** The number after one: its last figures go on, as many of them as there were. */
export function numberAfter(first: string, steps: number): string | undefined {
  const found = /^(.*?)(\d{1,9})$/.exec(first);
  if (found === null) return undefined;
  const [, before = '', figures = ''] = found;
  return `${before}${String(Number(figures) + steps).padStart(figures.length, '0')}`;
}
