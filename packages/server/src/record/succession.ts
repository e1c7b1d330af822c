import { join } from 'node:path';
import {
  auditLog,
  cosignedPath,
  formatNote,
  formatVkey,
  type Json,
  type Policy,
  parseSignedCheckpoint,
  type SignedCheckpoint,
} from '@armistice/core/record';
import { folderDisk } from './disk.ts';
import { type LogPlace, openLog, readConfig, readPolicy } from './folder.ts';
import { initLog } from './founding.ts';
import { nodeVerifier } from './keys.ts';
import { folderSource } from './source.ts';

/** The end of one log and the beginning of the next. */
export interface Succession {
  /** Origin and size of the log that ended, at the last checkpoint that its quorum signed. */
  readonly predecessor: string;
  readonly size: number;
  readonly successor: string;
}

/** There is no checkpoint on which a successor could rest. */
export class NoQuorum extends Error {}

export interface SuccessionOptions {
  /** The log that ends: its data folder, or what is left of it. */
  readonly old: string;
  readonly fresh: LogPlace & { readonly origin: string };
  /** Why it ends: a tail lost for good, a stolen key. Everyone can read it. */
  readonly reason: string;
}

/**
 * Ends a log whose tail or key is lost for good. The new log names the last checkpoint that the old quorum signed,
 * with the signatures; the old folder names its successor and takes nothing more.
 */
export async function succeed(options: SuccessionOptions): Promise<Succession> {
  const oldDisk = folderDisk(options.old);
  const config = await readConfig(oldDisk);
  const policy = await readPolicy(oldDisk);
  const last = await lastByQuorum(options.old, policy);
  await initLog({
    ...options.fresh,
    mission: config.mission,
    policy: (log) => ({ ...policy, logs: [{ key: log }] }),
  });
  const { log, keys } = await openLog({ ...options.fresh, publishMs: 0 });
  try {
    const open: Json = {
      predecessor: config.origin,
      log: formatVkey((policy.logs[0] as Policy['logs'][number]).key),
      checkpoint: formatNote(last.note),
      reason: options.reason,
    };
    await log.append([log.draft({ kind: 'succession', audience: 'public', body: { open } }, keys.registrar)]);
  } finally {
    await log.close();
  }
  const notice = { successor: options.fresh.origin, size: last.size, reason: options.reason };
  await oldDisk.replace('public/successor', new TextEncoder().encode(`${JSON.stringify(notice)}\n`));
  await oldDisk.close();
  return { predecessor: config.origin, size: last.size, successor: options.fresh.origin };
}

/** The newest checkpoint in the folder that its quorum cosigned, with all their signatures on one note. */
async function lastByQuorum(folder: string, policy: Policy): Promise<SignedCheckpoint> {
  const source = folderSource(join(folder, 'public'));
  const audit = await auditLog(source, { policy, verifier: nodeVerifier() });
  const candidates: SignedCheckpoint[] = [];
  for (const path of ['checkpoint', ...policy.witnesses.map(cosignedPath)]) {
    const bytes = await source.read(path);
    const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(new TextDecoder().decode(bytes));
    if (parsed?.ok === true) candidates.push(parsed.value);
  }
  const best = candidates.filter((one) => one.size === audit.quorumSize);
  const [first] = best;
  if (first === undefined || audit.quorumSize === 0) {
    throw new NoQuorum(
      'no checkpoint in this folder is co-signed by the quorum of its policy; bring a mirror or the co-signatures of the parties first',
    );
  }
  const signatures = best.flatMap((one) => (one.note.text === first.note.text ? one.note.signatures : []));
  const distinct = signatures.filter(
    (one, i) => signatures.findIndex((other) => other.keyId === one.keyId && other.name === one.name) === i,
  );
  return { ...first, note: { text: first.note.text, signatures: distinct } };
}
