import { hash, randomBytes } from 'node:crypto';
import { digestOfAsked, type Json } from '@armistice/core/record';
import { type Act, type Actor, ANYBODY, agrees, may, type Target } from '@armistice/core/rights';
import { Problem } from '../problems.ts';
import type { Draft } from '../record/draft.ts';
import { exclusive } from '../witness/exclusive.ts';
import { isForGood } from './for-good.ts';
import type { Proposal, ProposalBook, ProposalState } from './proposal-book.ts';

const DAY_MS = 86_400_000;
/** A proposal that nobody agreed to in this time is over. */
const EXPIRES_MS = 7 * DAY_MS;
/** So many wait at once of one who asks: nobody keeps the others from asking. */
const MAX_OPEN = 20;
/** Why a proposal is over that nobody decided on. */
export const NOBODY = 'nobody agreed in time';
/** So many are read at once while a page is filled. */
const READ_AT_ONCE = 200;

/** A proposal that a second person agreed to, with their words for the record. */
export interface Agreed {
  readonly proposal: Proposal;
  readonly second: Actor;
  /** The word of each as an entry, to be appended in one batch with the act: `of` names the entry that does it. */
  words(of: { readonly by: string; readonly nonce: string }): Promise<readonly Draft[]>;
}

/**
 * Carries out what was agreed to, and answers what came of it. It may be called again for the same proposal after a
 * crash, and must then find what it did before.
 */
export type CarryOut = (agreed: Agreed) => Promise<Json>;

/** What somebody asks for that needs a second person. */
export interface Asked {
  readonly type: string;
  readonly act: Act;
  /** The act that whoever asks must be allowed, where it is another: one asks for one's own key, and others let it in. */
  readonly askedAs?: Act;
  readonly target: Target;
  readonly what: Json;
  /** The same asked twice is one proposal; random where it is left out. */
  readonly nonce?: string;
  /** How long it waits, milliseconds; seven days where it is left out. */
  readonly waits?: number;
}

/** What proposals need from outside. */
export interface ProposalParts {
  readonly book: ProposalBook;
  readonly now: () => number;
  /** Who somebody is at this moment, who asked as this one; undefined of those who are no member any more. */
  readonly actorNow: (asker: Actor) => Actor | undefined;
  /** Whether a handle stands for a person: neither a device nor the token of the machine does. */
  readonly isPerson: (actor: Actor) => boolean;
  /** The words of both, or that of the one who refuses, as entries. */
  readonly words: (
    proposal: Proposal,
    of: { readonly by: string; readonly nonce: string },
  ) => Promise<readonly Draft[]>;
  /** Puts on record that somebody refuses. */
  readonly recordRefusal: (proposal: Proposal) => Promise<void>;
  /** What takes long and writes nothing, before the turn of whoever agrees: others decide meanwhile. */
  readonly prepare?: (proposal: Proposal) => Promise<void>;
  readonly onFault: (message: string) => void;
}

/**
 * Acts that need a second person. Each step is durable before the next: asked; agreed or refused, by whom; in the
 * record; done. Whatever cuts it short, the next start takes it up where it stood and does nothing twice.
 */
export class Proposals {
  readonly #parts: ProposalParts;
  readonly #carriers = new Map<string, CarryOut>();
  readonly #inTurn = exclusive();

  constructor(parts: ProposalParts) {
    this.#parts = parts;
  }

  /** Names who carries out proposals of a type. */
  on(type: string, carryOut: CarryOut): void {
    this.#carriers.set(type, carryOut);
  }

