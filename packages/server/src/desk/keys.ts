import {
  list,
  misshapen,
  object,
  oneOf,
  parseShape,
  type Result,
  type Shape,
  text,
} from '@armistice/core/base';
import { type Json, type Jwk, type KeyRecord, PUBLIC, thumbprint } from '@armistice/core/record';
import { type Actor, may, rolesAt, type Target } from '@armistice/core/rights';
import type { Mission } from '../mission.ts';
import { Problem, problemOf } from '../problems.ts';
import type { OpenLog } from '../record/folder.ts';
import type { Agreed, Proposals } from './proposals.ts';
import type { Words } from './words.ts';

/** A key that somebody asks to have introduced: their own, their party's or their body's. */
export interface KeyRequest {
  readonly jwk: Jwk;
  readonly role: 'party' | 'body' | 'person';
  /** Whose it is: a party's id, a body's, a handle. */
  readonly name: string;
  /** Of a passkey: the web origins whose prompts may sign with it. */
  readonly origins?: readonly string[];
  readonly nonce?: string;
}

/** A key as it is listed. */
export interface ListedKey {
  readonly kid: string;
  readonly role: string;
  readonly name: string;
  /** The entry that introduced it, and the one that ended it. */
  readonly since: number;
  readonly until?: number;
  readonly passkey: boolean;
}

const part = text({ max: 43, pattern: /^[A-Za-z0-9_-]{43}$/, what: '32 bytes, base64url' });
const jwkForm = object(
  { kty: oneOf('OKP', 'EC'), crv: oneOf('Ed25519', 'P-256'), x: part },
  { y: part },
  ({ kty, crv, y }, path) => {
    const sound = crv === 'Ed25519' ? kty === 'OKP' && y === undefined : kty === 'EC' && y !== undefined;
    if (!sound)
      misshapen(path, 'must be an Ed25519 key (OKP: x) or a P-256 key (EC: x and y), and nothing besides');
  },
) as Shape<Jwk>;

const origin = text({ max: 200, what: 'a web origin such as https://room.example' });
const keyForm = object(
  { jwk: jwkForm, role: oneOf('party', 'body', 'person'), name: text({ max: 63 }) },
  { origins: list(origin, 1, 8), nonce: text({ max: 64, pattern: /^[A-Za-z0-9_-]+$/ }) },
  ({ jwk, origins }, path) => {
    const at = path === '' ? '' : `${path}.`;
    const strange = origins?.find((one) => !isOrigin(one));
    if (strange !== undefined) misshapen(`${at}origins`, `holds "${strange}", which is no web origin`);
    if (jwk.crv === 'P-256' && origins === undefined)
      misshapen(
        `${at}origins`,
        'is missing: a P-256 key signs as a passkey, at the origins that it is introduced for',
      );
  },
);

/** The JSON Schema of the request. */
export const KEY_SCHEMA = keyForm.schema;

function isOrigin(given: string): boolean {
  const url = URL.parse(given);
  const local = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  return url !== null && url.origin === given && (url.protocol === 'https:' || local);
}

/** Reads a request strictly. */
export function readKeyRequest(sent: unknown): Result<KeyRequest> {
  return parseShape(keyForm, sent, 'entry/form');
}

/** What keys need of the desk. */
export interface KeyParts {
  readonly open: OpenLog;
  readonly mission: Mission;
  readonly proposals: Proposals;
  readonly words: Words;
  readonly now: () => number;
}

const TARGET: Target = { audience: PUBLIC };

/**
 * Keys of persons, parties and bodies: introduced by the registrar once a second person has compared the key with whose
 * it is, and ended at once by whose they are.
 */
export class Keys {
  readonly #parts: KeyParts;

