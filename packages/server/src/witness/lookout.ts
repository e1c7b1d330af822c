import { join } from 'node:path';
import {
  type AddCheckpoint,
  checkSignature,
  consistencyRanges,
  type Evidence,
  equalBytes,
  type Hash,
  type LogSource,
  nodeInTile,
  parseSignedCheckpoint,
  rangeHash,
  readTile,
  type SignedCheckpoint,
  textOf,
  tileOfNode,
  tilesOfRanges,
  type Verifier,
  type VerifierKey,
  verifyConsistency,
} from '@armistice/core/record';
import { accuse, describeEvidence, keepEvidence, makesRoot } from './accuse.ts';
import { fetchLeaves } from './leaf-store.ts';
import { reasonOf } from './reason.ts';
import type { Outcome, Watched, Witness, WitnessWorld } from './service.ts';

/** What a look at the log itself came to. */
export type Look =
  | {
      readonly found: 'cosigned';
      readonly outcome: Extract<Outcome, { answer: 'cosign' }>;
      readonly checkpoint: SignedCheckpoint;
    }
  | { readonly found: 'unchanged'; readonly checkpoint: SignedCheckpoint }
  /** Smaller than what was cosigned, for now: a log may ask for a cosignature before it publishes. */
  | { readonly found: 'behind'; readonly checkpoint: SignedCheckpoint }
  | { readonly found: 'unusable'; readonly reason: string }
  | { readonly found: 'accused'; readonly evidence: Evidence; readonly path: string };

/** Looks at what a log serves, without waiting to be asked, and keeps evidence where it took something back. */
export class Lookout {
  readonly #world: WitnessWorld;
  readonly #witness: Witness;
  readonly #graceMs: number;
  readonly #behindSince = new Map<string, number>();
  /** Evidence already written, by the two roots: one file for one deed. */
  readonly #written = new Map<string, string>();
  readonly #underWay = new Set<Promise<unknown>>();

  /** `graceMs`: how long a log may serve less than was cosigned before that counts as taken back. */
  constructor(world: WitnessWorld, witness: Witness, graceMs: number) {
    this.#world = world;
    this.#witness = witness;
    this.#graceMs = graceMs;
    witness.suspect = (watched, request) =>
      this.#inBackground(watched, () => this.#suspicion(watched, request));
  }

  /** Reads the log's own checkpoint, cosigns what continues the cosigned history, accuses what does not. */
  async look(watched: Watched): Promise<Look> {
    const { source } = watched;
    if (source === undefined) return { found: 'unusable', reason: 'no address of the log is known' };
    try {
      return await this.#look(watched, source);
    } catch (error) {
      return { found: 'unusable', reason: reasonOf(error) };
    }
  }

  async #look(watched: Watched, source: LogSource): Promise<Look> {
    const { key } = watched;
    const served = await readServed(source, key, this.#world.verifier);
    if (typeof served === 'string') return { found: 'unusable', reason: served };
    const held = watched.state.latest?.checkpoint;
    if (held !== undefined && served.size < held.size) return this.#behind(watched, served);
    this.#behindSince.delete(key.name);
    if (held !== undefined && held.size === served.size && equalBytes(held.root, served.root))
      return { found: 'unchanged', checkpoint: served };
    return this.#ahead(watched, source, served);
  }

