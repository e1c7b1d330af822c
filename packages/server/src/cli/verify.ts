import { join } from 'node:path';
import {
  type Audit,
  auditLog,
  cosignedPath,
  type LogSource,
  type Policy,
  parseReceipt,
} from '@armistice/core/record';
import { missionRecompute } from '../mission-recompute.ts';
import { type Disk, folderDisk } from '../record/disk.ts';
import { stateFolder } from '../record/folder.ts';
import { nodeVerifier } from '../record/keys.ts';
import { openScanPool } from '../record/scan-workers.ts';
import { openPart } from '../record/seal.ts';
import { forget, recall } from '../state/seen.ts';
import { reasonOf } from '../witness/reason.ts';
import { type Command, CommandError, EXIT, type ExitCode, type Io, usageError } from './command.ts';
import { readOptions } from './options.ts';
import { openPlace } from './place.ts';
import { progressBar } from './progress.ts';
import { checkReceipt } from './receipt-check.ts';
import { notAsked, type StartRecompute } from './recompute.ts';
import { checkRefusal } from './refusal-check.ts';
import { readText } from './trust.ts';
import { deedsOf, rememberIt, type State } from './verify-deeds.ts';
import { checkEvidence } from './verify-evidence.ts';
import { checkPromise, keepBrokenPromise } from './verify-promise.ts';
import { reportJson, reportLines, type Verification } from './verify-report.ts';
import { claimedOrigin, givenTrust, type Trust, trustFor } from './verify-trust.ts';
import { dependentWitnesses } from './witness-lines.ts';

const NAME = 'verify';

const USAGE = `armistice verify <folder|url> [--policy <file> | --log <vkey>] [options]
armistice verify --receipt <file> [--policy <file> | --log <vkey>]
armistice verify --refusal <file> [--request <file>] (--policy <file> | --log <vkey>)
armistice verify --evidence <file> (--policy <file> | --log <vkey>)

Says five things apart: whether the record is whole (integrity), what was re-computed, what was summed, what others
attested, and what this reader cannot re-compute and why. Remembers what it saw, so that the next look finds what was
taken back, names the entry, and keeps the evidence.

  --policy <file>       whom to believe, as both sides exchanged it
  --log <vkey>          the key of the log alone, instead of a policy
  --as <audience>       open what this audience may read
  --credential <token>  shown to the address for that
  --keys <folder>       keys of that audience which came another way
  --promise <file>      also judge this promise: kept, pending, or broken
  --receipt <file>      judge this receipt, offline
  --refusal <file>      judge a signed refusal to a party, offline; --request <file> is what was refused
  --evidence <file>     judge evidence of a fork, a rollback or a broken promise
  --state <folder>      where to remember what was seen (default: the user's state folder)
  --integrity           the first answer only, on all cores; the others are not asked
  --forget              give up what was seen of this log before
  --json                one line for a program, last on standard output

Exit: 0 yes, 1 no, 2 wrong usage, 3 partly (something could not be re-computed, or rests on one word)`;