  constructor(parts: KeyParts) {
    this.#parts = parts;
    parts.proposals.on('key', (agreed) => this.#introduceAgreed(agreed));
    parts.proposals.on('key-end', (agreed) => this.#endAgreed(agreed));
  }

  /** Every key of a person, party or body that was ever introduced. */
  list(): readonly ListedKey[] {
    return [...this.#parts.open.log.register.keys.values()]
      .filter(({ role }) => OF_PEOPLE.has(role))
      .map(({ id, role, subject, since, until, origins }) => ({
        ...{ kid: id, role, name: subject, since },
        ...(until === undefined ? {} : { until }),
        passkey: origins !== undefined,
      }));
  }

  /** Asks to have a key introduced; answers the proposal that waits for a second person. */
  ask(actor: Actor, sent: unknown): { readonly proposal: string; readonly kid: string } {
    const request = readKeyRequest(sent);
    if (!request.ok) throw problemOf(request.refusal);
    const { nonce, ...what } = request.value;
    const kid = thumbprint(what.jwk);
    if (this.#parts.open.log.register.keys.has(kid))
      throw new Problem('entry/form', 'this key was introduced before: a key once ended never comes back');
    const own = isOwn(actor, { role: what.role, subject: what.name }, this.#parts.now());
    const { id } = this.#parts.proposals.ask(actor, {
      ...{ type: 'key', act: 'introduce-key', target: TARGET, what: what as unknown as Json },
      ...(own ? { askedAs: 'keep-own-keys' } : {}),
      nonce: nonce ?? kid,
    });
    return { proposal: id, kid };
  }

  /** Ends a key: one's own at once, another's once a second person agrees. */
  async end(actor: Actor, kid: string): Promise<{ readonly proposal: string } | { readonly index: number }> {
    const { open, proposals, now } = this.#parts;
    const record = open.log.register.keys.get(kid);
    if (record === undefined || !OF_PEOPLE.has(record.role))
      throw new Problem('request/not-found', 'no key of a person, party or body has this id');
    const own = isOwn(actor, record, now()) && may(actor, 'keep-own-keys', TARGET, now()).allowed;
    if (own)
      return {
        index: await this.#end(record, async (of) =>
          this.#parts.words.own(actor, 'keep-own-keys', of, PUBLIC),
        ),
      };
    const asked = { type: 'key-end', act: 'introduce-key', target: TARGET, what: { kid } } as const;
    return { proposal: proposals.ask(actor, { ...asked, nonce: `end-${kid}` }).id };
  }

  async #introduceAgreed({ proposal, words }: Agreed): Promise<Json> {
    const { open, mission } = this.#parts;
    const { jwk, role, name, origins } = proposal.what as unknown as KeyRequest;
    const kid = thumbprint(jwk);
    const standing = open.log.register.keys.get(kid);
    // Introduced by a process that ended before it took note.
    if (standing !== undefined) return { kid, index: standing.since };
    const of = this.#parts.words.byRegistrar(proposal.asker.handle, proposal.id);
    const body = {
      ...{ action: 'introduce', key: { ...jwk }, role, subject: name },
      ...(origins === undefined ? {} : { origins: [...origins] }),
    };
    const content = { kind: 'key', audience: PUBLIC, nonce: of.nonce, body: { open: body } };
    const [entry] = await open.log.append([
      open.log.draft(content, open.keys.registrar),
      ...(await words(of)),
    ]);
    await mission.settled();
    return { kid, index: entry?.index ?? -1 };
  }

  async #endAgreed({ proposal, words }: Agreed): Promise<Json> {
    const { kid } = proposal.what as { readonly kid: string };
    const record = this.#parts.open.log.register.keys.get(kid);
    return { kid, index: record === undefined ? -1 : await this.#end(record, words) };
  }

  /** Writes the end of a key, unless it is ended; answers the entry. */
  async #end(record: KeyRecord, words: Agreed['words']): Promise<number> {
    const { open, mission } = this.#parts;
    if (record.until !== undefined) return record.until;
    const of = this.#parts.words.byRegistrar(record.subject, `end ${record.id}`);
    const body = { open: { action: 'revoke', revokes: record.id } };
    const draft = open.log.draft(
      { kind: 'key', audience: PUBLIC, nonce: of.nonce, body },
      open.keys.registrar,
    );
    const [entry] = await open.log.append([draft, ...(await words(of))]);
    await mission.settled();
    return entry?.index ?? -1;
  }
}

const OF_PEOPLE: ReadonlySet<string> = new Set(['party', 'body', 'person']);

/** Whether a key is one's own to sign with: one's party's or body's, or in one's own handle. */
export function isOwn(
  actor: Actor,
  { role, subject }: Pick<KeyRecord, 'role' | 'subject'>,
  now: number,
): boolean {
  const roles = rolesAt(actor, now);
  return (
    (role === 'party' && actor.party === subject && roles.includes('liaison-officer')) ||
    (role === 'body' && actor.bodies?.includes(subject) === true && roles.includes('body-member')) ||
    (role === 'person' && actor.handle === subject)
  );
}
