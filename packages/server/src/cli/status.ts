import { join } from 'node:path';
import { coverageOf, digestState, shownOf, wordsOf } from '@armistice/core/mission';
import {
  checkSignature,
  cosignedPath,
  type PolicyWitness,
  PUBLIC,
  parseSignedCheckpoint,
  type SignedCheckpoint,
  textOf,
} from '@armistice/core/record';
import { type Disk, folderDisk } from '../record/disk.ts';
import { readConfig, readPolicy } from '../record/folder.ts';
import { nodeVerifier } from '../record/keys.ts';
import { LockHeld, takeLock } from '../record/lock.ts';
import { type Command, EXIT, usageError } from './command.ts';
import { folded } from './folded.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';
import { age, entries } from './words.ts';

const NAME = 'status';

const USAGE = `armistice status <data folder> [--json]

Says how a mission stands, without changing anything and whether or not its server runs: the record, what everyone may
read of its incidents with the hours in which somebody could observe, who co-signed it last and when, and whether a server
holds it. Where nobody could observe it says so; never 0.`;

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
    const { mission, origin, size, incidents, witnesses, running } = status;
    const lines = [
      `${mission} (${origin})`,
      `  record     ${entries(size)} under the newest checkpoint`,
      `  incidents  ${incidents?.says ?? `not counted here: the record is long; ask armistice count ${folder}`}`,
      ...(incidents === undefined || incidents.context === 0
        ? []
        : [`  context    ${incidents.context} of which others alone told, in no figure above`]),
      ...(incidents === undefined || incidents.crowding === 0
        ? []
        : [
            `  crowding   ${incidents.crowding} of which one that files too much alone told, in no figure above`,
          ]),
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

/** A record longer than this is not folded for a glance. */
const MOST_COUNTED = 50_000;

interface Glance {
  readonly says: string;
  readonly context: number;
  /** Of which sources that file too much alone told. */
  readonly crowding: number;
}

/** Incidents that everyone may read, in words with their coverage; those of which others alone told are apart. */
async function incidentsIn(folder: string): Promise<Glance> {
  const state = await folded(await openPlace(folder), PUBLIC);
  const { counts } = digestState(state, PUBLIC);
  const count = { min: counts.incidents, best: counts.incidents, max: counts.incidents };
  const always = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  const says = wordsOf({ shows: shownOf(count, coverageOf(state, always, PUBLIC)) });
  const crowding = Object.values(counts.only ?? {}).reduce((sum, { incidents }) => sum + incidents, 0);
  return { says, context: counts.context.incidents, crowding };
}

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
    const size = checkpoint?.size ?? 0;
    const incidents = size > 0 && size <= MOST_COUNTED ? await incidentsIn(folder) : undefined;
    const counted = incidents === undefined ? {} : { incidents };
    return { mission, origin, size, ...counted, witnesses, running: isHeld(folder) };
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