  /** Asks for something; throws a {@link Problem} where whoever asks may not do it, with whomever. */
  ask(asker: Actor, asked: Asked): Proposal {
    const { book, now } = this.#parts;
    const { act, askedAs = act, target, type, what, waits } = asked;
    const { nonce = randomBytes(16).toString('base64url') } = asked;
    if (!this.#carriers.has(type)) throw new Error(`nobody carries out proposals of type "${type}"`);
    const answer = may(asker, askedAs, target, now());
    if (!answer.allowed || !this.#parts.isPerson(asker))
      throw new Problem('request/not-allowed', `"${act}" is not open to ${asker.roles.join(', ')}`);
    const at = now();
    const id = hash('sha256', `${asker.handle} ${nonce}`, 'base64url').slice(0, 22);
    const own = book.openOf(asker.handle, at);
    if (own.length >= MAX_OPEN && !own.includes(id))
      throw new Problem(
        'proposal/over',
        `${MAX_OPEN} of your proposals wait already: settle or take back some`,
      );
    const proposal: Proposal = {
      ...{ id, type, act, askedAs, target, what, asker: kept(asker), at, digest: digestOfAsked(what) },
      expires: at + (waits ?? EXPIRES_MS),
      state: 'open',
    };
    const first = book.add(proposal, nonce);
    if (first.digest !== proposal.digest)
      throw new Problem('entry/nonce-used', `proposal ${first.id} was asked for with this nonce`);
    return first;
  }

  /** What waits for a second person and is of concern to an actor: their own, and what they could agree to. */
  waiting(actor: Actor): readonly Proposal[] {
    return this.#open().filter((one) => this.#concerns(actor, one));
  }

  /** What was decided and is of concern to an actor, the last first: a page of it, after one of an earlier page. */
  decided(actor: Actor, limit: number, after?: string): readonly Proposal[] {
    const { book, now } = this.#parts;
    const page: Proposal[] = [];
    let last = after === undefined ? undefined : this.get(actor, after);
    while (page.length < limit) {
      const read = book.over(now(), READ_AT_ONCE, last);
      page.push(...read.filter((one) => this.#concerns(actor, one)).map((one) => this.#aged(one)));
      last = read.at(-1);
      if (read.length < READ_AT_ONCE) break;
    }
    return page.slice(0, limit);
  }

  /** Whether a proposal still waits for a second person. */
  waits(id: string): boolean {
    const proposal = this.#parts.book.get(id);
    return proposal !== undefined && this.#aged(proposal).state === 'open';
  }

  /** One proposal; throws where the actor has nothing to do with it, as where there is none. */
  get(actor: Actor, id: string): Proposal {
    const proposal = this.#parts.book.get(id);
    if (proposal === undefined || !this.#concerns(actor, proposal))
      throw new Problem('request/not-found', 'no proposal has this id');
    return this.#aged(proposal);
  }

  /** Agrees as the second person, and has it done. Agreeing again answers what came of it. */
  async agree(asked: Actor, id: string): Promise<Proposal> {
    const before = this.#atTheirTurn(asked);
    const seen = this.get(before, id);
    const again = seen.state === 'agreed' && seen.second?.handle === before.handle;
    // Nobody has it prepared who could not agree to it.
    if (again || (seen.state === 'open' && this.#mayDecide(before, seen))) await this.#parts.prepare?.(seen);
    return this.#inTurn(async () => {
      const second = this.#atTheirTurn(asked);
      const proposal = this.get(second, id);
      if (
        proposal.second?.handle === second.handle &&
        (proposal.state === 'agreed' || proposal.state === 'done')
      )
        return this.#carry(proposal);
      mustBeOpen(proposal);
      this.#mustAgree(second, proposal);
      return this.#carry(
        this.#move(proposal, { state: 'agreed', second: kept(second), decided: this.#parts.now() }),
      );
    });
  }

  /** Refuses, with the reason, which goes on record; whoever asked takes it back. */
  refuse(asked: Actor, id: string, reason: string): Promise<Proposal> {
    return this.#inTurn(async () => {
      const actor = this.#atTheirTurn(asked);
      const proposal = this.get(actor, id);
      mustBeOpen(proposal);
      const decided = this.#parts.now();
      if (proposal.asker.handle === actor.handle)
        return this.#move(proposal, { state: 'withdrawn', second: kept(actor), decided, reason });
      this.#mustAgree(actor, proposal);
      return this.#record(this.#move(proposal, { state: 'refusing', second: kept(actor), decided, reason }));
    });
  }

  /** Takes up what a former process left on its way, and ends what nobody agreed to in time. */
  async resume(): Promise<void> {
    for (const proposal of this.#parts.book.inState(['open'])) {
      const aged = this.#aged(proposal);
      if (aged.state === 'void') this.#move(proposal, { state: 'void', reason: NOBODY });
    }
    for (const proposal of this.#parts.book.inState(['agreed', 'refusing']))
      await this.#inTurn(() =>
        proposal.state === 'agreed' ? this.#carry(proposal) : this.#record(proposal),
      ).catch((error: unknown) =>
        this.#parts.onFault(`proposal ${proposal.id} is agreed to and not done yet: ${String(error)}`),
      );
  }

  /** Whoever decides, as they are once it is their turn: what went before may have ended them. */
  #atTheirTurn({ handle }: Actor): Actor {
    return this.#parts.actorNow({ handle, roles: [] }) ?? ANYBODY;
  }

  #open(): readonly Proposal[] {
    return this.#parts.book.inState(['open']).filter(({ expires }) => this.#parts.now() < expires);
  }

