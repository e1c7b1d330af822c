import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAudience, PUBLIC, parsePolicy, textOf } from '@armistice/core/record';
import { type Disk, folderDisk } from '../record/disk.ts';
import { nodeVerifier } from '../record/keys.ts';
import { LockHeld, takeLock } from '../record/lock.ts';
import { openPart } from '../record/seal.ts';
import { describeEvidence } from '../witness/accuse.ts';
import {
  copyAttachment,
  filesOfFolder,
  filesOfWeb,
  parseAttachmentIndex,
} from '../witness/mirror-attachments.ts';
import { type Mirrored, mirrorLog } from '../witness/mirroring.ts';
import { reasonOf } from '../witness/reason.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';
import { openPlace, type Place } from './place.ts';
import { type Progress, progressBar } from './progress.ts';
import { givenTrust, type Trust } from './verify-trust.ts';
import { count, entries } from './words.ts';

const NAME = 'mirror';

const USAGE = `armistice mirror <folder|url> <target folder> [--policy <file> | --log <vkey>] [options]

Keeps a copy of a log: checkpoint, tiles, bodies, co-signatures, attachments. Verifies the whole copy before it puts
the new checkpoint in place, goes on where it stopped, and refuses a log that is no extension of what it holds: then
the entry is named and the evidence kept in <target folder>/evidence. A mission that lost its tail is refilled from
a mirror.

  --policy <file>       whom to believe, as both sides exchanged it; without it the log's own policy is believed once
  --log <vkey>          the key of the log alone, instead of a policy
  --as <audience>       also keep what this audience may read, with its keys: then show this copy to nobody else
  --credential <token>  shown to the address for that
  --json                one line for a program, last on standard output

Exit: 0 mirrored, 1 the log does not verify or took something back, 2 wrong usage, 3 mirrored, but an attachment is missing`;

const OPTIONS = {
  policy: { type: 'string' },
  log: { type: 'string' },
  as: { type: 'string', multiple: true, default: [] as string[] },
  credential: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const mirrorCommand: Command = {
  name: NAME,
  summary: 'keep a verified copy of a log',
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    const [from, target, ...others] = positionals;
    if (from === undefined || target === undefined || others.length > 0)
      throw usageError(NAME, 'name the log and the folder of the mirror');
    const wrong = values.as.find((audience) => !isAudience(audience) || audience === PUBLIC);
    if (wrong !== undefined) throw usageError(NAME, `"${wrong}" is no audience that needs --as`);
    const token = values.credential === undefined ? {} : { token: values.credential };
    const place = await openPlace(from, token);
    const lock = lockOf(target);
    const disk = folderDisk(target);
    try {
      const trust = await trustOf(disk, place, values);
      return await run(place, target, disk, trust, values, io);
    } finally {
      await disk.close();
      lock.release();
    }
  },
};

function lockOf(target: string) {
  try {
    return takeLock(join(target, '.mirror-lock'));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new CommandError(`${target} is being mirrored by another process`, 'wait until that one has ended');
  }
}

/** Trust as given; else the policy that the mirror began with; else, once, the log's own. */
async function trustOf(
  disk: Disk,
  place: Place,
  values: { readonly policy?: string | undefined; readonly log?: string | undefined },
): Promise<Trust> {
  const given = await givenTrust(NAME, values);
  if (given !== undefined) return given;
  const kept = await disk.read('policy');
  const bytes = kept ?? (await place.source.read('policy'));
  const text = textOf(bytes ?? new Uint8Array()) ?? '';
  const policy = parsePolicy(text);
  if (!policy.ok)
    throw new CommandError(
      bytes === undefined
        ? 'no policy was given, and the log has none of its own'
        : `the policy: ${policy.refusal.message}`,
      'give the policy file that both sides exchanged with --policy, or the key of the log with --log',
      EXIT.usage,
    );
  if (kept !== undefined) return { policy: policy.value, from: 'remembered' };
  const notice =
    "trust on first use: the log's own policy was believed, and this mirror keeps to it. Compare it with the file that both sides exchanged";
  return { policy: policy.value, from: 'first-use', pinned: text, notice };
}

