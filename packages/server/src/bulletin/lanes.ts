import { BulletinRefused } from './problems.ts';

/** Whose call it is: people's deeds go before what anybody reads. */
export type Lane = 'deeds' | 'readers';

/** So many wait in each lane. */
const MOST: { readonly [lane in Lane]: number } = { deeds: 32, readers: 16 };

/**
 * What waits for the one thread that makes bulletins. However many readers ask, who drafts or agrees waits for the call
 * that is under way and for none of theirs.
 */
export class Lanes<T> {
  readonly #waiting: { readonly [lane in Lane]: T[] } = { deeds: [], readers: [] };

  /** Takes a call; throws where its lane is full. */
  add(lane: Lane, call: T): void {
    const own = this.#waiting[lane];
    if (own.length >= MOST[lane])
      throw new BulletinRefused('bulletin/busy', `${own.length} wait before this one: ask again in a moment`);
    own.push(call);
  }

  /** The call whose turn it is. */
  next(): T | undefined {
    return this.#waiting.deeds.shift() ?? this.#waiting.readers.shift();
  }
}
