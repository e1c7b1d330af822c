import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isMemberAt, type MemberEntry } from '@armistice/core/mission';
import { type Actor, ANYBODY, audiencesOf, rolesAt } from '@armistice/core/rights';
import type { FastifyRequest } from 'fastify';
import type { Proposals } from '../desk/proposals.ts';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import { Accounts } from './accounts.ts';
import { type AskedOf, type Asker, bearerOf, isLocal, type Needs } from './asker.ts';
import { Attempts } from './attempts.ts';
import { BroughtBack } from './brought-back.ts';
import { DeviceTokens } from './device-tokens.ts';
import { EXERCISE_PREFIX } from './handles.ts';
import { Invitations } from './invitations.ts';
import { Suspending } from './suspending.ts';

/** What knowing people stands on. */
export interface PeopleParts {
  readonly mission: Mission;
  /** The mission's data folder. */
  readonly folder: string;
  /** The address that browsers know the server by. */
  readonly url?: string;
  /** Where acts wait for a second person; left out, what needs one is refused where there are two. */
  readonly proposals?: Pick<Proposals, 'ask' | 'on' | 'waits'>;
  readonly now?: () => number;
}

/** So long does whoever was ended count among those who could have agreed. */
const COUNTS_MS = 7 * 86_400_000;

/** The cookie by which the switcher of an exercise knows as whom somebody looks. */
export const SWITCH_COOKIE = 'armistice-as';

/** Who takes part, and how a request shows whose it is. */
export class People {
  readonly mission: Mission;
  readonly accounts: Accounts;
  readonly invitations: Invitations;
  readonly devices: DeviceTokens;
  readonly attempts: Attempts;
  readonly suspending: Suspending;
  readonly broughtBack: BroughtBack;
  readonly proposals: Pick<Proposals, 'ask' | 'on' | 'waits'> | undefined;
  readonly url: URL;
  readonly folder: string;
  readonly now: () => number;
  /** Opens the first run, printed at the start; undefined once it was used. */
  firstRunCode: string | undefined;

  readonly #counted = new WeakSet<FastifyRequest>();

  private constructor(parts: PeopleParts, accounts: Accounts, url: URL) {
    const { mission, proposals, now = () => Date.now() } = parts;
    this.mission = mission;
    this.accounts = accounts;
    this.url = url;
    this.folder = parts.folder;
    this.now = now;
    this.proposals = proposals;
    this.invitations = new Invitations(accounts.db, now);
    this.devices = new DeviceTokens(accounts.db, now);
    this.attempts = new Attempts(now, accounts);
    this.suspending = new Suspending(accounts.db, now, (id) => proposals?.waits(id) ?? false);
    this.broughtBack = new BroughtBack(accounts.db, now);
    this.firstRunCode = randomBytes(24).toString('base64url');
  }

  static async open(parts: PeopleParts): Promise<People> {
    const { mission, folder, now = () => Date.now() } = parts;
    const url = new URL(parts.url ?? 'http://localhost');
    const memberEntry = (handle: string) => mission.members.get(handle)?.index ?? -1;
    return new People(parts, await Accounts.open({ folder, url, memberEntry, now }), url);
  }

  close(): void {
    this.accounts.close();
  }

  /** Ways of knowing who sends a request, in the order in which they are tried. */
  get ways(): readonly AskedOf[] {
    return [
      (request) => this.#device(request),
      (request) => this.#switched(request),
      (request) => this.#session(request),
    ];
  }

