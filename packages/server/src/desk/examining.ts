import type { Deed } from './allowed.ts';
import { isForGood } from './for-good.ts';

/** Compares a deed with the record: throws where it says otherwise. */
export type Examine = (deed: Deed) => Promise<void>;
/** What the answer rests on besides entries that stay as they are: as long as it is the same, so is the answer. */
export type RestsOn = (deed: Deed) => Promise<string | undefined>;

interface Verdict {
  readonly on: string | undefined;
  /** Why it was refused; left out where it was not. */
  readonly why?: unknown;
}

/**
 * Holds what came of comparing a proposal with the record until it is its turn. It may take minutes, and in the turn of
 * one proposal all others wait.
 */
export class Examining {
  #examine: Examine = async () => undefined;
  #restsOn: RestsOn = async () => undefined;
  readonly #ahead = new Map<string, Verdict>();

  /** Says how it is done; nothing is compared before. */
  by(examine: Examine, restsOn: RestsOn): void {
    this.#examine = examine;
    this.#restsOn = restsOn;
  }

  now(deed: Deed): Promise<void> {
    return this.#examine(deed);
  }

  /** Compares what a proposal asks for, and keeps what came of it; throws where it could not be told this time. */
  async ahead(proposal: string, asked: () => Promise<Deed>): Promise<void> {
    try {
      const deed = await asked();
      const on = await this.#restsOn(deed);
      this.#ahead.set(proposal, { on });
      await this.#examine(deed).catch((error: unknown) => {
        if (!isForGood(error)) throw error;
        this.#ahead.set(proposal, { on, why: error });
      });
    } catch (error) {
      this.#ahead.delete(proposal);
      // What the record will never take ends the proposal, in its turn.
      if (!isForGood(error)) throw error;
    }
  }

  /** What came of it before, or where that has moved since, what comes of it now. */
  async of(proposal: string, deed: Deed): Promise<void> {
    const verdict = this.#ahead.get(proposal);
    this.#ahead.delete(proposal);
    if (verdict === undefined || verdict.on !== (await this.#restsOn(deed))) return this.#examine(deed);
    if (verdict.why !== undefined) throw verdict.why;
  }
}
