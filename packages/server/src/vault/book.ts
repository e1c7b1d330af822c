import { list, number, object, parseShape, type Shape, type Shaped, text } from '@armistice/core/base';
import { type Json, keyInForce, type ReadEntry, thumbprint } from '@armistice/core/record';
import type { Content } from '../record/draft.ts';
import type { Log } from '../record/log.ts';
import { handleForm, reasonForm } from './words.ts';

// The sealed log of a vault: who its custodians are, which handles it knows, and every opening and drop, for ever. What it says
// stands above what lies on the disk.

/** The one audience of a vault's log. */
export const VAULT_AUDIENCE = 'vault';

const listedForm = object({ handle: handleForm, recipient: text({ max: 100 }), key: text({ max: 43 }) });
const act = { asking: text({ max: 64 }), handle: handleForm, why: reasonForm };

const FORMS = {
  'vault-custodians': object({
    epoch: number(0, 1_000_000, 'changes', true),
    custodians: list(listedForm, 2, 16),
  }),
  'vault-identity': object({ handle: handleForm, commitment: text({ max: 43 }), by: handleForm }),
  'vault-agreed': object({ ...act, act: text({ max: 10 }), for: handleForm }),
  'vault-opened': object({ ...act, with: handleForm }),
  'vault-dropped': object({ ...act, with: handleForm, requestedBy: text({ max: 200 }) }),
} as const satisfies { readonly [kind: string]: Shape<unknown> };

export type VaultKind = keyof typeof FORMS;
type BodyOf<K extends VaultKind> = Shaped<(typeof FORMS)[K]>;
type Listed = Shaped<typeof listedForm>;

/** What is written into the sealed log. */
export function vaultEntry<K extends VaultKind>(kind: K, body: BodyOf<K>): Content {
  const fields = Object.entries(body).map(([name, value]) => ({
    name,
    value: value as Json,
    audience: VAULT_AUDIENCE,
    part: 'view' as const,
  }));
  return { kind, audience: VAULT_AUDIENCE, body: { fields } };
}

/** An identity as the sealed log knows it. */
interface Known {
  readonly commitment: string;
  /** Index of the entry that says so. */
  readonly entry: number;
  readonly dropped?: number;
}

/** What two custodians did together. */
export interface Deed {
  readonly kind: 'vault-opened' | 'vault-dropped';
  readonly entry: number;
  /** UTC milliseconds at which the sealed log took it. */
  readonly at: number;
  readonly handle: string;
  readonly why: string;
  /** Whoever asked and carried it out, and whoever agreed. */
  readonly by: string;
  readonly with: string;
}

/** What the sealed log comes to. */
export interface Book {
  readonly epoch: number;
  readonly custodians: readonly Listed[];
  readonly identities: ReadonlyMap<string, Known>;
  /** Openings and drops, in order. */
  readonly deeds: readonly Deed[];
  /** Entries that broke the rules of a vault, in words. */
  readonly problems: readonly string[];
}

interface Open {
  epoch: number;
  custodians: readonly Listed[];
  readonly identities: Map<string, Known>;
  readonly deeds: Deed[];
  readonly problems: string[];
  /** What was signed by one custodian and waits for another. */
  readonly halves: Map<string, string>;
}

/** Reads a sealed log from its beginning, and holds each entry against who may write it. */
export async function readBook(log: Log): Promise<Book> {
  const book: Open = {
    epoch: -1,
    custodians: [],
    identities: new Map(),
    deeds: [],
    problems: [],
    halves: new Map(),
  };
  for await (const entry of log.readFrom(0)) {
    const why = take(book, entry, signerOf(log, entry));
    if (why !== undefined) book.problems.push(`entry ${entry.index} of the sealed log: ${why}`);
  }
  return book;
}

/** The handle of the custodian who signed; undefined for the registrar, and for whoever had no key in force. */
function signerOf(log: Log, { header, index }: ReadEntry): string | undefined {
  const key = header === undefined ? undefined : keyInForce(log.register, header.by, index);
  return key?.role === 'person' && header?.sig !== undefined ? key.subject : undefined;
}

