import {
  type Agreement,
  type Asking,
  agree,
  dropTogether,
  keysOf,
  mustBeSound,
  newAsking,
  openTogether,
} from './acts.ts';
import type { Deed } from './book.ts';
import type { DropReceipt } from './receipt.ts';
import { addIdentity, heldIn, type VaultPlace, withVault } from './vault.ts';
import { type Identity, VaultRefusal } from './words.ts';

/** An asking as custodians see it, while it lasts. */
export interface Pending {
  readonly id: string;
  readonly act: Asking['act'];
  readonly handle: string;
  readonly why: string;
  readonly first: string;
  /** Who agreed. */
  readonly second?: string;
  /** UTC milliseconds at which it is over. */
  readonly until: number;
}

/** What an asking gave: who the source is, once; or the proof that it was dropped. */
export type Given = { readonly identity: Identity } | { readonly receipt: DropReceipt };

interface Held {
  readonly asking: Asking;
  readonly until: number;
  agreement?: Agreement;
  wrong: number;
}

/** How long an asking lasts, from the asking to the reading. */
export const ASKING_MS = 15 * 60_000;
const MOST_PENDING = 50;
/** Each guess at a passphrase also takes half a second of scrypt. */
const WRONG_TRIES = 5;

/**
 * Where a server's custodians meet: one asks with a reason, another agrees with their passphrase, the first carries it out with
 * theirs, once. In memory lies meanwhile one share of one key, sealed for the first; a restart forgets it all.
 */
export class AskingDesk {
  readonly #place: VaultPlace;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  constructor(place: VaultPlace, now: () => number = Date.now) {
    this.#place = place;
    this.#now = now;
  }

  /** Who the custodians are, and how many sources the vault holds. */
  look(): Promise<{ readonly custodians: readonly string[]; readonly held: number }> {
    return withVault(this.#place, async (vault) => ({
      custodians: vault.file.custodians.map(({ handle }) => handle),
      held: (await heldIn(vault)).length,
    }));
  }

  /** What custodians did together, the last first: their own log, which they alone read. */
  deeds(most: number): Promise<readonly Deed[]> {
    return withVault(this.#place, async ({ book }) => book.deeds.slice(-most).toReversed());
  }

  /** Puts in who a source is. `by`: the handle of whoever took it in. */
  add(handle: string, identity: Identity, by: string): Promise<void> {
    return withVault(this.#place, (vault) => addIdentity(vault, handle, identity, by));
  }

  /** Askings that are not over, oldest first. */
  pending(): readonly Pending[] {
    this.#forget();
    return [...this.#held.values()].map(pendingOf);
  }

  /** Asks. Throws {@link VaultRefusal} where the vault has no such source, or the asker is no custodian. */
  async ask(wanted: Omit<Asking, 'id'>): Promise<Pending> {
    this.#forget();
    if (this.#held.size >= MOST_PENDING)
      throw new VaultRefusal('late', 'too much is being asked for at once');
    const asking = newAsking(wanted);
    await withVault(this.#place, (vault) => mustBeSound(vault, asking));
    const held = { asking, until: this.#now() + ASKING_MS, wrong: 0 };
    this.#held.set(asking.id, held);
    return pendingOf(held);
  }

  /** Another custodian agrees. */
  async agree(id: string, second: string, passphrase: string): Promise<Pending> {
    const held = this.#find(id);
    if (second === held.asking.first)
      throw new VaultRefusal('person', 'whoever asked cannot agree to it too; another custodian has to');
    return this.#counting(held, () =>
      withVault(this.#place, async (vault) => {
        // The vault does one thing at a time: what held while this one waited may hold no more.
        if (this.#find(id).agreement !== undefined)
          throw new VaultRefusal('taken', 'another custodian has agreed already');
        const keys = await keysOf(vault, second, passphrase);
        this.#find(id);
        held.agreement = await agree(vault, held.asking, keys);
        return pendingOf(held);
      }),
    );
  }

  /** The first custodian carries it out, once; it is over then. */
  async carryOut(id: string, first: string, passphrase: string): Promise<Given> {
    const held = this.#find(id);
    const { asking, agreement } = held;
    if (first !== asking.first) throw new VaultRefusal('person', 'whoever asked for it alone carries it out');
    if (agreement === undefined) throw new VaultRefusal('late', 'no other custodian has agreed yet');
    const given = await this.#counting(held, () =>
      withVault(this.#place, async (vault): Promise<Given> => {
        this.#find(id);
        const keys = await keysOf(vault, first, passphrase);
        this.#find(id);
        // Whatever comes of it now: a second time needs a second agreement.
        this.#held.delete(id);
        return asking.act === 'open'
          ? { identity: await openTogether(vault, asking, agreement, keys) }
          : { receipt: await dropTogether(vault, asking, agreement, keys) };
      }),
    );
    return given;
  }

  /** Takes an asking back. Whoever is a custodian may. */
  withdraw(id: string): void {
    this.#find(id);
    this.#held.delete(id);
  }

  #find(id: string): Held {
    this.#forget();
    const held = this.#held.get(id);
    if (held === undefined) throw new VaultRefusal('late', 'there is no such asking, or its time is over');
    return held;
  }

  #forget(): void {
    for (const [id, { until }] of this.#held) if (this.#now() >= until) this.#held.delete(id);
  }

  /** An asking at which passphrases are guessed is over. */
  async #counting<T>(held: Held, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof VaultRefusal && error.why === 'passphrase') {
        held.wrong += 1;
        if (held.wrong >= WRONG_TRIES) this.#held.delete(held.asking.id);
      }
      throw error;
    }
  }
}

function pendingOf({ asking, agreement, until }: Held): Pending {
  const { id, act, handle, why, first } = asking;
  return {
    id,
    act,
    handle,
    why,
    first,
    ...(agreement === undefined ? {} : { second: agreement.second }),
    until,
  };
}
