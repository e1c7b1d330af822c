import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formatVkey, type Policy, parseSignedCheckpoint, type Signer } from '@armistice/core/record';
import { folderDisk } from '../record/disk.ts';
import { newKeyFile, nodeVerifier, readKeyFile, signerOf, writeKeyFile } from '../record/keys.ts';
import { LockHeld, takeLock } from '../record/lock.ts';
import { webSource } from '../record/source.ts';
import { serveWitness } from '../witness/http.ts';
import { Lookout } from '../witness/lookout.ts';
import { type WatchedLog, Witness, type WitnessWorld } from '../witness/service.ts';
import { keptCheckpoints } from '../witness/state.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions, wholeNumber } from './options.ts';
import { logKey, policyOfLog, readPolicy } from './trust.ts';
import { cosignOnce } from './witness-once.ts';

const NAME = 'witness';
// A log waits five seconds for a co-signature; its tiles may take three of them.
const TILE_PATIENCE_MS = 3_000;
const STICK_PATIENCE_MS = 600_000;
const ROLLBACK_GRACE_MS = 3_000;
const CATCH_UP_MS = 15_000;

const USAGE = `armistice witness --data <folder> (--policy <file> | --log <vkey> [--log-url <url>]) [options]
armistice witness --data <folder> --new-key <name>
armistice witness --data <folder> (--policy <file> | --log <vkey>) --once <folder of the log> [--out <file>]
armistice witness --data <folder> --show

Co-signs the checkpoints of a log, each only if it continues the one co-signed before, and keeps the hash of every
entry: a log that takes something back is caught, and the first entry that differs is named. Run it on your own
machine; on the mission's it proves nothing.

  --data <folder>      what this witness must never forget; keep it on a disk that you trust
  --key <file>         the key (default <data>/witness.key)
  --new-key <name>     make the key, for example south.example/witness; prints what the mission's policy needs
  --policy <file>      the logs to watch, with their addresses (line "log <vkey> <url>")
  --log <vkey>         a log to watch, instead of a policy
  --log-url <url>      where that log is read; without it no leaf hash can be kept
  --listen <host:port> where to answer (default 127.0.0.1:0, a free port; the address is printed)
  --watch <seconds>    look at the log itself so often, and co-sign what continues it, without waiting to be asked
  --once <folder>      co-sign the log in this folder, such as a USB stick, and end
  --out <file>         where to write that co-signature (default <folder>/cosignature-<name>.txt)
  --show               list what was co-signed
  --json               one line for a program, last on standard output

Exit: 0 done, 1 the log took something back or does not verify, 2 wrong usage, 3 co-signed, but not every leaf hash could be kept`;

