import type { QueueIncident } from './queue.ts';
import { isRefused, numberAfter } from './work.ts';

/** How far a batch is: incidents that are done with, and numbers that were given. */
export interface Numbered {
  readonly done: number;
  readonly given: number;
}

interface NumberingOf {
  /** In the order in which they get their numbers. */
  readonly incidents: readonly QueueIncident[];
  readonly first: string;
  readonly from: Numbered;
  /** Whether an incident still has no number: somebody else may have given one meanwhile. */
  readonly needs: (incident: QueueIncident) => boolean;
  readonly give: (incident: QueueIncident, number: string) => Promise<unknown>;
  readonly onStep: (so: Numbered) => void;
}

/**
 * Numbers incidents one after the other, from where it stopped. One that got its number from somebody else is passed over
 * and leaves no gap; what was not answered is sent again first, for it may stand in the record. Throws what refuses it.
 */
export async function numberAll({ incidents, first, from, needs, give, onStep }: NumberingOf): Promise<void> {
  let { done, given } = from;
  for (const [at, incident] of incidents.entries()) {
    if (at < done) continue;
    const isGiven = await tryGive(incident, numberAfter(first, given) ?? '', at > from.done);
    done = at + 1;
    if (isGiven) given += 1;
    onStep({ done, given });
  }

  /** Answers whether this number was used up. The first one may have been sent before: only a refusal tells. */
  async function tryGive(incident: QueueIncident, number: string, isFresh: boolean): Promise<boolean> {
    if (isFresh && !needs(incident)) return false;
    try {
      await give(incident, number);
      return true;
    } catch (cause) {
      if (isRefused(cause) && !needs(incident)) return false;
      throw cause;
    }
  }
}
