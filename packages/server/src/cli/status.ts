import { join } from 'node:path';
import {
  checkSignature,
  cosignedPath,
  type PolicyWitness,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  textOf,
} from '@armistice/core/record';
import { type Disk, folderDisk } from '../record/disk.ts';
import { readConfig, readPolicy } from '../record/folder.ts';
import { nodeVerifier } from '../record/keys.ts';
import { LockHeld, takeLock } from '../record/lock.ts';
import { type Command, EXIT, usageError } from './command.ts';
import { readOptions } from './options.ts';
import { age, entries } from './words.ts';

const NAME = 'status';

const USAGE = `armistice status <data folder> [--json]

Says how a mission stands, without changing anything and whether or not its server runs: the record, who co-signed it
last and when, and whether a server holds it.`;

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

export const statusCommand: Command = {
  name: NAME,
  summary: 'how a mission stands: record, co-signatures, server',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw usageError(NAME, 'name one data folder');
    const status = await statusOf(folder);
    if (values.json) {
      io.out(`${JSON.stringify({ ok: true, ...status })}\n`);
      return EXIT.yes;
    }
    const { mission, origin, size, witnesses, running } = status;
    const lines = [
      `${mission} (${origin})`,
      `  record     ${entries(size)} under the newest checkpoint`,
      ...witnesses.map(({ name, cosigned }) =>
        cosigned === undefined
          ? `  ${name.padEnd(9)}  has not co-signed yet`
          : `  ${name.padEnd(9)}  co-signed ${entries(cosigned.size)}, ${age(cosigned.unixSeconds, io.now())}`,
      ),
      ...(witnesses.length === 0 ? ['  witnesses  none are named in the policy'] : []),
      `  server     ${running ? 'holds this folder now' : 'does not run'}`,
    ];
    io.out(`${lines.join('\n')}\n`);
    return EXIT.yes;
  },
};

interface Cosigned {
  readonly size: number;
  readonly unixSeconds: number;
}

async function statusOf(folder: string) {
  const disk = folderDisk(folder);
  try {
    const { mission, origin } = await readConfig(disk);
    const policy = await readPolicy(disk);
    const checkpoint = checkpointIn(await disk.read('public/checkpoint'));
    const witnesses = [];
    for (const witness of policy.witnesses) {
      const cosigned = await cosignedBy(disk, witness, origin);
      witnesses.push({ name: witness.name, ...(cosigned === undefined ? {} : { cosigned }) });
    }
    return { mission, origin, size: checkpoint?.size ?? 0, witnesses, running: isHeld(folder) };
  } finally {
    await disk.close();
  }
}

function checkpointIn(bytes: Uint8Array | undefined): SignedCheckpoint | undefined {
  const parsed = bytes === undefined ? undefined : parseSignedCheckpoint(textOf(bytes) ?? '');
  return parsed?.ok === true ? parsed.value : undefined;
}

async function cosignedBy(disk: Disk, witness: PolicyWitness, origin: string): Promise<Cosigned | undefined> {
  const checkpoint = checkpointIn(await disk.read(`public/${cosignedPath(witness)}`));
  if (checkpoint === undefined || checkpoint.origin !== origin) return undefined;
  const signed = await checkSignature(checkpoint.note, witness.key, nodeVerifier());
  if (signed.state !== 'valid') return undefined;
  return { size: checkpoint.size, unixSeconds: signed.unixSeconds ?? 0 };
}

/** Whether a process writes this log now. */
function isHeld(folder: string): boolean {
  try {
    takeLock(join(folder, 'private', 'lock')).release();
    return false;
  } catch (error) {
    if (error instanceof LockHeld) return true;
    throw error;
  }
}
