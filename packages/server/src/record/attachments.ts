import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Json, PUBLIC } from '@armistice/core/record';
import { BadRow } from './content-row.ts';
import type { Disk } from './disk.ts';
import type { Content } from './draft.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;
const SHA256 = /^[0-9a-f]{64}$/;

/** Where a public attachment lies below `public/`: by its hash alone. */
export function attachmentPath(sha256: string): string {
  return `attachments/${sha256.slice(0, 2)}/${sha256}`;
}

function restrictedPath(audience: string, sha256: string): string {
  return `private/attachments/${audience}/${sha256.slice(0, 2)}/${sha256}`;
}

/** Where the key of a sealed attachment lies. */
export function keyPath(audience: string, sha256: string): string {
  return `private/attachment-keys/${audience}/${sha256}`;
}

/** An attachment that is kept for an audience. */
export interface KeptAttachment {
  readonly sha256: string;
  readonly audience: string;
}

/** Where it stands who sent a sealed attachment. */
export function sendersPath({ audience, sha256 }: KeptAttachment): string {
  return `private/attachment-senders/${audience}/${sha256}`;
}

/** An attachment as a body names it. */
export interface NamedAttachment {
  readonly sha256: string;
}

/** Attachments that an opened body names. */
export function attachmentsIn(body: { readonly [name: string]: Json }): NamedAttachment[] {
  const list = Array.isArray(body.attachments) ? (body.attachments as readonly Json[]) : [];
  return list.flatMap((one) => {
    const sha256 = typeof one === 'object' && one !== null && 'sha256' in one ? one.sha256 : undefined;
    return typeof sha256 === 'string' && SHA256.test(sha256) ? [{ sha256 }] : [];
  });
}

/** Attachments that content names, with the audience that may read them. */
function named(content: Content): KeptAttachment[] {
  if ('open' in content.body) return [];
  return content.body.fields
    .filter((field) => field.name === 'attachments')
    .flatMap(({ value, audience }) => {
      const list = Array.isArray(value) ? (value as readonly { readonly sha256?: unknown }[]) : [{}];
      return list.map(({ sha256 }) => {
        if (typeof sha256 !== 'string' || !SHA256.test(sha256))
          throw new BadRow('an attachment is named by its "sha256" in 64 hexadecimal digits');
        return { sha256, audience };
      });
    });
}

/**
 * Stores the files that content names, out of a folder, before the entry is written. Files of any size: public ones
 * as they are, restricted ones encrypted under a key of their own. Throws {@link BadRow} where a file is missing.
 */
export async function keepAttachments(
  disk: Disk,
  content: Content,
  folder: string | undefined,
): Promise<void> {
  for (const { sha256, audience } of named(content)) {
    const path = audience === PUBLIC ? `public/${attachmentPath(sha256)}` : restrictedPath(audience, sha256);
    if ((await disk.size(path)) !== undefined) continue;
    const file = folder === undefined ? undefined : await findFile(folder, sha256);
    if (file === undefined)
      throw new BadRow(
        `attachment ${sha256} is not in ${folder ?? 'any folder: name one with --attachments'}`,
      );
    if (audience === PUBLIC) await storeOpen(disk, path, file, sha256);
    else await seal(disk, createReadStream(file, { highWaterMark: CHUNK_BYTES }), audience, sha256);
  }
}

async function findFile(folder: string, sha256: string): Promise<string | undefined> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
  const ordered = [
    ...names.filter((name) => name.startsWith(sha256)),
    ...names.filter((name) => !name.startsWith(sha256)),
  ];
  for (const name of ordered) {
    const path = join(folder, name);
    if ((await hashFile(path)) === sha256) return path;
  }
  return undefined;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk);
  return hash.digest('hex');
}

/** Under a temporary name until whole: a crash leaves no half attachment under a hash. */
async function store(disk: Disk, path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const part = `${path}.part`;
  await disk.remove(part);
  let bytes = 0;
  for await (const chunk of chunks) {
    await disk.append(part, chunk, path.startsWith('private/') ? 0o600 : 0o644);
    bytes += chunk.length;
  }
  await disk.rename(part, path);
  return bytes;
}

/**
 * Stores a file that came by itself, before an entry names it: encrypted under a key of its own. Answers its SHA-256; the
 * same bytes again are not written twice.
 */
export async function keepSealed(disk: Disk, bytes: Uint8Array, audience: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if ((await disk.size(restrictedPath(audience, sha256))) === undefined)
    await seal(disk, [bytes], audience, sha256);
  return sha256;
}

/** Destroys a file that no entry names: key, who sent it, and content, for one audience. Safe to repeat. */
export async function destroySealed(disk: Disk, audience: string, sha256: string): Promise<void> {
  await disk.remove(keyPath(audience, sha256));
  await disk.remove(sendersPath({ audience, sha256 }));
  await disk.remove(restrictedPath(audience, sha256));
}

const TAG_BYTES = 16;

/** A stored file of an audience as it came; undefined where there is none, or where it was erased. */
export async function readSealed(
  disk: Disk,
  sha256: string,
  audience: string,
): Promise<Uint8Array | undefined> {
  if (!SHA256.test(sha256)) return undefined;
  const [key, sealed] = [
    await disk.read(keyPath(audience, sha256)),
    await disk.read(restrictedPath(audience, sha256)),
  ];
  if (key === undefined || sealed === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, new Uint8Array(12));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

async function storeOpen(disk: Disk, path: string, file: string, sha256: string): Promise<void> {
  const bytes = await store(disk, path, createReadStream(file, { highWaterMark: CHUNK_BYTES }));
  await disk.append('public/attachments/index', new TextEncoder().encode(`${sha256} ${bytes}\n`));
}

/** The key first: without it the file is no more than noise. */
async function seal(
  disk: Disk,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  audience: string,
  sha256: string,
): Promise<void> {
  const key = randomBytes(32);
  await disk.replace(keyPath(audience, sha256), key, 0o600);
  const cipher = createCipheriv('aes-256-gcm', key, new Uint8Array(12));
  async function* sealed(): AsyncIterable<Uint8Array> {
    for await (const chunk of chunks) yield cipher.update(chunk);
    yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
  }
  await store(disk, restrictedPath(audience, sha256), sealed());
}

/** Destroys attachments that no other entry needs, for every audience: key, file, and the line of the index. Safe to repeat. */
export async function destroyAttachments(disk: Disk, doomed: readonly NamedAttachment[]): Promise<void> {
  const audiences = await disk.list('private/attachments');
  for (const { sha256 } of doomed) {
    for (const audience of audiences) await destroySealed(disk, audience, sha256);
    await disk.remove(`public/${attachmentPath(sha256)}`);
  }
  const index = await disk.read('public/attachments/index');
  if (index === undefined) return;
  const gone = new Set(doomed.map((one) => one.sha256));
  const lines = new TextDecoder()
    .decode(index)
    .split('\n')
    .filter((line) => line !== '' && !gone.has(line.slice(0, 64)));
  await disk.replace(
    'public/attachments/index',
    new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
  );
}
