import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { textOf } from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';

const INDEX = 'attachments/index';
const CHUNK_BYTES = 4 * 1024 * 1024;

/** One file that the log names: lower-case hex of its SHA-256, and its size. */
export interface Attachment {
  readonly sha256: string;
  readonly bytes: number;
}

/** Where large files are read from an offset: a folder or a web address. */
export type OpenFile = (path: string, from: number) => Promise<AsyncIterable<Uint8Array>>;

/** Reads below a folder. */
export function filesOfFolder(folder: string): OpenFile {
  return async (path, from) =>
    createReadStream(join(folder, path), { start: from, highWaterMark: CHUNK_BYTES });
}

/** Reads below a web address; continues where the server can. */
export function filesOfWeb(url: string, credential?: string): OpenFile {
  const base = url.endsWith('/') ? url : `${url}/`;
  return async (path, from) => {
    const headers: Record<string, string> = from === 0 ? {} : { range: `bytes=${from}-` };
    if (credential !== undefined) headers.authorization = `Bearer ${credential}`;
    const response = await fetch(new URL(path, base), { headers, redirect: 'error' });
    if (!response.ok || response.body === null)
      throw new Error(`${path}: the log answered ${response.status}`);
    // Without range support the answer begins at 0 again: what is here already is passed over.
    return response.status === 206 ? response.body : after(response.body, from);
  };
}

async function* after(chunks: AsyncIterable<Uint8Array>, from: number): AsyncIterable<Uint8Array> {
  let at = 0;
  for await (const chunk of chunks) {
    const skip = Math.min(chunk.length, Math.max(0, from - at));
    at += chunk.length;
    if (skip < chunk.length) yield chunk.subarray(skip);
  }
}

/** The attachments that a log lists, one `<sha256> <bytes>` a line. Throws on a line that is none. */
export function parseAttachmentIndex(bytes: Uint8Array): Attachment[] {
  const lines = (textOf(bytes) ?? '\0').split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const match = /^([0-9a-f]{64}) (0|[1-9][0-9]{0,14})$/.exec(line);
    if (match === null) throw new Error(`${INDEX} holds "${line.slice(0, 80)}", expected "<sha256> <bytes>"`);
    return { sha256: match[1] ?? '', bytes: Number(match[2]) };
  });
}

export function attachmentPath({ sha256 }: Attachment): string {
  return `attachments/${sha256.slice(0, 2)}/${sha256}`;
}

/** Copies one attachment; goes on where an interrupted copy stopped. Throws where the file is not what its name says. */
export async function copyAttachment(
  openFile: OpenFile,
  disk: Disk,
  attachment: Attachment,
): Promise<boolean> {
  const path = attachmentPath(attachment);
  if ((await disk.size(path)) === attachment.bytes) return false;
  const part = `${path}.part`;
  const hash = createHash('sha256');
  let at = (await disk.size(part)) ?? 0;
  if (at > attachment.bytes) {
    await disk.remove(part);
    at = 0;
  }
  for (let from = 0; from < at; from += CHUNK_BYTES)
    hash.update(await disk.readRange(part, from, Math.min(at, from + CHUNK_BYTES)));
  if (attachment.bytes === 0) await disk.replace(part, new Uint8Array());
  if (at < attachment.bytes)
    for await (const chunk of await openFile(path, at)) {
      at += chunk.length;
      if (at > attachment.bytes) break;
      hash.update(chunk);
      await disk.append(part, chunk);
    }
  if (at === attachment.bytes && hash.digest('hex') === attachment.sha256) {
    await disk.rename(part, path);
    return true;
  }
  // A shorter file was interrupted and may go on; a false one must not be taken for a beginning.
  if (at >= attachment.bytes) await disk.remove(part);
  const what =
    at < attachment.bytes
      ? `ended after ${at} of its ${attachment.bytes} bytes`
      : 'is not what its hash says';
  throw new Error(`attachment ${attachment.sha256} ${what}`);
}
