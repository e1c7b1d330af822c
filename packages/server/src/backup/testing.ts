// Test-only: what a mission publishes beside its entries.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepAttachments } from '../record/attachments.ts';
import type { OpenLog } from '../record/folder.ts';

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Publishes an attachment, out of a folder that is empty, and the rows of a statement. */
export async function publishBeside(
  { log, keys, disk }: OpenLog,
  picture: Uint8Array,
  rows: Uint8Array,
  folder: string,
): Promise<void> {
  await writeFile(join(folder, 'picture'), picture);
  const value = [{ sha256: sha256(picture), type: 'image/jpeg' }];
  const fields = [{ name: 'attachments', value, audience: 'public', part: 'detail' as const }];
  await keepAttachments(disk, { kind: 'report', audience: 'public', body: { fields } }, folder);
  await disk.replace('public/derived/3/incidents.ndjson', rows);
  const open = { size: 3, derived: { 'incidents.ndjson': `sha256:${sha256(rows)}` } };
  await log.append([log.draft({ kind: 'statement', audience: 'public', body: { open } }, keys.sequencer)]);
  await log.publish();
}
