import { fromBase64, toBase64 } from './base64.ts';
import { equalBytes } from './bytes.ts';
import { parseDecimal } from './checkpoint.ts';
import { type Hash, inclusionProof, rootFromInclusion } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, isKeyName, type Note, parseNote, type VerifierKey } from './note.ts';
import { parseHashes } from './proof.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { checkSignature, type Signer, signNote, type Verifier } from './signature.ts';

const FIRST_LINE = 'armistice.promise/v1';

/**
 * What a log signs when it acknowledges a batch: "leaves [from, from+count) with this root will be in every
 * checkpoint of mine that is signed at or after `until`". One signature serves the batch; each entry gets its path.
 * See docs/formats/promise.md.
 */
export interface Promised {
  readonly origin: string;
  readonly from: number;
  readonly count: number;
  /** RFC 6962 root over the leaf hashes of the batch alone. */
  readonly root: Hash;
  /** Unix milliseconds: latest time of the checkpoint that will hold the batch. */
  readonly until: number;
}

/** A promise cut to one entry: index, leaf hash, its path in the batch, and the signed note. */
export interface EntryPromise {
  readonly index: number;
  readonly leaf: Hash;
  readonly path: readonly Hash[];
  readonly promised: Promised;
  readonly note: Note;
}

function formatBody(promised: Promised): string {
  const { origin, from, count, root, until } = promised;
  return `${FIRST_LINE}\n${origin}\n${from}\n${count}\n${toBase64(root)}\n${until}\n`;
}

/** Signs the promise of one batch with the log's own key. */
export function signPromise(promised: Promised, signer: Signer): Note {
  const text = formatBody(promised);
  return { text, signatures: [signNote(text, signer)] };
}

/** Reads the body of a promise note strictly. */
export function parsePromised(text: string): Result<Promised> {
  const lines = text.split('\n');
  const [first, origin = '', from = '', count = '', root = '', until = ''] = lines;
  if (first !== FIRST_LINE || lines.length !== 7 || lines[6] !== '') {
    return refuse('promise-lines', `a promise has six lines and begins with "${FIRST_LINE}"`);
  }
  const numbers = [from, count, until].map(parseDecimal);
  const hash = fromBase64(root);
  if (!isKeyName(origin) || numbers.includes(undefined) || hash?.length !== 32) {
    return refuse(
      'promise-body',
      'the promise does not name origin, first index, count, root and time as it must',
    );
  }
  const [first_ = 0, total = 0, time = 0] = numbers as number[];
  if (total < 1) return refuse('promise-body', 'a promise covers at least one entry');
  return accept({ origin, from: first_, count: total, root: hash, until: time });
}

/** Path of leaf `place` in a batch, given the leaf hashes of the whole batch as one run of bytes. */
export function batchPath(leaves: Uint8Array, place: number): Hash[] {
  return inclusionProof(place, leaves.length / 32, nodesFromLeaves(leaves));
}

/** As kept by the one who was promised: `index`, `leaf`, path, an empty line, the signed note. */
export function formatEntryPromise(promise: Omit<EntryPromise, 'promised'>): string {
  const path = promise.path.map((hash) => `${toBase64(hash)}\n`).join('');
  return formatPromisedEntry(promise, path, formatNote(promise.note));
}

/** {@link formatEntryPromise} where path (base64, a hash a line) and note are texts already: entries of a batch share them. */
export function formatPromisedEntry(
  { index, leaf }: Pick<EntryPromise, 'index' | 'leaf'>,
  path: string,
  note: string,
): string {
  return `armistice.promised-entry/v1\nindex ${index}\nleaf ${toBase64(leaf)}\n${path}\n${note}`;
}

/** Parses a kept promise strictly and checks its path; the note's signature is still to be verified. */
export function parseEntryPromise(text: string): Result<EntryPromise> {
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(0, split)).split('\n');
  const [first, indexLine = '', leafLine = '', ...pathLines] = lines;
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice(6)) : undefined;
  const leaf = leafLine.startsWith('leaf ') ? fromBase64(leafLine.slice(5)) : undefined;
  if (first !== 'armistice.promised-entry/v1' || index === undefined || leaf?.length !== 32) {
    return refuse(
      'promise-entry',
      'this is not a kept promise: it must name the index and the leaf hash of one entry',
    );
  }
  const path = parseHashes(pathLines);
  if (!path.ok) return path;
  const note = parseNote(text.slice(split + 2));
  if (!note.ok) return note;
  const promised = parsePromised(note.value.text);
  if (!promised.ok) return promised;
  const { from, count, root } = promised.value;
  const reached = rootFromInclusion(leaf, index - from, count, path.value);
  if (reached === undefined || toBase64(reached) !== toBase64(root)) {
    return refuse(
      'promise-path',
      `the promise covers entries ${from} to ${from + count - 1}, and its path does not lead to entry ${index} with this leaf`,
    );
  }
  return accept({ index, leaf, path: path.value, promised: promised.value, note: note.value });
}

/** Whether the log that a kept promise names signed it: another log's key, or another origin under this key, binds nobody. */
export async function isPromiseOf(
  promise: EntryPromise,
  logKey: VerifierKey,
  verifier: Verifier,
): Promise<boolean> {
  if (promise.promised.origin !== logKey.name) return false;
  return (await checkSignature(promise.note, logKey, verifier)).state === 'valid';
}

/** How a promise stands to the log as it is now. */
export type PromiseVerdict = 'kept' | 'pending' | 'broken-omitted' | 'broken-replaced';

/**
 * Judges a promise that {@link isPromiseOf} the log. `leafAt` gives the leaf hash at the promised index, undefined beyond
 * the end; `unixMilliseconds` is when the checkpoint was seen: its co-signature's time, or the reader's clock.
 */
export function judgePromise(
  promise: EntryPromise,
  leafAt: Hash | undefined,
  unixMilliseconds: number,
): PromiseVerdict {
  if (leafAt !== undefined) return equalBytes(leafAt, promise.leaf) ? 'kept' : 'broken-replaced';
  return unixMilliseconds >= promise.promised.until ? 'broken-omitted' : 'pending';
}
