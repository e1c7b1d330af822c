import { createHmac } from 'node:crypto';
import { type KeptAttachment, keyPath, sendersPath } from './attachments.ts';
import type { Disk } from './disk.ts';

// Who sent a sealed file, beside it: no name, but a digest of the handle under the key of the file. Who knows neither that key
// nor the handle reads nothing from it, and it goes with the key.

/** Notes that somebody, by their handle, sent a file that is kept. The same again is noted once; call in turn. */
export async function noteSender(disk: Disk, file: KeptAttachment, handle: string): Promise<void> {
  const mark = await markOf(disk, file, handle);
  if (mark === undefined) throw new Error(`${file.sha256} is not kept for ${file.audience}`);
  if ((await marksOf(disk, file)).includes(mark)) return;
  await disk.append(sendersPath(file), new TextEncoder().encode(`${mark}\n`), 0o600);
}

/** Whether somebody, by their handle, sent a file that is kept; false of any that is not. */
export async function wasSentBy(disk: Disk, file: KeptAttachment, handle: string): Promise<boolean> {
  const mark = await markOf(disk, file, handle);
  return mark !== undefined && (await marksOf(disk, file)).includes(mark);
}

async function markOf(disk: Disk, file: KeptAttachment, handle: string): Promise<string | undefined> {
  const key = await disk.read(keyPath(file.audience, file.sha256));
  return key === undefined ? undefined : createHmac('sha256', key).update(`sent by ${handle}`).digest('hex');
}

async function marksOf(disk: Disk, file: KeptAttachment): Promise<readonly string[]> {
  const bytes = await disk.read(sendersPath(file));
  return bytes === undefined ? [] : new TextDecoder().decode(bytes).split('\n');
}
