import { digestOfAsked, type Json, signRefusal } from '@armistice/core/record';
import type { Act, Actor } from '@armistice/core/rights';
import { Problem } from '../problems.ts';
import type { OpenLog } from '../record/folder.ts';

/** What was refused: the act, what was asked, why in a sentence, and the entry where one stands in the record. */
export interface Refused {
  readonly act: Act | 'write';
  readonly asked: Json;
  readonly why: string;
  readonly entry?: number;
}

/** Signs what is refused to a liaison officer, so that their party can show it. */
export class SignedRefusals {
  readonly #open: Pick<OpenLog, 'log' | 'keys'>;
  readonly #now: () => number;

  constructor(open: Pick<OpenLog, 'log' | 'keys'>, now: () => number) {
    this.#open = open;
    this.#now = now;
  }

  /** The refusal to an officer of a party as a signed note; undefined to anybody else. */
  sign(actor: Actor, { act, asked, why, entry }: Refused): string | undefined {
    const { party } = actor;
    if (party === undefined || !actor.roles.includes('liaison-officer')) return undefined;
    const { log, keys } = this.#open;
    const refusal = {
      ...{ origin: log.origin, party, act, target: digestOfAsked(asked), at: this.#now(), why },
      ...(entry === undefined ? {} : { entry }),
    };
    return signRefusal(refusal, keys.log);
  }

  /** The same problem with the signed refusal beside it, where it goes to a party. */
  signed(problem: Problem, actor: Actor, refused: Omit<Refused, 'why'>): Problem {
    const signed = this.sign(actor, { ...refused, why: problem.message });
    if (signed === undefined) return problem;
    return new Problem(problem.code, problem.message, { ...problem.more, signed });
  }
}
