import { type BundleScan, type Scanning, scanBundle } from './bundle-scan.ts';
import { equalBytes, textOf, utf8 } from './bytes.ts';
import { parseSignedCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { EntryAuditor } from './entry-audit.ts';
import type { EntryAudit, ReadEntry } from './entry-reading.ts';
import type { Hash } from './merkle.ts';
import type { OpenPart } from './pack.ts';
import type { Policy } from './policy.ts';
import { addProblem, type Problem, type ProblemList, problemList } from './problem.ts';
import { checkSignature, type Verifier } from './signature.ts';
import type { LogSource } from './source.ts';
import { TILE_WIDTH } from './tile.ts';
import { type Milestone, OWN_MEMORY, THE_LOG, TreeWalk } from './tree-walk.ts';
import { readWitnesses, type WitnessStanding, witnessStandings } from './witness-standing.ts';

/** What this verifier saw the last time: the checkpoint it accepted, and the leaf hashes where it kept them. */
export interface Remembered {
  readonly checkpoint: SignedCheckpoint;
  readonly leaves?: Uint8Array;
}

export interface AuditOptions {
  /** Whom to believe; exchanged out of band. */
  readonly policy: Policy;
  readonly verifier: Verifier;
  readonly remembered?: Remembered;
  /** Audiences, besides public, whose packs and keys the source holds for this reader. */
  readonly audiences?: readonly string[];
  readonly open?: OpenPart;
  /** Called for every sound entry in order; the fold hangs here. */
  readonly onEntry?: (entry: ReadEntry) => void;
  readonly onProgress?: (done: number, total: number) => void;
  /** Scans bundles some other way, such as in workers; asked for every place in order. Default: {@link scanBundle} here. */
  readonly scan?: (scanning: Scanning) => (place: number) => Promise<BundleScan>;
}

/** What the record proves, and what it does not. */
export interface Audit {
  /** No problem of any kind was found. */
  readonly intact: boolean;
  readonly origin: string;
  readonly checkpoint?: SignedCheckpoint;
  readonly problems: readonly Problem[];
  /** More were found than are listed when this exceeds `problems.length`. */
  readonly problemCount: number;
  readonly entries: EntryAudit;
  readonly witnesses: readonly WitnessStanding[];
  /** Largest size that the policy's quorum has cosigned, 0 where there is none. */
  readonly quorumSize: number;
  /** How the log stands to what this verifier saw before. */
  readonly since: 'first-look' | 'unchanged' | 'grown' | 'rolled-back' | 'forked';
  /** All leaf hashes, 32 bytes each: what to remember. */
  readonly leaves: Uint8Array;
}

/**
 * Verifies a whole log: checkpoint signature, every leaf against its tile and the root, every author, every vouch,
 * every body that this reader may open, co-signatures, and consistency with what was remembered.
 */
export async function auditLog(source: LogSource, options: AuditOptions): Promise<Audit> {
  const problems = problemList();
  const checkpoint = await readCheckpoint(source, options, problems);
  if (checkpoint === undefined) return nothingToAudit(problems);
  const remembered = options.remembered;
  const witnesses = await readWitnesses(source, checkpoint, options.policy, options.verifier, problems);
  const milestones: Milestone[] = witnesses.map((one) => ({
    size: one.checkpoint.size,
    root: one.checkpoint.root,
    whose: one.name,
  }));
  if (remembered !== undefined)
    milestones.push({
      size: remembered.checkpoint.size,
      root: remembered.checkpoint.root,
      whose: OWN_MEMORY,
    });
  milestones.push({ size: checkpoint.size, root: checkpoint.root, whose: THE_LOG });
  const walk = new TreeWalk(source, checkpoint.size, milestones, problems);
  const entries = new EntryAuditor({ ...options, origin: checkpoint.origin }, problems);
  const bundles = Math.ceil(checkpoint.size / TILE_WIDTH);
  const scanning = { size: checkpoint.size, ...entries.reading };
  const scan = options.scan?.(scanning) ?? ((place: number) => scanBundle(source, place, scanning));
  for (let place = 0; place < bundles; place++) {
    const scanned = await scan(place);
    if (scanned.hashes !== undefined) await walk.takeBundle(place, scanned.hashes, scanned.tile);
    for (const problem of scanned.problems) addProblem(problems, problem);
    if (scanned.hashes === undefined) break;
    await entries.takeBundle(scanned, walk.leaves());
    options.onProgress?.(Math.min(checkpoint.size, (place + 1) * TILE_WIDTH), checkpoint.size);
  }
  const summary = await entries.finish(checkpoint.size);
  const forked = walk.finish(remembered?.leaves);
  const standings = witnessStandings(witnesses, forked, options.policy, checkpoint);
  return {
    intact: problems.count === 0,
    origin: checkpoint.origin,
    checkpoint,
    problems: problems.listed,
    problemCount: problems.count,
    entries: summary,
    witnesses: standings.witnesses,
    quorumSize: standings.quorumSize,
    since: sinceRemembered(remembered, checkpoint, forked.has(OWN_MEMORY)),
    leaves: walk.leaves(),
  };
}

async function readCheckpoint(
  source: LogSource,
  options: AuditOptions,
  problems: ProblemList,
): Promise<SignedCheckpoint | undefined> {
  const bytes = await source.read('checkpoint');
  if (bytes === undefined) {
    addProblem(problems, {
      code: 'record/no-checkpoint',
      message: 'there is no checkpoint here: this is no log, or its first checkpoint is not yet signed',
    });
    return undefined;
  }
  const parsed = parseSignedCheckpoint(textOf(bytes) ?? '');
  if (!parsed.ok) {
    addProblem(problems, { code: parsed.refusal.code, message: parsed.refusal.message });
    return undefined;
  }
  const keys = options.policy.logs.map((log) => log.key).filter((key) => key.name === parsed.value.origin);
  if (keys.length === 0) {
    const known = options.policy.logs.map((one) => one.key.name).join(', ') || 'none';
    addProblem(problems, {
      code: 'record/unknown-log',
      message: `the policy does not name this log; check which policy file you use`,
      expected: known,
      found: parsed.value.origin,
    });
    return undefined;
  }
  // A policy may name more than one key for an origin: one valid signature is needed, and none may be false.
  const states = new Set<string>();
  for (const key of keys) {
    const signed = await checkSignature(parsed.value.note, key, options.verifier);
    states.add(signed.state);
  }
  if (states.has('invalid') || !states.has('valid')) {
    const message = !states.has('invalid')
      ? 'the checkpoint is not signed by the log'
      : "the log's signature on the checkpoint is false: size, root or origin were changed";
    addProblem(problems, { code: 'record/checkpoint-signature', message });
    return undefined;
  }
  return parsed.value;
}

function sinceRemembered(
  remembered: Remembered | undefined,
  now: SignedCheckpoint,
  forked: boolean,
): Audit['since'] {
  if (remembered === undefined) return 'first-look';
  if (forked) return 'forked';
  const { size, root } = remembered.checkpoint;
  if (size > now.size) return 'rolled-back';
  return size === now.size && equalBytes(root, now.root) ? 'unchanged' : 'grown';
}

function nothingToAudit(problems: ProblemList): Audit {
  const none: Hash = utf8('');
  return {
    intact: false,
    origin: '',
    problems: problems.listed,
    problemCount: problems.count,
    witnesses: [],
    quorumSize: 0,
    since: 'first-look',
    leaves: none,
    entries: { open: 0, sealed: 0, opened: 0, signed: 0, batches: 0, fields: 0, withheld: 0, erased: 0 },
  };
}
