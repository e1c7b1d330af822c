import {
  auditLog,
  canonicalJson,
  checkSignature,
  hashLeaves,
  hex,
  type Json,
  leafHash,
  type Policy,
  parseBundle,
  parsePolicy,
  parseReceipt,
  parseSignedCheckpoint,
  parseVkey,
  type Result,
  receiptHolds,
  sha256,
  textOf,
  tileRoot,
  utf8,
  verifyConsistency,
  webCrypto,
} from '../../packages/core/src/record/index.ts';

// Runs inside each engine, with the bundle in place of the import above, and tells what it computed. It holds no
// expectation: the test compares, so that an engine cannot agree with itself.

/** A log as files in base64, by path. */
export type Files = { readonly [path: string]: string };

export type Task = {
  readonly texts: readonly string[];
  /** JSON whose numbers an engine might print differently. */
  readonly numbers: string;
  readonly goLog: Files;
  readonly goKeys: readonly string[];
  readonly oldToNew: readonly string[];
  readonly sample: Files;
  readonly policy: string;
  /** Where one bit is turned over: inside a public bundle, and in the size that the checkpoint names. */
  readonly tamperAt: number;
  readonly resizeAt: number;
};

export type Findings = Awaited<ReturnType<typeof probe>>;

export async function probe(task: Task) {
  return {
    hashes: task.texts.map((text) => hex(sha256(utf8(text)))),
    manyLengths: manyLengths(),
    numbers: must(canonicalJson(JSON.parse(task.numbers) as Json)),
    goLog: await goLog(task),
    sample: await audit(task.sample, task.policy),
    tampered: await audit(tamper(task.sample, 'tile/entries/000', task.tamperAt), task.policy),
    resized: await audit(tamper(task.sample, 'checkpoint', task.resizeAt), task.policy),
  };
}

/** One digest over the leaf hashes of entries of 0 to 299 bytes, hashed in bulk. */
function manyLengths(): string {
  const offsets = Uint32Array.from({ length: 301 }, (_, n) => (n * (n - 1)) / 2);
  const data = Uint8Array.from({ length: offsets[300] ?? 0 }, (_, i) => (i * 31) % 251);
  const hashes = new Uint8Array(300 * 32);
  hashLeaves(data, offsets, hashes);
  return hex(sha256(hashes));
}

async function goLog({ goLog: files, goKeys, oldToNew }: Task) {
  const checkpoint = must(parseSignedCheckpoint(textAt(files, 'checkpoint')));
  const old = must(parseSignedCheckpoint(textAt(files, 'old-checkpoint')));
  const verifier = webCrypto(crypto.subtle);
  const signatures: string[] = [];
  for (const vkey of goKeys) {
    signatures.push((await checkSignature(checkpoint.note, must(parseVkey(vkey)), verifier)).state);
  }
  const leaves = new Uint8Array(checkpoint.size * 32);
  for (let index = 0; index < checkpoint.size; index += 1)
    leaves.set(leafHash(entryAt(files, index, checkpoint.size)), index * 32);
  const last = checkpoint.size - 1;
  return {
    size: checkpoint.size,
    oldSize: old.size,
    signatures,
    root: hex(tileRoot(leaves)) === hex(checkpoint.root),
    receipts: [0, last].map((index) => {
      const receipt = must(parseReceipt(textAt(files, `receipt-${index}.tlog-proof`)));
      const leaf = bytesAt(files, `receipt-${index}.leaf`);
      return [receiptHolds(receipt, leafHash(leaf)), receiptHolds(receipt, leafHash(leaf.slice(1)))];
    }),
    consistent: [oldToNew, oldToNew.slice(1), [...oldToNew].reverse()].map((proof) =>
      verifyConsistency(old.size, old.root, checkpoint.size, checkpoint.root, proof.map(fromBase64)),
    ),
  };
}

function entryAt(files: Files, index: number, size: number): Uint8Array {
  const width = index < 256 ? 256 : size % 256;
  const bundle = bytesAt(files, index < 256 ? 'tile/entries/000' : `tile/entries/001.p/${width}`);
  const { starts, ends } = must(parseBundle(bundle, width));
  return bundle.slice(starts[index % 256], ends[index % 256]);
}

async function audit(files: Files, policy: string) {
  const source = {
    read: async (path: string) => (files[path] === undefined ? undefined : bytesAt(files, path)),
  };
  const trusted: Policy = must(parsePolicy(policy));
  const found = await auditLog(source, { policy: trusted, verifier: webCrypto(crypto.subtle) });
  const { intact, quorumSize, problems, entries } = found;
  const first = problems[0];
  return {
    intact,
    quorumSize,
    signed: entries.signed,
    code: first?.code ?? null,
    index: first?.index ?? null,
  };
}

function tamper(files: Files, path: string, at: number): Files {
  const bytes = bytesAt(files, path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return { ...files, [path]: btoa(String.fromCharCode(...bytes)) };
}

function textAt(files: Files, path: string): string {
  return textOf(bytesAt(files, path)) ?? '';
}

function bytesAt(files: Files, path: string): Uint8Array {
  return fromBase64(files[path] ?? '');
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.refusal.message);
}