async function run(
  place: Place,
  target: string,
  disk: Disk,
  trust: Trust,
  values: {
    readonly as: readonly string[];
    readonly credential?: string | undefined;
    readonly json: boolean;
  },
  io: Io,
): Promise<ExitCode> {
  const bars = new Map<string, Progress>();
  const done = await mirrorLog({
    source: place.source,
    disk,
    policy: trust.policy,
    verifier: nodeVerifier(),
    audiences: values.as,
    open: openPart,
    now: io.now,
    onProgress: (stage, at, total) => {
      const bar = bars.get(stage) ?? bars.set(stage, progressBar(io, stage)).get(stage);
      bar?.update(at, total);
    },
  }).catch((error: Error) => {
    throw new CommandError(
      reasonOf(error),
      'repeat the command: it goes on where it stopped, and what was mirrored is as it was',
    );
  });
  for (const bar of bars.values()) bar.end();
  if (done.result !== 'mirrored') return refused(done, target, values.json, io);
  if (trust.pinned !== undefined) await disk.replace('policy', new TextEncoder().encode(trust.pinned));
  const missing = await copyFiles(place, disk, values.credential, io);
  const size = done.audit.checkpoint?.size ?? 0;
  const summary = {
    ok: missing.length === 0,
    origin: done.audit.origin,
    size,
    added: size - done.held,
    missing,
  };
  if (values.json) io.out(`${JSON.stringify(summary)}\n`);
  else
    io.out(
      `${done.audit.origin}: ${entries(size)} mirrored and verified, ${count(size - done.held)} of them new\n`,
    );
  for (const one of missing) io.err(`missing: ${one}\n`);
  if (trust.notice !== undefined) io.err(`note: ${trust.notice}\n`);
  if (values.as.length > 0)
    io.err(
      `note: ${target} now holds restricted bodies and their keys: never serve it, and carry it encrypted\n`,
    );
  return missing.length === 0 ? EXIT.yes : EXIT.partly;
}

function refused(
  done: Exclude<Mirrored, { readonly result: 'mirrored' }>,
  target: string,
  json: boolean,
  io: Io,
): ExitCode {
  if (done.result === 'accused') {
    const { evidence, path } = done;
    const file = join(target, path);
    io.err(`NOT mirrored: ${describeEvidence(evidence)}\n  evidence: ${file}\n`);
    io.err(
      '  what to do: get the newest copy of the log first; if this is it, show the evidence to the other side\n',
    );
    if (json)
      io.out(
        `${JSON.stringify({ ok: false, deed: evidence.kind, entry: evidence.index ?? null, evidence: file })}\n`,
      );
    return EXIT.no;
  }
  io.err(`NOT mirrored: the log does not verify; the mirror is as it was\n`);
  for (const { message } of done.problems.slice(0, 20)) io.err(`  ${message}\n`);
  if (done.problemCount > 20) io.err(`  … and ${count(done.problemCount - 20)} more\n`);
  io.err(
    '  what to do: repeat the command; if it stays so, run "armistice verify" on the log and tell the mission\n',
  );
  if (json)
    io.out(`${JSON.stringify({ ok: false, problemCount: done.problemCount, problems: done.problems })}\n`);
  return EXIT.no;
}

/** Copies attachments and derived files; answers what could not be had. They are named by hash, so each proves itself. */
async function copyFiles(
  place: Place,
  disk: Disk,
  credential: string | undefined,
  io: Io,
): Promise<string[]> {
  const openFile =
    place.folder === undefined ? filesOfWeb(place.url ?? '', credential) : filesOfFolder(place.folder);
  const missing: string[] = [];
  const index = await disk.read('attachments/index');
  const attachments = index === undefined ? [] : parseAttachmentIndex(index);
  const bar = progressBar(io, 'attachments');
  for (const [at, attachment] of attachments.entries()) {
    await copyAttachment(openFile, disk, attachment).catch((error: Error) => missing.push(error.message));
    bar.update(at + 1, attachments.length);
  }
  bar.end();
  if (place.folder !== undefined) await copyDerived(place, place.folder, disk);
  return missing;
}

/** Derived files are listed by their folder alone; over the web their names come with the statements. */
async function copyDerived(place: Place, folder: string, disk: Disk): Promise<void> {
  const names = await readdir(join(folder, 'derived'), { recursive: true }).catch(() => []);
  for (const name of names.map((one) => `derived/${one.replaceAll('\\', '/')}`)) {
    if (!/^derived\/[0-9]{1,16}\/[a-z0-9.-]+$/.test(name)) continue;
    const bytes = await place.source.read(name);
    if (bytes === undefined) continue;
    const own = await disk.read(name);
    const same = own !== undefined && digest(own) === digest(bytes);
    if (!same) await disk.replace(name, bytes);
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
