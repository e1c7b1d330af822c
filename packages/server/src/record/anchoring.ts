import { hash } from 'node:crypto';
import { formatNote } from '@armistice/core/record';
import { readCheckpoint } from './cosigning.ts';
import { folderDisk } from './disk.ts';
import type { OpenLog } from './folder.ts';

/** A sealed log that has no checkpoint yet. */
export class NothingToAnchor extends Error {}

/** What a log says of a sealed one. */
export interface Anchor {
  /** Index of the entry. */
  readonly entry: number;
  /** SHA-256 of the sealed log's checkpoint with its own signature alone, base64url. */
  readonly checkpoint: string;
}

/**
 * Writes into a log that a sealed log of a class exists, as the hash of its checkpoint and nothing else. The checkpoint is
 * kept in the sealed folder under `private/anchors/`, so that its owner can prove later what it held at that time.
 */
export async function anchorSealed(
  { log, keys }: Pick<OpenLog, 'log' | 'keys'>,
  sealedFolder: string,
  word: string,
): Promise<Anchor> {
  const disk = folderDisk(sealedFolder);
  try {
    const checkpoint = await readCheckpoint(disk);
    if (checkpoint === undefined) throw new NothingToAnchor('the sealed log has no checkpoint yet');
    // The log's signature makes the hash impossible to guess: without it, size and root could be tried.
    const own = checkpoint.note.signatures.filter((one) => one.name === checkpoint.origin);
    const note = formatNote({ text: checkpoint.note.text, signatures: own });
    const sha256 = hash('sha256', note, 'base64url');
    await disk.replace(`private/anchors/${sha256}`, new TextEncoder().encode(note), 0o600);
    const body = { open: { class: word, checkpoint: sha256 } };
    const [entry] = await log.append([
      log.draft({ kind: 'sealed-log', audience: 'public', body }, keys.registrar),
    ]);
    return { entry: entry?.index ?? -1, checkpoint: sha256 };
  } finally {
    await disk.close();
  }
}