  /** Resolves when no look that a refusal started is under way. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #ahead(watched: Watched, source: LogSource, served: SignedCheckpoint): Promise<Look> {
    const held = watched.state.latest?.checkpoint;
    const proof = held === undefined ? [] : await provenBy(source, held, served);
    if (proof !== undefined) {
      const request: AddCheckpoint = { oldSize: held?.size ?? 0, proof, checkpoint: served };
      const outcome = await this.#witness.consider(request);
      if (outcome.answer === 'cosign') return { found: 'cosigned', outcome, checkpoint: served };
      return {
        found: 'unusable',
        reason: outcome.answer === 'conflict' ? 'it was asked meanwhile' : outcome.reason,
      };
    }
    const evidence = await this.#compare(watched, served, []);
    if (typeof evidence === 'string') return { found: 'unusable', reason: evidence };
    return this.#accused(evidence);
  }

  async #behind(watched: Watched, served: SignedCheckpoint): Promise<Look> {
    const { name } = watched.key;
    const now = this.#world.now();
    const since = this.#behindSince.get(name) ?? now;
    this.#behindSince.set(name, since);
    const evidence = await this.#compare(watched, served, []);
    if (typeof evidence === 'string') return { found: 'unusable', reason: evidence };
    // Another history needs no patience; a shorter one may only be late.
    if (evidence.kind === 'rollback' && now - since < this.#graceMs)
      return { found: 'behind', checkpoint: served };
    return this.#accused(evidence);
  }

  /** A request that was refused: is it a false proof, an old checkpoint, or another history? */
  async #suspicion(watched: Watched, request: AddCheckpoint): Promise<void> {
    const evidence = await this.#compare(watched, request.checkpoint, request.proof);
    if (typeof evidence !== 'string' && evidence.kind === 'fork') {
      await this.#accused(evidence);
      return;
    }
    const first = await this.look(watched);
    if (first.found !== 'behind') return;
    await this.#world.wait(this.#graceMs);
    await this.look(watched);
  }

  /** Compares a signed checkpoint with the cosigned one, by the leaves that the log serves; in words where nothing can be said against it. */
  async #compare(
    watched: Watched,
    after: SignedCheckpoint,
    proof: readonly Hash[],
  ): Promise<Evidence | string> {
    const held = watched.state.latest?.checkpoint;
    if (held === undefined) return 'nothing was cosigned before';
    const kept = await watched.state.leaves.read();
    const { leaves, reason } = await servedLeaves(watched.source, after);
    const seenAt = Math.floor(this.#world.now() / 1000);
    const evidence = accuse({ checkpoint: held, leaves: kept }, { checkpoint: after, leaves }, seenAt, proof);
    const nothing = 'its entries continue the cosigned history, though its tiles or its proof do not show it';
    return evidence ?? (reason === '' ? nothing : reason);
  }

  async #accused(evidence: Evidence): Promise<Look> {
    const deed = `${evidence.before.root.join()}:${evidence.after.root.join()}`;
    const { disk, folder } = this.#world;
    const path = this.#written.get(deed) ?? join(folder, await keepEvidence(disk, evidence));
    this.#written.set(deed, path);
    this.#world.log(`ALARM ${evidence.after.origin}: ${describeEvidence(evidence)}. Evidence: ${path}`);
    return { found: 'accused', evidence, path };
  }

  /** One look at a time for each log, whoever can make it ask. */
  #inBackground(watched: Watched, work: () => Promise<void>): void {
    if (this.#underWay.size >= this.#witness.watched.length) return;
    const done = work()
      .catch((error: Error) => this.#world.log(`could not look at ${watched.key.name}: ${reasonOf(error)}`))
      .finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
  }
}

/** The checkpoint that a log serves now, or in words why there is none to use. */
export async function readServed(
  source: LogSource,
  key: VerifierKey,
  verifier: Verifier,
): Promise<SignedCheckpoint | string> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await source.read('checkpoint');
  } catch (error) {
    return `its checkpoint cannot be read: ${reasonOf(error)}`;
  }
  if (bytes === undefined) return 'it serves no checkpoint';
  const parsed = parseSignedCheckpoint(textOf(bytes) ?? '');
  if (!parsed.ok) return `its checkpoint is malformed: ${parsed.refusal.message}`;
  if (parsed.value.origin !== key.name)
    return `it serves the log ${parsed.value.origin}, expected ${key.name}`;
  const signed = await checkSignature(parsed.value.note, key, verifier);
  return signed.state === 'valid' ? parsed.value : `its checkpoint has no valid signature by ${key.name}`;
}

async function servedLeaves(
  source: LogSource | undefined,
  checkpoint: SignedCheckpoint,
): Promise<{ readonly leaves: Uint8Array; readonly reason: string }> {
  const none = new Uint8Array();
  if (source === undefined) return { leaves: none, reason: 'no address of the log is known' };
  try {
    const leaves = await fetchLeaves(source, 0, checkpoint.size);
    return makesRoot({ checkpoint, leaves })
      ? { leaves, reason: '' }
      : { leaves: none, reason: `its tiles do not make the checkpoint of ${checkpoint.size} entries` };
  } catch (error) {
    return { leaves: none, reason: reasonOf(error) };
  }
}

/** The consistency proof out of the log's own tiles, or undefined where those do not give one that holds. */
async function provenBy(
  source: LogSource,
  held: SignedCheckpoint,
  served: SignedCheckpoint,
): Promise<Hash[] | undefined> {
  const ranges = consistencyRanges(held.size, served.size);
  const tiles = new Map<string, Uint8Array>();
  for (const { level, place, width } of tilesOfRanges(ranges, served.size)) {
    const bytes = await readTile(source, level, place, width);
    if (bytes === undefined) return undefined;
    tiles.set(`${level}/${place}`, bytes);
  }
  try {
    const proof = ranges.map((range) =>
      rangeHash(range, (node) => {
        const { level, place } = tileOfNode(node);
        return nodeInTile(node, tiles.get(`${level}/${place}`) ?? new Uint8Array());
      }),
    );
    return verifyConsistency(held.size, held.root, served.size, served.root, proof) ? proof : undefined;
  } catch {
    return undefined;
  }
}