  #aged(proposal: Proposal): Proposal {
    const over = proposal.state === 'open' && this.#parts.now() >= proposal.expires;
    return over ? { ...proposal, state: 'void', reason: NOBODY } : proposal;
  }

  /** Whoever asked, whoever decided, and whoever could have. */
  #concerns(actor: Actor, proposal: Proposal): boolean {
    const { asker, second } = proposal;
    const was = asker.handle === actor.handle || second?.handle === actor.handle;
    return (was && this.#parts.isPerson(actor)) || this.#mayDecide(actor, proposal);
  }

  #mayDecide(actor: Actor, { asker, act, target }: Proposal): boolean {
    return this.#parts.isPerson(actor) && agrees(asker, actor, act, target, this.#parts.now()).allowed;
  }

  /** Both must hold the right at this moment: who asked may have left since. */
  #mustAgree(second: Actor, { asker, act, askedAs, target }: Proposal): void {
    const { now, actorNow } = this.#parts;
    const first = actorNow(asker);
    if (first === undefined || !may(first, askedAs, target, now()).allowed)
      throw new Problem('proposal/over', `${asker.handle}, who asked for it, may not do it any more`);
    if (!this.#parts.isPerson(second) || !agrees(first, second, act, target, now()).allowed)
      throw new Problem('request/not-allowed', 'a second person agrees: another one, with the same right');
  }

  #move(proposal: Proposal, change: Partial<Proposal>): Proposal {
    const moved: { -readonly [Name in keyof Proposal]: Proposal[Name] } = { ...proposal, ...change };
    // What was to be written is in the record, or nowhere: a copy here would outlive its erasure.
    if (isOver(moved)) moved.what = null;
    if (!this.#parts.book.move(proposal.state, moved))
      throw new Problem('proposal/over', 'somebody else has decided on it in this moment');
    return moved;
  }

  async #carry(proposal: Proposal): Promise<Proposal> {
    if (proposal.state === 'done') return proposal;
    const { type, second } = proposal;
    const carryOut = this.#carriers.get(type);
    if (carryOut === undefined || second === undefined)
      throw new Error(`nobody carries out proposals of type "${type}"`);
    try {
      const outcome = await carryOut({
        ...{ proposal, second },
        words: (of) => this.#parts.words(proposal, of),
      });
      return this.#move(proposal, { state: 'done', outcome });
    } catch (error) {
      // What the record will never take is over; anything else is tried again.
      if (!isForGood(error)) throw error;
      return this.#move(proposal, { state: 'void', reason: (error as Error).message });
    }
  }

  async #record(proposal: Proposal): Promise<Proposal> {
    await this.#parts.recordRefusal(proposal);
    return this.#move(proposal, { state: 'refused' });
  }
}

/** Who acted, as it is kept: their area is asked of the member's entry again. */
function kept({ handle, roles, party, bodies }: Actor): Actor {
  return {
    ...{ handle, roles },
    ...(party === undefined ? {} : { party }),
    ...(bodies === undefined ? {} : { bodies }),
  };
}

function isOver({ state }: Proposal): boolean {
  return state !== 'open' && state !== 'agreed' && state !== 'refusing';
}

function mustBeOpen({ state, reason }: Proposal): void {
  const why: { readonly [other in Exclude<ProposalState, 'open'>]: string } = {
    ...{ agreed: 'it is agreed to', done: 'it is done' },
    ...{ refusing: 'it is refused', refused: 'it is refused', withdrawn: 'it was taken back' },
    void: `it is over: ${reason ?? 'it could not be done'}`,
  };
  if (state !== 'open') throw new Problem('proposal/over', why[state]);
}
