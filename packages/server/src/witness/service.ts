import {
  type AddCheckpoint,
  cosign,
  decideCheckpoint,
  equalBytes,
  formatSignatures,
  frontierRoot,
  type LogSource,
  parseAddCheckpoint,
  type Signer,
  type Verifier,
  type VerifierKey,
  WITNESS_STATUS,
  type WitnessAnswer,
} from '@armistice/core/record';
import type { Disk } from '../record/disk.ts';
import { makesRoot } from './accuse.ts';
import { originHash } from './client.ts';
import { type Exclusive, exclusive } from './exclusive.ts';
import { fetchLeaves, growFrontier } from './leaf-store.ts';
import { reasonOf } from './reason.ts';
import { cosignedNote, OriginState } from './state.ts';

/** A log that this witness watches. `source` is where its tiles are read, if anywhere. */
export interface WatchedLog {
  readonly key: VerifierKey;
  readonly source?: LogSource;
  /** Where the source is, for messages. */
  readonly place?: string;
}

/** What the service needs of the world. */
export interface WitnessWorld {
  readonly disk: Disk;
  /** Where the disk is rooted, for messages. */
  readonly folder: string;
  readonly signer: Signer;
  readonly verifier: Verifier;
  /** Unix milliseconds. */
  now(): number;
  /** Lets time pass. */
  wait(milliseconds: number): Promise<void>;
  log(line: string): void;
  /** How long a cosignature may wait for the log's tiles. */
  readonly tilePatienceMs: number;
}

/**
 * What became of a request: signature lines for a cosignature, otherwise the refusal; `fault` is this machine's own
 * failure. `notKept` says why the new leaf hashes could not be kept, '' where they were.
 */
export type Outcome =
  | { readonly answer: 'cosign'; readonly lines: string; readonly size: number; readonly notKept: string }
  | Exclude<WitnessAnswer, { readonly answer: 'cosign' }>
  | { readonly answer: 'fault'; readonly reason: string };

/** HTTP status of each outcome. */
export function statusOf(outcome: Outcome): number {
  return outcome.answer === 'fault' ? 500 : WITNESS_STATUS[outcome.answer];
}

/** One watched log with its state; `inTurn` is held from comparing sizes until the new checkpoint is durable. */
export interface Watched extends WatchedLog {
  readonly state: OriginState;
  readonly inTurn: Exclusive;
}

/** A log asked with a checkpoint that it signed and that does not continue what was cosigned: worth a look at what it serves. */
export type Suspicion = (watched: Watched, request: AddCheckpoint) => void;

/** The C2SP witness without HTTP: decide, persist, answer. */
export class Witness {
  readonly #world: WitnessWorld;
  readonly #byOrigin: ReadonlyMap<string, Watched>;
  /** Set by whoever wants to look into refusals. */
  suspect: Suspicion = () => undefined;

  private constructor(world: WitnessWorld, byOrigin: ReadonlyMap<string, Watched>) {
    this.#world = world;
    this.#byOrigin = byOrigin;
  }

  /** Opens the state of every log. Throws where what is kept does not verify: starting from nothing would let the log rewrite its past. */
  static async open(world: WitnessWorld, logs: readonly WatchedLog[]): Promise<Witness> {
    const byOrigin = new Map<string, Watched>();
    for (const log of logs) {
      const keys = { log: log.key, witness: world.signer.key, verifier: world.verifier };
      const state = await OriginState.open(world.disk, keys);
      byOrigin.set(log.key.name, { ...log, state, inTurn: exclusive() });
    }
    return new Witness(world, byOrigin);
  }

