import {
  authoredBytes,
  batchPath,
  cosignatureMessage,
  cosignedPath,
  disclosureDigest,
  expectAccepted,
  formatBundle,
  formatCheckpoint,
  formatDisclosure,
  formatEntryPromise,
  formatLeaf,
  formatNote,
  formatPackPath,
  formatPackRecord,
  formatTilePath,
  formatVkey,
  type Header,
  type Json,
  type Jwk,
  leafHash,
  nodesFromLeaves,
  type Policy,
  PUBLIC,
  rootOf,
  type Statement,
  signPromise,
  thumbprint,
  tileRoot,
  toBase64Url,
  utf8,
  type VerifierKey,
  verifierKey,
  vouchBytes,
} from '@armistice/core/record';

/** A small record for tests: the mission, a device's key, one report, one more entry; two witnesses, one of them behind. */
export interface TestRecord {
  readonly files: Map<string, Uint8Array>;
  readonly policy: Policy;
  readonly size: number;
  /** The entry of the report. */
  readonly report: number;
  /** Leaf hashes, one after the other. */
  readonly hashes: Uint8Array<ArrayBuffer>;
  /** A kept promise, signed by the log, that all entries with these leaf hashes are in its tree from `until` on. */
  promise(index: number, until: number, hashes?: Uint8Array): Promise<string>;
}

const ORIGIN = 'record.example/exercise';
const MISSION = 'exercise';

interface Key {
  readonly raw: Uint8Array;
  readonly jwk: Jwk;
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

async function newKey(): Promise<Key> {
  const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    raw,
    jwk: { crv: 'Ed25519', kty: 'OKP', x: toBase64Url(raw) },
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
  };
}

/** Writes the record with fresh keys. */
export async function testRecord(): Promise<TestRecord> {
  const [log, registrar, sequencer, device, north, south] = (await Promise.all(
    Array.from({ length: 6 }, newKey),
  )) as [Key, Key, Key, Key, Key, Key];
  const logKey = expectAccepted(verifierKey(ORIGIN, 'ed25519', log.raw));
  const body = {
    origin: ORIGIN,
    log: formatVkey(logKey),
    registrar: registrar.jwk,
    sequencer: sequencer.jwk,
  };
  const introduced = { action: 'introduce', key: device.jwk, role: 'device', subject: 'post-1' };
  const disclosures = [
    ['count', [5, 5]],
    ['kind', 'mortar-fire'],
  ].map(([name, value], i) =>
    utf8(formatDisclosure({ salt: new Uint8Array(32).fill(i), name: String(name), value: value as Json })),
  );
  const digests = disclosures.map((json) => toBase64Url(disclosureDigest(json))).sort();
  const headers = [
    await entry(0, 'mission', registrar, { open: body }, true),
    await entry(1, 'key', registrar, { open: introduced }, true),
    await entry(2, 'report', device, { sd: { public: digests } }, false),
    await entry(3, 'note', device, { open: { says: 'nothing more' } }, false),
  ];
  const leaves = await vouched(headers, sequencer);
  const record = disclosures.reduce(
    (all, one) => utf8(`${text(all)}${all.length > 0 ? '\n' : ''}${text(one)}`),
    utf8(''),
  );
  const files = folderOf(leaves, record);
  const [northKey, southKey] = [witnessKey('north', north), witnessKey('south', south)];
  files.set('checkpoint', utf8(await checkpointOf(leaves, leaves.length, log, logKey)));
  files.set(
    cosignedPath({ name: 'north', key: northKey }),
    utf8(await cosignedOf(leaves, 4, log, logKey, north, northKey)),
  );
  files.set(
    cosignedPath({ name: 'south', key: southKey }),
    utf8(await cosignedOf(leaves, 3, log, logKey, south, southKey)),
  );
  const policy: Policy = {
    logs: [{ key: logKey }],
    witnesses: [
      { name: 'south', key: southKey },
      { name: 'north', key: northKey },
    ],
    groups: [{ name: 'both', k: 2, members: ['north', 'south'] }],
    quorum: 'both',
  };
  const hashes = hashesOf(leaves);
  const promise = (index: number, until: number, promised = hashes) =>
    promiseOf(index, until, promised, log, logKey);
  return { files, policy, size: leaves.length, report: 2, hashes, promise };
}

