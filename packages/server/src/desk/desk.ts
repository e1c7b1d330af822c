import { wholeReport } from '@armistice/core/mission';
import { digestOfAsked, type Json, type Verifier } from '@armistice/core/record';
import { type Act, type Actor, rolesAt, type Target } from '@armistice/core/rights';
import type { Fate } from '../derived/deskwork.ts';
import { unsentIn } from '../files/sent.ts';
import type { Mission } from '../mission.ts';
import { refusingSimulated } from '../mission-simulated.ts';
import { Problem, problemOf } from '../problems.ts';
import { NotAdmitted } from '../record/admission.ts';
import type { Draft } from '../record/draft.ts';
import { erase, NothingToErase } from '../record/erasing.ts';
import type { OpenLog } from '../record/folder.ts';
import { type EntrySigner, nodeVerifier } from '../record/keys.ts';
import { allow, type Deed } from './allowed.ts';
import { Custody } from './custody.ts';
import { deedOf } from './deed-of.ts';
import { readErasure } from './erasing.ts';
import { Examining } from './examining.ts';
import { Keys } from './keys.ts';
import { mustBeReport, type OwnEntry, openOwn } from './own-entry.ts';
import { type Proposal, ProposalBook } from './proposal-book.ts';
import { type Agreed, Proposals } from './proposals.ts';
import { type EntryName, type Recorded, Recorder } from './recorded.ts';
import { type EntryRequest, isRules, randomNonce, readRequest } from './request.ts';
import { SignedRefusals } from './signed-refusals.ts';
import { Words } from './words.ts';
import { contentFor, keyIdOf, nonceOf, reportIn, signerOfKind } from './writing.ts';

/** What became of what was sent: an entry that changed something, or a proposal that waits for a second person. */
export type Outcome =
  | {
      readonly index: number;
      readonly leaf: string;
      readonly promise?: string;
      readonly already: boolean;
      /** `waits`: it is on record, and takes effect once a second person writes the same. */
      readonly became: 'taken' | 'waits';
      readonly says?: string;
      readonly incident?: Fate['incident'];
    }
  | { readonly proposal: string; readonly expires: number };

/** What the desk stands on. */
export interface DeskParts {
  readonly open: OpenLog;
  readonly mission: Mission;
  /** The mission's data folder. */
  readonly folder: string;
  readonly onFault: (message: string) => void;
  /** UTC milliseconds. */
  readonly now?: () => number;
  /** Where proposals are kept; in the folder unless a test passes its own. */
  readonly book?: ProposalBook;
}

/** The desk at which people write: what they may, in whose name, and with whom. */
export class Desk {
  readonly #open: OpenLog;
  readonly #mission: Mission;
  readonly #now: () => number;
  readonly #book: ProposalBook;
  readonly #recorder: Recorder;
  readonly #verifier: Verifier = nodeVerifier();
  readonly #words: Words;
  readonly #whySimulated: ReturnType<typeof refusingSimulated>;
  readonly custody: Custody;
  readonly refusals: SignedRefusals;
  readonly keys: Keys;
  /** Compares what is to be published with the record: when it is asked for, and again when it is agreed to. */
  readonly examining: Examining = new Examining();
  /** Acts that wait for a second person, also those of other rooms. */
  readonly proposals: Proposals;