const OPTIONS = {
  data: { type: 'string' },
  key: { type: 'string' },
  'new-key': { type: 'string' },
  policy: { type: 'string' },
  log: { type: 'string' },
  'log-url': { type: 'string' },
  listen: { type: 'string', default: '127.0.0.1:0' },
  watch: { type: 'string' },
  once: { type: 'string' },
  out: { type: 'string' },
  show: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export const witnessCommand: Command = {
  name: NAME,
  summary: "run a party's own witness: co-sign the log, keep its hashes, catch what is taken back",
  usage: USAGE,
  async run(args, io) {
    const { values, positionals } = readOptions(NAME, args, OPTIONS);
    if (positionals.length > 0) throw usageError(NAME, `"${positionals[0]}" is no option`);
    const { data } = values;
    if (data === undefined) throw usageError(NAME, '--data is missing: the folder of this witness');
    const keyFile = resolve(values.key ?? join(data, 'witness.key'));
    if (values['new-key'] !== undefined) return makeKey(values['new-key'], keyFile, values.json, io);
    if (values.show) return show(data, values.json, io);
    const policy = await watchedPolicy(values);
    const lock = lockOf(data);
    const disk = folderDisk(data);
    try {
      const world: WitnessWorld = {
        disk,
        folder: data,
        signer: await openKey(keyFile),
        verifier: nodeVerifier(),
        now: io.now,
        wait,
        log: (line) => io.err(`${new Date(io.now()).toISOString()} ${line}\n`),
        tilePatienceMs: values.once === undefined ? TILE_PATIENCE_MS : STICK_PATIENCE_MS,
      };
      if (values.once !== undefined)
        return await cosignOnce(world, policy, values.once, { out: values.out, json: values.json }, io);
      const every = values.watch === undefined ? undefined : wholeNumber(NAME, 'watch', values.watch, 1);
      return await serve(world, logsOf(policy, values['log-url']), values.listen, every, io);
    } finally {
      await disk.close();
      lock.release();
    }
  },
};

async function watchedPolicy(values: { policy?: string; log?: string }): Promise<Policy> {
  if ((values.policy === undefined) === (values.log === undefined))
    throw usageError(
      NAME,
      'give either --policy or --log, so that the witness knows whose checkpoints to believe',
    );
  return values.policy === undefined
    ? policyOfLog(logKey(NAME, values.log ?? ''))
    : readPolicy(values.policy);
}

function logsOf(policy: Policy, url: string | undefined): WatchedLog[] {
  return policy.logs.map(({ key, url: known }) => {
    const place = url ?? known;
    return place === undefined ? { key } : { key, source: webSource(place), place };
  });
}

function lockOf(data: string) {
  try {
    return takeLock(join(data, 'lock'));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    throw new CommandError(
      `another witness uses ${data}`,
      'stop that one first, or give this one a folder of its own: two over one folder could co-sign two histories',
    );
  }
}

async function makeKey(name: string, path: string, json: boolean, io: Io): Promise<ExitCode> {
  const disk = folderDisk(dirname(path));
  if ((await disk.size(basename(path))) !== undefined)
    throw new CommandError(
      `${path} exists already`,
      'a witness that loses its key loses its voice: name another file',
    );
  const file = newKeyFile(name, 'cosignature-ed25519');
  const signer = signerOf(file);
  await writeKeyFile(disk, basename(path), file);
  await disk.close();
  const vkey = formatVkey(signer.key);
  const short = name.split(/[./]/)[0] ?? name;
  if (json) io.out(`${JSON.stringify({ key: path, vkey })}\n`);
  else {
    io.err(
      `made ${path}; back it up, and show it to nobody. For the mission's policy, with the address of this witness added:\n`,
    );
    io.out(`witness ${short} ${vkey}\n`);
  }
  return EXIT.yes;
}

async function openKey(path: string): Promise<Signer> {
  const file = await readKeyFile(folderDisk(dirname(path)), basename(path));
  if (file === undefined)
    throw new CommandError(
      `there is no key in ${path}`,
      'make one with --new-key <name>, or name its file with --key',
      EXIT.usage,
    );
  if (file.type !== 'cosignature-ed25519')
    throw new CommandError(
      `${path} is a log's key, not a witness's`,
      'make a key for this role alone with --new-key',
      EXIT.usage,
    );
  return signerOf(file);
}

async function serve(
  world: WitnessWorld,
  logs: readonly WatchedLog[],
  listen: string,
  every: number | undefined,
  io: Io,
): Promise<ExitCode> {
  const at = /^(?:\[([0-9a-f:]+)\]|([^:]+)):([0-9]{1,5})$/i.exec(listen);
  if (at === null) throw usageError(NAME, `--listen takes host:port, not "${listen}"`);
  const witness = await Witness.open(world, logs);
  const lookout = new Lookout(world, witness, ROLLBACK_GRACE_MS);
  const server = await serveWitness(witness, at[1] ?? at[2] ?? '', Number(at[3])).catch((error: Error) => {
    throw new CommandError(
      `cannot listen on ${listen}: ${error.message}`,
      'name another address with --listen',
    );
  });
  io.err(`witness ${formatVkey(world.signer.key)}\n`);
  for (const { key, state, place } of witness.watched) {
    const known = state.latest === undefined ? 'nothing yet' : `${state.latest.checkpoint.size} entries`;
    io.err(`watches ${key.name}${place === undefined ? '' : ` at ${place}`}; co-signed: ${known}\n`);
  }
  io.out(`listening on ${server.url}\n`);
  await patrol(world, witness, lookout, every, io.signal);
  await server.stop();
  await lookout.idle();
  return EXIT.yes;
}

/** Until told to stop: fetches leaf hashes that are missing and, with `--watch`, looks at every log. */
async function patrol(
  world: WitnessWorld,
  witness: Witness,
  lookout: Lookout,
  every: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const said = new Map<string, string>();
  const say = (origin: string, line: string) => {
    if (said.get(origin) !== line && line !== '') world.log(`${origin}: ${line}`);
    said.set(origin, line);
  };
  while (!signal.aborted) {
    for (const watched of witness.watched) {
      const { name } = watched.key;
      if (every !== undefined) {
        const look = await lookout.look(watched);
        if (look.found === 'unusable') say(name, look.reason);
        else if (look.found === 'behind') say(name, 'it serves less than was co-signed; looking again');
        else say(name, '');
      }
      if (!watched.state.complete && watched.source !== undefined) {
        await witness
          .catchUp(watched)
          .catch((error: Error) => say(name, `leaf hashes are missing: ${error.message}`));
      }
    }
    await wait(every === undefined ? CATCH_UP_MS : every * 1000, undefined, { signal }).catch(
      () => undefined,
    );
  }
}

async function show(data: string, json: boolean, io: Io): Promise<ExitCode> {
  const disk = folderDisk(data);
  const kept = await keptCheckpoints(disk);
  const evidence = await disk.list('evidence');
  const rows = await Promise.all(
    kept.map(async ({ hash, text }) => {
      const checkpoint = parseSignedCheckpoint(text);
      if (!checkpoint.ok)
        throw new CommandError(
          `checkpoints/${hash}: ${checkpoint.refusal.message}`,
          'restore the file from a copy',
        );
      const { origin, size } = checkpoint.value;
      const leaves = Math.min(size, Math.floor(((await disk.size(`leaves/${hash}`)) ?? 0) / 32));
      const files = evidence
        .filter((name) => name.startsWith(hash))
        .map((name) => join(data, 'evidence', name));
      return { origin, size, leaves, evidence: files, checkpoint: text };
    }),
  );
  if (json) io.out(`${JSON.stringify({ logs: rows })}\n`);
  else if (rows.length === 0) io.out('nothing was co-signed yet\n');
  else
    for (const row of rows) {
      const gap = row.leaves < row.size ? `; leaf hashes kept of the first ${row.leaves} only` : '';
      io.out(`${row.origin}: ${row.size} entries co-signed${gap}\n`);
      for (const file of row.evidence) io.out(`  evidence against it: ${file}\n`);
    }
  return EXIT.yes;
}