  get watched(): readonly Watched[] {
    return [...this.#byOrigin.values()];
  }

  /** The note last cosigned for the origin with this hash, as monitors get it. */
  latestOf(hash: string): string | undefined {
    return this.watched.find((log) => originHash(log.key.name) === hash)?.state.latest?.text;
  }

  /** Answers the body of an add-checkpoint request. */
  async addCheckpoint(body: string): Promise<Outcome> {
    const parsed = parseAddCheckpoint(body);
    if (!parsed.ok) return { answer: 'malformed', reason: parsed.refusal.message };
    return this.consider(parsed.value);
  }

  /** Decides about a request that was parsed or made here, and cosigns if it continues what was cosigned before. */
  async consider(request: AddCheckpoint): Promise<Outcome> {
    const watched = this.#byOrigin.get(request.checkpoint.origin);
    if (watched === undefined)
      return { answer: 'unknown-origin', reason: `unknown log "${request.checkpoint.origin}"` };
    try {
      return await watched.inTurn(() => this.#decide(watched, request));
    } catch (error) {
      this.#world.log(`cannot answer ${request.checkpoint.origin}: ${reasonOf(error)}`);
      return { answer: 'fault', reason: 'this witness cannot save its state' };
    }
  }

  async #decide(watched: Watched, request: AddCheckpoint): Promise<Outcome> {
    const { state, key } = watched;
    await state.settle();
    const answer = await decideCheckpoint(request, key, state.latest?.checkpoint, this.#world.verifier);
    if (answer.answer !== 'cosign') {
      this.#refused(watched, request, answer);
      return answer;
    }
    const { checkpoint } = request;
    const leaves = await this.#newLeaves(watched, request);
    // "The largest tree seen by then": the time must not go back when the clock does.
    const now = Math.max(1, Math.floor(this.#world.now() / 1000), state.latest?.unixSeconds ?? 0);
    const signature = cosign(checkpoint.note.text, now, this.#world.signer);
    await state.advance(cosignedNote(checkpoint, key, signature, now));
    const notKept = await this.#keep(watched, leaves);
    const also = notKept === '' ? '' : `; could not keep the leaf hashes: ${notKept}`;
    this.#world.log(`cosigned ${key.name}: ${checkpoint.size} entries (${request.oldSize} before)${also}`);
    return { answer: 'cosign', lines: formatSignatures([signature]), size: checkpoint.size, notKept };
  }

  #refused(
    watched: Watched,
    request: AddCheckpoint,
    answer: Exclude<WitnessAnswer, { answer: 'cosign' }>,
  ): void {
    const { checkpoint, oldSize } = request;
    const why =
      answer.answer === 'conflict'
        ? `${answer.size} entries were cosigned, it says ${oldSize}`
        : answer.reason;
    this.#world.log(`refused ${checkpoint.origin}: ${checkpoint.size} entries: ${why}`);
    const cosigned = watched.state.latest?.checkpoint.size ?? 0;
    if (answer.answer === 'inconsistent' || (answer.answer === 'conflict' && checkpoint.size < cosigned))
      this.suspect(watched, request);
  }

  /** The leaves that this checkpoint adds, or in words why they cannot be kept. */
  async #newLeaves(watched: Watched, { oldSize, checkpoint }: AddCheckpoint): Promise<Uint8Array | string> {
    const { source, state } = watched;
    const from = state.leaves.count;
    // A checkpoint cosigned again adds nothing; what is still missing below it is fetched later, without a hurry.
    if (from === checkpoint.size || oldSize === checkpoint.size) return new Uint8Array();
    if (source === undefined) return 'no address of the log is known';
    try {
      const leaves = await inTime(fetchLeaves(source, from, checkpoint.size), this.#world.tilePatienceMs);
      const root = frontierRoot(growFrontier(state.leaves.frontier, leaves));
      return equalBytes(root, checkpoint.root) ? leaves : 'the tiles that it serves do not make this root';
    } catch (error) {
      return reasonOf(error);
    }
  }

  /** Keeps leaves of the checkpoint that has just become durable. Failing to does not take the cosignature back. */
  async #keep(watched: Watched, leaves: Uint8Array | string): Promise<string> {
    if (typeof leaves === 'string') return leaves;
    try {
      await watched.state.leaves.append(leaves);
      return '';
    } catch (error) {
      return reasonOf(error);
    }
  }

  /**
   * Fetches the leaves that could not be kept when their checkpoint was cosigned. Answers whether all are kept now;
   * rejects where the log's tiles do not make what it signed. What is kept already is dropped only for leaves that
   * verify: a log that serves rubbish must not make its witness forget.
   */
  async catchUp(watched: Watched): Promise<boolean> {
    const { state, source } = watched;
    const target = state.latest?.checkpoint;
    if (target === undefined || state.complete) return true;
    if (source === undefined) return false;
    const from = state.leaves.count;
    const missing = await fetchLeaves(source, from, target.size);
    const { frontier } = state.leaves;
    if (equalBytes(frontierRoot(growFrontier(frontier, missing)), target.root))
      return this.#fill(watched, from, missing);
    const leaves = from === 0 ? missing : await fetchLeaves(source, 0, target.size);
    if (makesRoot({ checkpoint: target, leaves })) return this.#fill(watched, 0, leaves);
    throw new Error(
      `the tiles that ${watched.place ?? 'the log'} serves do not make the ${target.size} entries it signed`,
    );
  }

  /** Keeps verified leaves from entry `from` on, unless another turn has changed what is kept meanwhile. */
  #fill({ state, inTurn }: Watched, from: number, leaves: Uint8Array): Promise<boolean> {
    return inTurn(async () => {
      if (state.leaves.count * 32 > from * 32 + leaves.length) return state.complete;
      if (from === 0 && state.leaves.count > 0) await state.leaves.reset();
      if (state.leaves.count === from) await state.leaves.append(leaves);
      return state.complete;
    });
  }
}

async function inTime<T>(work: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`its tiles did not come within ${patienceMs / 1000} s`)),
      patienceMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