const OPTIONS = {
  policy: { type: 'string' },
  log: { type: 'string' },
  as: { type: 'string', multiple: true, default: [] as string[] },
  credential: { type: 'string' },
  keys: { type: 'string' },
  promise: { type: 'string' },
  receipt: { type: 'string' },
  evidence: { type: 'string' },
  refusal: { type: 'string' },
  request: { type: 'string' },
  state: { type: 'string' },
  integrity: { type: 'boolean', default: false },
  forget: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values'];

/** The command, over a re-computation: the fold of the mission plugs in here. */
export function makeVerifyCommand(start: StartRecompute): Command {
  return {
    name: NAME,
    summary: 'check a record: whole, re-computed, co-signed, nothing taken back',
    usage: USAGE,
    async run(args, io) {
      const { values, positionals } = readOptions(NAME, args, OPTIONS);
      const [place, ...others] = positionals;
      if (others.length > 0) throw usageError(NAME, `one log at a time, not also "${others[0]}"`);
      const folder = values.state ?? stateFolder(io.env);
      const disk = folderDisk(folder);
      try {
        if (values.receipt !== undefined) return await judgeReceipt(values.receipt, place, values, disk, io);
        if (values.refusal !== undefined || values.evidence !== undefined)
          return await judgeFile(place, values, disk, io);
        if (place === undefined) throw usageError(NAME, 'name the folder or the address of a log');
        return await verifyPlace(place, values, { disk, folder }, start, io);
      } finally {
        await disk.close();
      }
    },
  };
}

export const verifyCommand: Command = makeVerifyCommand(missionRecompute);

/** Whom to believe about one file: as given, else what this machine or the log at `place` says of its origin. */
async function trustForFile(
  origin: string | undefined,
  place: string | undefined,
  values: Values,
  disk: Disk,
): Promise<Trust> {
  const given = await givenTrust(NAME, values);
  if (given !== undefined) return given;
  const seen = origin === undefined ? undefined : await recall(disk, origin);
  const source: LogSource =
    place === undefined ? { read: async () => undefined } : (await openPlace(place)).source;
  return trustFor(source, undefined, seen);
}

async function judgeReceipt(
  path: string,
  place: string | undefined,
  values: Values,
  disk: Disk,
  io: Io,
): Promise<ExitCode> {
  const text = await readText(path, 'the receipt');
  const parsed = parseReceipt(text);
  const origin = parsed.ok ? parsed.value.checkpoint.origin : undefined;
  const trust = await trustForFile(origin, place, values, disk);
  const { lines, summary, exit } = await checkReceipt(text, trust.policy, nodeVerifier(), io.now());
  return tell(lines, trust.notice, summary, exit, values.json, io);
}

async function judgeFile(place: string | undefined, values: Values, disk: Disk, io: Io): Promise<ExitCode> {
  const { refusal, evidence = '', request } = values;
  const { policy, notice } = await trustForFile(undefined, place, values, disk);
  const asked = request === undefined ? undefined : await readText(request, 'the request');
  const { lines, summary, exit } =
    refusal === undefined
      ? await checkEvidence(await readText(evidence, 'the evidence'), policy, nodeVerifier())
      : await checkRefusal(await readText(refusal, 'the refusal'), asked, policy, nodeVerifier());
  return tell(lines, notice, summary, exit, values.json, io);
}

function tell(
  lines: readonly string[],
  notice: string | undefined,
  summary: { readonly [name: string]: unknown },
  exit: ExitCode,
  json: boolean,
  io: Io,
): ExitCode {
  const text = [...lines, ...(notice === undefined ? [] : [`note: ${notice}`])]
    .map((line) => `${line}\n`)
    .join('');
  if (json) {
    io.err(text);
    io.out(`${JSON.stringify({ ok: exit === EXIT.yes, ...summary })}\n`);
  } else io.out(text);
  return exit;
}

async function verifyPlace(
  named: string,
  values: Values,
  state: State,
  start: StartRecompute,
  io: Io,
): Promise<ExitCode> {
  const { source, name, audit, seen, trust, recomputed } = await readLog(named, values, state, start, io);
  const deeds = await deedsOf(audit, source, trust.policy, seen, state, io.now());
  const promise = await promiseOf(values.promise, audit, trust.policy, state, io.now());
  if (audit.checkpoint !== undefined && deeds.sentences.length === 0)
    await rememberIt(audit, audit.checkpoint, seen, trust, state.disk, io.now());
  const ownPolicy = trust.from === 'first-use' || trust.from === 'remembered';
  const found: Verification = {
    place: name,
    audit,
    recomputed,
    trust,
    seen,
    dependent: await dependentWitnesses(source, trust.policy, ownPolicy),
    deeds: deeds.sentences,
    evidence: [...deeds.files, ...(promise?.file === undefined ? [] : [promise.file])],
    ...(promise === undefined ? {} : { promise: promise.check }),
    now: io.now(),
  };
  const exit = exitOf(found);
  const text = reportLines(found)
    .map((line) => `${line}\n`)
    .join('');
  if (values.json) {
    io.err(text);
    io.out(`${reportJson(found, exit)}\n`);
  } else io.out(text);
  return exit;
}

/** Reads and audits the whole log, with what was seen of it before and whom to believe. */
async function readLog(named: string, values: Values, state: State, start: StartRecompute, io: Io) {
  const credentials = {
    ...(values.credential === undefined ? {} : { token: values.credential }),
    ...(values.keys === undefined ? {} : { keys: values.keys }),
  };
  const { source, name, layers } = await openPlace(named, credentials);
  const unreadable = readingFailed(name);
  const origin = await claimedOrigin(source).catch(unreadable);
  if (values.forget && origin !== undefined && (await forget(state.disk, origin)))
    io.err(`forgot what was seen of ${origin}\n`);
  const seen = origin === undefined ? undefined : await recall(state.disk, origin);
  const trust = await trustFor(source, await givenTrust(NAME, values), seen);
  const bar = progressBar(io, 'verifying');
  const recompute = values.integrity ? undefined : start({ source, audiences: values.as });
  // Workers read folders by themselves; without the other answers nobody waits for what the entries say.
  const pool = recompute === undefined && layers !== undefined ? openScanPool(layers, values.as) : undefined;
  try {
    const audit = await auditLog(await heldStill(source, trust.policy).catch(unreadable), {
      policy: trust.policy,
      verifier: nodeVerifier(),
      ...(seen === undefined ? {} : { remembered: seen }),
      audiences: values.as,
      open: openPart,
      ...(recompute === undefined ? {} : { onEntry: (entry) => recompute.take(entry) }),
      ...(pool === undefined ? {} : { scan: pool.scan }),
      onProgress: bar.update,
    }).catch(unreadable);
    return { source, name, audit, seen, trust, recomputed: (await recompute?.finish()) ?? notAsked };
  } finally {
    bar.end();
    await pool?.close();
  }
}

function exitOf({ audit, recomputed, deeds, promise, trust }: Verification): ExitCode {
  const answers = [recomputed.recomputed, recomputed.summed, recomputed.attested];
  const broken = promise?.verdict.startsWith('broken') === true;
  if (!audit.intact || deeds.length > 0 || broken || answers.some(({ state }) => state === 'no'))
    return EXIT.no;
  // Nobody but the log itself stands behind it yet: said, and no plain yes.
  const unwitnessed = trust.policy.quorum !== 'none' && audit.quorumSize === 0;
  return recomputed.notRecomputable.count > 0 || promise?.verdict === 'pending' || unwitnessed
    ? EXIT.partly
    : EXIT.yes;
}

async function promiseOf(
  path: string | undefined,
  audit: Audit,
  policy: Policy,
  { disk, folder }: State,
  now: number,
) {
  if (path === undefined) return undefined;
  const { checkpoint } = audit;
  if (checkpoint === undefined)
    throw new CommandError(
      'there is no verified log to hold the promise against',
      'mend what the report names first',
    );
  const text = await readText(path, 'the promise');
  const check = await checkPromise(text, audit, checkpoint, policy, nodeVerifier(), now);
  if (check.broken === undefined) return { check };
  return { check, file: join(folder, await keepBrokenPromise(disk, check.broken)) };
}

/**
 * The log with its cosigned checkpoints and its own checkpoint read once, in this order: a log that grows while it is
 * read would otherwise seem to be behind what its witnesses have cosigned.
 */
async function heldStill(source: LogSource, policy: Policy): Promise<LogSource> {
  const held = new Map<string, Uint8Array | undefined>();
  for (const path of [...policy.witnesses.map(cosignedPath), 'checkpoint'])
    held.set(path, await source.read(path));
  return { read: async (path) => (held.has(path) ? held.get(path) : source.read(path)) };
}

/** A log that cannot be read is not a log that does not hold: it is told apart, with the reason of the network or the disk. */
function readingFailed(name: string): (error: unknown) => never {
  return (error) => {
    throw new CommandError(
      `${name} cannot be read: ${reasonOf(error)}`,
      'check the address and the connection, then repeat',
    );
  };
}
