import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.ts';
import { actorIn } from './may.ts';

/** So many questions of strangers that take long are under way at once, and so many wait, of all and of one address. */
const AT_ONCE = 2;
const MOST_WAITING = 64;
const MOST_OF_ONE = 24;

/**
 * Questions that take long, in the thread that folds the record and answers everybody: of people who have not signed in
 * a few at once. Whatever they ask, who works with the mission waits for these few and for none behind them.
 */
export class LongQuestions {
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #ofOne = new Map<string, number>();

  /** Asks, in turn where a stranger does; throws a {@link Problem} where too many wait already. */
  async ask<T>(request: FastifyRequest, question: () => Promise<T>): Promise<T> {
    const { roles } = await actorIn(request);
    if (roles.some((role) => role !== 'public')) return question();
    return this.inTurn(request.ip, question);
  }

  /** Asks in the turn of an address. */
  async inTurn<T>(address: string, question: () => Promise<T>): Promise<T> {
    const own = this.#ofOne.get(address) ?? 0;
    if (this.#waiting.length >= MOST_WAITING || own >= MOST_OF_ONE)
      throw new Problem('request/busy', `${own} questions of this address are under way or wait`);
    this.#ofOne.set(address, own + 1);
    try {
      if (this.#underWay >= AT_ONCE) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
      else this.#underWay += 1;
      try {
        return await question();
      } finally {
        // Whoever waits takes over the place.
        const next = this.#waiting.shift();
        if (next === undefined) this.#underWay -= 1;
        else next();
      }
    } finally {
      const left = (this.#ofOne.get(address) ?? 1) - 1;
      if (left === 0) this.#ofOne.delete(address);
      else this.#ofOne.set(address, left);
    }
  }
}