async function promiseOf(
  index: number,
  until: number,
  hashes: Uint8Array,
  log: Key,
  key: VerifierKey,
): Promise<string> {
  const count = hashes.length / 32;
  const promised = { origin: ORIGIN, from: 0, count, root: tileRoot(hashes), until };
  // Signing is asynchronous here: the text is made with no signature, and signed then.
  const { text: body } = signPromise(promised, { key, sign: () => new Uint8Array(64) });
  const bytes = await log.sign(utf8(body));
  return formatEntryPromise({
    index,
    leaf: hashes.slice(index * 32, index * 32 + 32),
    path: batchPath(hashes, index),
    note: { text: body, signatures: [{ name: key.name, keyId: key.keyId, bytes }] },
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function entry(
  at: number,
  kind: string,
  by: Key,
  body: Header['body'],
  signed: boolean,
): Promise<Header> {
  const statement: Statement = {
    v: 1,
    kind,
    mission: MISSION,
    by: thumbprint(by.jwk),
    audience: PUBLIC,
    body,
    authored: { at, nonce: toBase64Url(new Uint8Array(16).fill(at)) },
  };
  const stamped = { ...statement, at: 1_770_000_000_000 + at };
  if (!signed) return stamped;
  return { ...stamped, sig: { alg: 'ed25519', value: toBase64Url(await by.sign(authoredBytes(statement))) } };
}

async function vouched(headers: readonly Header[], sequencer: Key): Promise<readonly Uint8Array[]> {
  const bare = headers.map((header) => expectAccepted(formatLeaf(header)));
  const last = headers.length - 1;
  const sig = await sequencer.sign(vouchBytes(MISSION, 0, last, tileRoot(hashesOf(bare))));
  const vouch = { by: thumbprint(sequencer.jwk), from: 0, sig: toBase64Url(sig) };
  return [...bare.slice(0, last), expectAccepted(formatLeaf({ ...(headers[last] as Header), vouch }))];
}

function hashesOf(leaves: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(leaves.length * 32);
  for (const [i, leaf] of leaves.entries()) all.set(leafHash(leaf), i * 32);
  return all;
}

function folderOf(leaves: readonly Uint8Array[], reportBody: Uint8Array): Map<string, Uint8Array> {
  const width = leaves.length;
  const pack = leaves.map((_, i) => formatPackRecord(i === 2 ? reportBody : new Uint8Array()));
  return new Map<string, Uint8Array>([
    [formatTilePath({ level: 'entries', place: 0, width }), formatBundle(leaves)],
    [formatTilePath({ level: 0, place: 0, width }), hashesOf(leaves)],
    [formatPackPath(PUBLIC, 0), new Uint8Array(pack.flatMap((record) => [...record]))],
  ]);
}

function bodyOf(leaves: readonly Uint8Array[], size: number): string {
  const root = rootOf(size, nodesFromLeaves(hashesOf(leaves.slice(0, size))));
  return formatCheckpoint({ origin: ORIGIN, size, root });
}

async function checkpointOf(
  leaves: readonly Uint8Array[],
  size: number,
  log: Key,
  key: VerifierKey,
): Promise<string> {
  const body = bodyOf(leaves, size);
  return formatNote({
    text: body,
    signatures: [{ name: key.name, keyId: key.keyId, bytes: await log.sign(utf8(body)) }],
  });
}

function witnessKey(name: string, key: Key): VerifierKey {
  return expectAccepted(verifierKey(`${name}.example/witness`, 'cosignature-ed25519', key.raw));
}

async function cosignedOf(
  leaves: readonly Uint8Array[],
  size: number,
  log: Key,
  logKey: VerifierKey,
  witness: Key,
  key: VerifierKey,
): Promise<string> {
  const body = bodyOf(leaves, size);
  const seconds = 1_770_000_100;
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  const signature = await witness.sign(cosignatureMessage(body, seconds));
  const bytes = new Uint8Array([...time, ...signature]);
  return formatNote({
    text: body,
    signatures: [
      { name: logKey.name, keyId: logKey.keyId, bytes: await log.sign(utf8(body)) },
      { name: key.name, keyId: key.keyId, bytes },
    ],
  });
}
