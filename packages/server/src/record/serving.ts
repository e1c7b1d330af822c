import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isAudience, PUBLIC } from '@armistice/core/record';
import type { Disk } from './disk.ts';

/** A file to be served: its path below the log's folder, and how it may be kept by caches. */
export interface Served {
  readonly path: string;
  readonly type: string;
  readonly cache: 'immutable' | 'short';
}

const PLACE = '(?:x[0-9]{3}/)*[0-9]{3}';
const HASH = new RegExp(`^tile/(?:[0-9]|[1-5][0-9]|6[0-3])/${PLACE}(?:\\.p/[0-9]{1,3})?$`);
const ENTRIES = new RegExp(`^tile/entries/${PLACE}(?:\\.p/[0-9]{1,3})?$`);
const BODIES = new RegExp(`^(bodies|keys)/([a-z][a-z0-9-]{0,62})/${PLACE}$`);
const TEXTS = /^(?:checkpoint|policy|witnesses\.json|successor|attachments\/index|cosigned\/[0-9a-f]{8})$/;
const ATTACHMENT = /^attachments\/[0-9a-f]{2}\/[0-9a-f]{64}$/;
const DERIVED = /^derived\/[0-9]{1,16}\/[a-z0-9-]+\.(?:ndjson|json|csv)$/;

/**
 * Which file a path names for a reader of these audiences; undefined for everything else. A list of what may be
 * served, never of what may not: no path of another shape reaches the disk, and a pack that the reader may not have
 * looks exactly like one that is not there.
 */
export function servedFile(path: string, audiences: ReadonlySet<string>): Served | undefined {
  const open = (type: string, cache: Served['cache']): Served => ({ path: `public/${path}`, type, cache });
  if (TEXTS.test(path))
    return open(path.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8', 'short');
  if (HASH.test(path) || ENTRIES.test(path)) return open('application/octet-stream', 'immutable');
  if (ATTACHMENT.test(path)) return open('application/octet-stream', 'short');
  if (DERIVED.test(path)) return open('text/plain; charset=utf-8', 'immutable');
  const [, room, audience] = BODIES.exec(path) ?? [];
  if (audience === undefined) return undefined;
  // Packs grow with their bundle and shrink by erasure.
  if (room === 'bodies' && audience === PUBLIC) return open('application/octet-stream', 'short');
  if (!audiences.has(audience)) return undefined;
  return { path: `private/${path}`, type: 'application/octet-stream', cache: 'short' };
}

const CREDENTIALS = 'private/credentials.json';

type Stored = readonly { readonly audience: string; readonly sha256: string; readonly label: string }[];

async function readCredentials(disk: Disk): Promise<Stored> {
  const bytes = await disk.read(CREDENTIALS);
  return bytes === undefined ? [] : (JSON.parse(new TextDecoder().decode(bytes)) as Stored);
}

/** Makes a credential for an audience: a token that is shown once; only its hash is kept. */
export async function newCredential(disk: Disk, audience: string, label: string): Promise<string> {
  if (!isAudience(audience) || audience === PUBLIC)
    throw new Error(`"${audience}" is no audience that needs a credential`);
  const token = randomBytes(32).toString('base64url');
  const sha256 = createHash('sha256').update(token).digest('hex');
  const stored = [...(await readCredentials(disk)), { audience, sha256, label }];
  await disk.replace(CREDENTIALS, new TextEncoder().encode(`${JSON.stringify(stored, null, 2)}\n`), 0o600);
  return token;
}

/** Takes a credential back, by its label. Answers whether there was one. */
export async function revokeCredential(disk: Disk, label: string): Promise<boolean> {
  const before = await readCredentials(disk);
  const after = before.filter((one) => one.label !== label);
  await disk.replace(CREDENTIALS, new TextEncoder().encode(`${JSON.stringify(after, null, 2)}\n`), 0o600);
  return after.length < before.length;
}

/** The audiences that an Authorization header opens, besides public. Compared in constant time. */
export async function audiencesOf(
  disk: Disk,
  authorization: string | undefined,
): Promise<ReadonlySet<string>> {
  const token = /^Bearer ([\w-]{43})$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return new Set();
  const hash = createHash('sha256').update(token).digest();
  const stored = await readCredentials(disk);
  return new Set(
    stored.filter((one) => timingSafeEqual(hash, Buffer.from(one.sha256, 'hex'))).map((one) => one.audience),
  );
}