/** Takes one entry; answers why it counts for nothing, where it does. */
function take(book: Open, entry: ReadEntry, signer: string | undefined): string | undefined {
  const kind = entry.header?.kind ?? '';
  if (!Object.hasOwn(FORMS, kind)) return undefined;
  const parsed = parseShape(FORMS[kind as VaultKind] as Shape<unknown>, entry.body, 'vault/entry');
  if (!parsed.ok) return parsed.refusal.message;
  const isCustodian = book.custodians.some(({ handle }) => handle === signer);
  if (book.epoch >= 0 && kind !== 'vault-identity' && !isCustodian)
    return `${kind} was not signed by a custodian`;
  switch (kind as VaultKind) {
    case 'vault-custodians':
      return takeCustodians(book, parsed.value as BodyOf<'vault-custodians'>, signer);
    case 'vault-identity':
      return takeIdentity(book, parsed.value as BodyOf<'vault-identity'>, entry.index);
    case 'vault-agreed': {
      const { asking, act, handle, for: first } = parsed.value as BodyOf<'vault-agreed'>;
      book.halves.set(`${asking} ${act} ${handle} ${first}`, signer ?? '');
      return undefined;
    }
    case 'vault-opened':
      return takeDeed(book, 'vault-opened', parsed.value as BodyOf<'vault-opened'>, signer, entry);
    case 'vault-dropped':
      return takeDeed(book, 'vault-dropped', parsed.value as BodyOf<'vault-dropped'>, signer, entry);
  }
}

/** The first list is the registrar's; each later one stands once two of the custodians before have signed the same. */
function takeCustodians(
  book: Open,
  { epoch, custodians }: BodyOf<'vault-custodians'>,
  signer: string | undefined,
): string | undefined {
  if (epoch !== book.epoch + 1) return `custodians of epoch ${epoch} follow those of ${book.epoch}`;
  const half = `custodians ${JSON.stringify([epoch, custodians])}`;
  const first = book.halves.get(half);
  if (epoch === 0 || (first !== undefined && first !== signer)) {
    book.epoch = epoch;
    book.custodians = custodians;
  } else book.halves.set(half, signer ?? '');
  return undefined;
}

function takeIdentity(
  book: Open,
  { handle, commitment }: BodyOf<'vault-identity'>,
  entry: number,
): string | undefined {
  const known = book.identities.get(handle);
  if (known !== undefined && known.dropped === undefined) return `${handle} was known already`;
  book.identities.set(handle, { commitment, entry });
  return undefined;
}

/** What two custodians did together; one who did it alone changed nothing. */
function takeDeed(
  book: Open,
  kind: Deed['kind'],
  body: Pick<Deed, 'handle' | 'with' | 'why'> & { readonly asking: string },
  signer: string | undefined,
  { index: entry, header }: ReadEntry,
): string | undefined {
  const act = kind === 'vault-opened' ? 'open' : 'drop';
  const second = book.halves.get(`${body.asking} ${act} ${body.handle} ${signer}`);
  if (second === undefined || second === signer || second !== body.with)
    return `${body.handle} was to ${act} without another custodian's agreement`;
  const known = book.identities.get(body.handle);
  if (known === undefined) return `${body.handle} was never in the vault`;
  const { handle, why, with: agreed } = body;
  book.deeds.push({ kind, entry, at: header?.at ?? 0, handle, why, by: signer ?? '', with: agreed });
  if (kind === 'vault-dropped') book.identities.set(body.handle, { ...known, dropped: entry });
  return undefined;
}

/** A custodian as the sealed log lists one. */
export function listedAs(custodian: Listed): Listed {
  const { handle, recipient, key } = custodian;
  return { handle, recipient, key };
}

/** Key id of a custodian's key, as the sealed log's register has it. */
export function keyIdOf({ key }: { readonly key: string }): string {
  return thumbprint({ crv: 'Ed25519', kty: 'OKP', x: key });
}