  async #device(request: FastifyRequest): Promise<Asker | undefined> {
    const token = bearerOf(request);
    const handle = token === undefined ? undefined : this.devices.handleOf(token);
    if (handle === undefined) return undefined;
    this.mission.mustKnowReports();
    const { entry, actor } = this.mission.members.get(handle) ?? {};
    if (entry === undefined || actor === undefined || !isMemberAt(entry, this.now())) return undefined;
    if (!entry.roles.includes('device')) return undefined;
    if (!this.#counted.has(request)) {
      const wait = this.devices.take(handle);
      // Looked up again for each batch of a stream, it is one request still.
      this.#counted.add(request);
      if (wait > 0) throw new Problem('request/too-many', `${handle} may come again in ${wait} ms`);
    }
    this.devices.used(handle);
    return { ...actor, via: 'device' };
  }

  async #session(request: FastifyRequest): Promise<Asker | undefined> {
    const session = await this.accounts.session(headersOf(request));
    if (session === undefined) return undefined;
    const { handle, factor } = session;
    const asker = this.#askerFor(handle, session.member);
    if (asker === undefined) return undefined;
    const weak = factor === 'password' || factor === 'invitation';
    const needs: Needs | undefined =
      asker.needs ?? (weak && !this.mission.standing.exercise ? 'second-factor' : undefined);
    return { ...asker, via: 'session', ...(needs === undefined ? {} : { needs }) };
  }

  /** A member as they act now. A session from before the last word on them is over: undefined. */
  #askerFor(handle: string, since: number): Asker | undefined {
    this.mission.mustKnowReports();
    const member = this.mission.members.get(handle);
    if (member === undefined) return { handle, roles: ['public'], needs: 'membership' };
    if (member.index !== since) return undefined;
    if (this.suspending.holds(handle) || this.broughtBack.waits(member))
      return { handle, roles: ['public'], needs: 'membership' };
    if (!isMemberAt(member.entry, this.now())) return { handle, roles: ['public'], needs: 'membership' };
    return member.actor;
  }

  /** Whether the switcher is here: in an exercise, on this machine. */
  mayBeSwitched(request: FastifyRequest): boolean {
    return this.mission.standing.exercise && isLocal(request);
  }

  #switched(request: FastifyRequest): Asker | undefined {
    const cookie = cookieOf(request, SWITCH_COOKIE);
    if (cookie === undefined || !this.mayBeSwitched(request)) return undefined;
    const [handle = '', given = ''] = cookie.split('.');
    const expected = Buffer.from(this.#sealOf(handle));
    const shown = Buffer.from(given);
    if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return undefined;
    const member = this.simulated().find((one) => one.handle === handle);
    return member === undefined ? undefined : { ...member, via: 'switcher' };
  }

  /** The value of the switcher's cookie for a simulated member. */
  switchTo(handle: string): string {
    return `${handle}.${this.#sealOf(handle)}`;
  }

  #sealOf(handle: string): string {
    return createHmac('sha256', this.accounts.secret).update(`switch ${handle}`).digest('base64url');
  }

  /** The simulated members of an exercise; none elsewhere. */
  simulated(): readonly Actor[] {
    if (!this.mission.standing.exercise) return [];
    return this.mission.members
      .all()
      .filter(({ handle, entry }) => handle.startsWith(EXERCISE_PREFIX) && isMemberAt(entry, this.now()))
      .map(({ actor }) => actor);
  }

  /** Whether nobody administers the mission yet. Simulated members administer nothing. */
  get isFirstRun(): boolean {
    this.mission.mustKnowReports();
    return !this.mission.members
      .all()
      .some(
        ({ handle, entry }) => !handle.startsWith(EXERCISE_PREFIX) && entry.roles.includes('administrator'),
      );
  }

  /**
   * Whether those who could agree to an invitation are fewer than two: then the first acts alone. Whoever was ended a few
   * days ago counts: nobody becomes alone by ending the others.
   */
  get invitesAlone(): boolean {
    const late = this.mission.members
      .endedSince('invite-member', this.now() - COUNTS_MS)
      .filter((handle) => !handle.startsWith(EXERCISE_PREFIX));
    return this.inviters().length + late.length < 2;
  }

  /** Handles of those who may invite, and agree to an invitation; simulated members aside. */
  inviters(): readonly string[] {
    return this.mission.members
      .holding('invite-member', 'public', this.now())
      .filter((handle) => !handle.startsWith(EXERCISE_PREFIX));
  }

  /** Ends somebody's membership: credentials first, so that nothing opens whatever becomes of the record. */
  async end(entry: MemberEntry, by: string, reason: string): Promise<void> {
    this.accounts.drop(entry.handle);
    const { with: _, ...kept } = entry;
    await this.mission.appointing.write({ ...kept, ended: true, by, reason });
  }
}

/** What everybody may know of whoever asks. */
export function shownOf(asker: Asker, now: number) {
  const actor: Actor = asker.needs === undefined ? asker : ANYBODY;
  const { party, bodies } = actor;
  return {
    roles: rolesAt(actor, now),
    ...(party === undefined ? {} : { party }),
    ...(bodies === undefined ? {} : { bodies }),
    audiences: audiencesOf(actor, now),
  };
}

/** The headers of a request as the library reads them. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'user-agent', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  return headers;
}

/** A cookie of a request by its name; undefined where there is none, or its bytes are no text. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return decoded(value.slice(0, 400));
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