  constructor({ open, mission, folder, onFault, now = () => Date.now(), book }: DeskParts) {
    this.#open = open;
    this.#mission = mission;
    this.#now = now;
    this.#book = book ?? new ProposalBook(folder);
    this.#recorder = new Recorder(open, mission, this.#book);
    this.custody = new Custody(open);
    this.#words = new Words(open, mission, this.custody);
    this.#whySimulated = refusingSimulated(() => mission.standing.exercise);
    this.refusals = new SignedRefusals(open, now);
    this.proposals = new Proposals({
      ...{ book: this.#book, now, onFault, isPerson },
      actorNow: ({ handle }) => mission.members.get(handle)?.actor,
      words: (proposal, of) => this.#words.agreed(proposal, of),
      recordRefusal: async (proposal) =>
        this.#words.recordRefusal(proposal, await this.#refusedName(proposal)),
      prepare: (proposal) => this.#examine(proposal),
    });
    this.keys = new Keys({ open, mission, now, proposals: this.proposals, words: this.#words });
    this.proposals.on('entry', (agreed) => this.#writeAgreed(agreed));
    this.proposals.on('erasure', (agreed) => this.#eraseAgreed(agreed));
  }

  /** Takes up what a former process left on its way, once the record is read back. */
  async resume(): Promise<void> {
    await this.#mission.caughtUp;
    await this.proposals.resume();
  }

  /** With whose key a report of theirs is signed; undefined of devices and of the machine's own token. */
  async signerOf(actor: Actor): Promise<EntrySigner | undefined> {
    return isPerson(actor) ? this.custody.keyOf(actor.handle) : undefined;
  }

  close(): void {
    this.#book.close();
  }

  /**
   * Writes what somebody sent, if the table of rights lets them, and answers what became of it. Throws a
   * {@link Problem}; what is refused to an officer of a party is signed.
   */
  async write(actor: Actor, sent: unknown): Promise<Outcome> {
    this.#mission.mustBeReady();
    const request = readRequest(sent);
    if (!request.ok) throw problemOf(request.refusal);
    if (rolesAt(actor, this.#now()).every((role) => role === 'public'))
      throw new Problem('request/not-allowed', 'whoever has not signed in writes nothing');
    let act: Act | 'write' = 'write';
    try {
      const own = await this.#opened(request.value);
      const deed = deedOf(request.value, own);
      act = deed.act;
      const { target, needsSecond, filed } = await allow(this.#mission, actor, deed, this.#now());
      if (own === undefined && !isPerson(actor))
        throw new Problem('request/not-allowed', 'what is written here is signed for a person: sign in');
      if (needsSecond) {
        if (isRules(request.value)) await this.#mission.appointing.mustKeepOffices(request.value.body);
        await this.examining.now(deed);
        return this.#propose(actor, deed, target, request.value);
      }
      return await this.#write(actor, deed, request.value, own, filed);
    } catch (error) {
      throw this.#told(error, actor, act, sent as Json);
    }
  }

  /** What is refused or has no effect, signed where it goes to a party. */
  #told(error: unknown, actor: Actor, act: Act | 'write', asked: Json): unknown {
    if (error instanceof NotAdmitted) return new Problem('entry/form', error.message);
    if (!(error instanceof Problem) || !SIGNED.has(error.code)) return error;
    const { index } = error.more;
    return this.refusals.signed(error, actor, {
      act,
      asked,
      ...(index === undefined ? {} : { entry: index }),
    });
  }

  async #opened(request: EntryRequest): Promise<OwnEntry | undefined> {
    if (request.type === 'staff') return undefined;
    const own = await openOwn(request, this.#open.log, this.#verifier);
    if (request.statement.kind !== 'report') return own;
    await this.#mission.knowSources();
    mustBeReport(own, this.#mission.registry);
    return own;
  }

  #propose(actor: Actor, { act, body }: Deed, target: Target, request: EntryRequest): Outcome {
    const erases = act === 'erase';
    if (erases) readErasure(body);
    else if (request.type === 'staff') signerOfKind(request.kind);
    const nonce = request.type === 'own' ? request.statement.authored.nonce : request.nonce;
    const { id, expires } = this.proposals.ask(actor, {
      ...{ type: erases ? 'erasure' : 'entry', act, target, what: request as unknown as Json },
      ...(nonce === undefined ? {} : { nonce }),
    });
    return { proposal: id, expires };
  }

  async #write(
    actor: Actor,
    deed: Deed,
    request: EntryRequest,
    own: OwnEntry | undefined,
    filed: number | undefined,
  ): Promise<Outcome> {
    if (deed.kind === 'report') await this.#mustBeFiled(actor, deed);
    const name = await this.#nameOf(actor, request, randomNonce(request));
    const drafts = async () => [
      await this.#draftOf(actor, request, name, own),
      ...(await this.#words.own(actor, deed.act, name, deed.audience)),
    ];
    const digest = digestOfAsked(request as unknown as Json);
    return this.#became(deed, await this.#recorder.write(name, digest, drafts, filed));
  }

  async #mustBeFiled({ handle }: Actor, { body, audience }: Deed): Promise<void> {
    const report = reportIn(wholeReport(body));
    const naming = { ...report, audience, sender: handle };
    const why = this.#whySimulated(report) ?? (await unsentIn(this.#open.disk, naming));
    if (why !== undefined) throw why;
  }

  async #became(
    { audience, body, act }: Pick<Deed, 'audience' | 'body' | 'act'>,
    recorded: Recorded,
  ): Promise<Outcome> {
    const incident = typeof body.incident === 'string' ? { incident: body.incident } : {};
    const { index } = recorded;
    const fate = await this.#mission.ask('fate', audience, { index, ...incident });
    if (fate.ignored !== undefined) throw new Problem('entry/without-effect', fate.ignored, { index });
    const { verifying, status } = fate.incident ?? {};
    const waits = act === 'status: verified' && verifying !== undefined && status !== 'verified';
    return {
      ...recorded,
      became: waits ? 'waits' : 'taken',
      ...(waits ? { says: `${verifying} holds it verified; a second person must agree` } : {}),
      ...(fate.incident === undefined ? {} : { incident: fate.incident }),
    };
  }

  /** The entry that a request makes, by key and nonce. */
  async #nameOf(actor: Actor, request: EntryRequest, nonce: string): Promise<EntryName> {
    if (request.type === 'own') return { by: request.statement.by, nonce: request.statement.authored.nonce };
    const { keys } = this.#open;
    const signer =
      signerOfKind(request.kind) === 'registrar' ? keys.registrar : await this.custody.keyOf(actor.handle);
    return { by: keyIdOf(signer), nonce: nonceOf(actor.handle, nonce) };
  }

  async #draftOf(
    actor: Actor,
    request: EntryRequest,
    name: EntryName,
    own: OwnEntry | undefined,
  ): Promise<Draft> {
    if (own !== undefined) return own.draft;
    if (request.type === 'own') return (await openOwn(request, this.#open.log, this.#verifier)).draft;
    const { log, keys } = this.#open;
    const signer = this.#words.isRegistrar(name) ? keys.registrar : await this.custody.keyOf(actor.handle);
    await this.#mission.knowSources();
    return log.draft(contentFor(request, name.nonce, this.#mission.registry), signer);
  }

  /** What is asked for, compared with the record before the turn of whoever agrees. */
  async #examine({ id, type, what }: Proposal): Promise<void> {
    const request = what as unknown as EntryRequest;
    if (type !== 'entry') return;
    await this.examining.ahead(id, async () => deedOf(request, await this.#opened(request)));
  }

  /** Writes an entry that a second person agreed to, with their words beside it, all in one batch. */
  async #writeAgreed({ proposal, words }: Agreed): Promise<Json> {
    const { asker, what, act, target, id } = proposal;
    const request = what as unknown as EntryRequest;
    const name = await this.#nameOf(asker, request, id);
    const drafts = async () => {
      if (isRules(request)) await this.#mission.appointing.mustKeepOffices(request.body);
      const own = await this.#opened(request);
      await this.examining.of(id, deedOf(request, own));
      return [await this.#draftOf(asker, request, name, own), ...(await words(name))];
    };
    const write = () => this.#recorder.write(name, digestOfAsked(what), drafts);
    // Rules hold the offices of members: between the look at those and the entry nobody comes or goes.
    const recorded = await (isRules(request) ? this.#mission.appointing.inTurn(write) : write());
    const { index, leaf } = recorded;
    const fate = await this.#mission.ask('fate', target.audience, { index });
    // With every bulletin goes a statement of what the record comes to; where it cannot be made now, the hourly one says it.
    if (act === 'publish' && fate.ignored === undefined) await this.#mission.state().catch(() => undefined);
    return { index, leaf, act, ...(fate.ignored === undefined ? {} : { ignored: fate.ignored }) };
  }

  /** Erases what a second person agreed to: their words first, so that none goes without them. */
  async #eraseAgreed({ proposal, words }: Agreed): Promise<Json> {
    const { asker, what, id } = proposal;
    const { indexes, scope, reason } = readErasure((what as unknown as Pick<Deed, 'body'>).body);
    const of = this.#words.byRegistrar(asker.handle, id);
    await this.#words.append(await words(of));
    try {
      const request = { indexes, scope, requestedBy: asker.handle, reason, nonce: of.nonce };
      const index = await erase(this.#open, request);
      await this.#mission.settled();
      return { index };
    } catch (error) {
      // Also where it was erased before the process that did it could say so.
      if (error instanceof NothingToErase) return { ignored: error.message };
      throw error;
    }
  }

  /** The entry that would have been written; of what writes none here, one that stands for the proposal. */
  async #refusedName({ asker, what, id }: Proposal): Promise<EntryName> {
    const request = what as unknown as Partial<EntryRequest> | null;
    const writes = request?.type === 'own' || (request?.type === 'staff' && request.kind !== 'erasure');
    return writes
      ? this.#nameOf(asker, request as EntryRequest, id)
      : this.#words.byRegistrar(asker.handle, id);
  }
}

/** Problems that are signed where they go to a party: what it may not do, and what changed nothing. */
const SIGNED: ReadonlySet<string> = new Set(['request/not-allowed', 'entry/key', 'entry/without-effect']);

/** The machine's own token, and a device, stand for no person. */
function isPerson({ handle, roles }: Actor): boolean {
  return Custody.serves(handle) && !roles.includes('device') && roles.some((role) => role !== 'public');
}
