import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { toBase64, toBase64Url } from './base64.ts';
import { tileRoot } from './bulk.ts';
import { concat, utf8 } from './bytes.ts';
import { disclosureDigest, splitDisclosures } from './disclosure.ts';
import { authoredBytes, formatLeaf, type Leaf, parseLeaf, vouchBytes, withoutVouch } from './entry.ts';
import { formatEvidence, judgeEvidence, makeEvidence } from './evidence.ts';
import { formatJson, type Json } from './json.ts';
import { thumbprint } from './keys.ts';
import { consistencyProof, inclusionProof, leafHash } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, formatSignatures, formatVkey } from './note.ts';
import { parseOpenedPart, parsePack, parsePartKeys, parseSealedParts } from './pack.ts';
import { formatPolicy } from './policy.ts';
import { batchPath, formatEntryPromise, signPromise } from './promise.ts';
import { formatReceipt } from './proof.ts';
import { expectAccepted } from './refusal.ts';
import { cosign, cosignatureMessage } from './signature.ts';
import { LOG_STARTED, openPart, TestLog, testKey, verifier } from './testing.ts';
import { formatTilePath } from './tile.ts';
import { formatAddCheckpoint } from './witness.ts';

// The vectors that docs/formats quotes. `vitest run -u` writes them anew, which is a change of format: say so in NEWS.md.
const vectorFolder = new URL('../../../../testdata/vectors/', import.meta.url);
const docsFolder = new URL('../../../../docs/formats/', import.meta.url);

const REPORT = 3;
const RESTRICTED = 4;
const POSITION = 5;
const north = testKey('north');

/** Six entries: mission, two keys, a report for two audiences, one for the mission alone, a position of north that answers. */
function written(position = 'the post was not fired at'): TestLog {
  const log = new TestLog();
  log.introduce(north, 'party', 'north');
  log.append({
    fields: [
      { name: 'kind', value: 'explosion' },
      { name: 'count', value: [5, 7] },
      { name: 'observer', value: 'post-7', audience: 'mission' },
    ],
  });
  log.append({
    by: north,
    audience: 'mission',
    fields: [
      { name: 'kind', value: 'shot' },
      { name: 'text', value: 'heard twice', part: 'detail' },
    ],
  });
  const leaf = toBase64Url(leafHash(log.leaves[REPORT] as Uint8Array));
  log.append({ kind: 'position', by: north, supersedes: { index: REPORT, leaf }, open: { text: position } });
  log.vouch();
  return log;
}

const log = written();
const files = log.publish({ north: 6, south: 6 });
const leaves = log.leafHashes();
const read = nodesFromLeaves(leaves);
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();
const leafAt = (index: number) => log.leaves[index] as Uint8Array;
const outer = (leaf: Leaf) => (leaf.type === 'open' ? leaf.header : leaf.sealed);

async function restrictedParts(slot: number): Promise<{ part: string; key: string; plain: string }[]> {
  const records = expectAccepted(parsePack(files.get('bodies/mission/000') as Uint8Array));
  const keys = parsePartKeys(files.get('keys/mission/000') as Uint8Array);
  return Promise.all(
    expectAccepted(parseSealedParts(records[slot] as Uint8Array)).map(async ({ part, ciphertext }) => {
      const key = keys.find((one) => one.slot === slot && one.part === part)?.key as Uint8Array;
      return { part, key: toBase64(key), plain: text(await openPart(key, ciphertext)) };
    }),
  );
}

async function entryVector(): Promise<Json> {
  const position = outer(expectAccepted(parseLeaf(leafAt(POSITION))));
  const bare = expectAccepted(formatLeaf(withoutVouch(position)));
  const batch = concat([leaves.slice(0, POSITION * 32), leafHash(bare)]);
  const [view] = await restrictedParts(RESTRICTED);
  const header = JSON.parse((view?.plain ?? '').split('\n')[0] as string) as { header: Json; salt: string };
  const opened = expectAccepted(parseOpenedPart(utf8(view?.plain ?? '')));
  return {
    open: { leaf: text(leafAt(REPORT)), leafHash: toBase64(leafHash(leafAt(REPORT))) },
    signed: {
      leaf: text(leafAt(POSITION)),
      author: north.jwk,
      message: text(authoredBytes(position as never)),
    },
    sealed: {
      leaf: text(leafAt(RESTRICTED)),
      salt: header.salt,
      header: formatJson(header.header),
      commitment: opened.inner?.commitment ?? '',
    },
    vouch: {
      sequencer: log.sequencer.jwk,
      leavesOfBatch: Array.from({ length: 6 }, (_, i) => toBase64(batch.slice(i * 32, i * 32 + 32))),
      lastLeafWithoutVouch: text(bare),
      message: text(vouchBytes(log.mission, 0, POSITION, tileRoot(batch))),
    },
  };
}

async function packVector(): Promise<Json> {
  const [record] = expectAccepted(parsePack(files.get('bodies/public/000') as Uint8Array)).slice(REPORT);
  const disclosures = splitDisclosures(record as Uint8Array);
  return {
    disclosures: disclosures.map((json) => ({
      json: text(json),
      digest: toBase64Url(disclosureDigest(json)),
    })),
    public: {
      path: 'bodies/public/000',
      pack: toBase64(files.get('bodies/public/000') as Uint8Array),
      slot: REPORT,
      record: text(record),
    },
    restricted: {
      path: 'bodies/mission/000',
      pack: toBase64(files.get('bodies/mission/000') as Uint8Array),
      keyPath: 'keys/mission/000',
      keys: toBase64(files.get('keys/mission/000') as Uint8Array),
      slot: RESTRICTED,
      parts: (await restrictedParts(RESTRICTED)) as unknown as Json,
    },
  };
}

function promiseVector(): Json {
  const batch = leaves.slice(REPORT * 32);
  const promised = {
    origin: log.origin,
    from: REPORT,
    count: 3,
    root: tileRoot(batch),
    until: LOG_STARTED + 60_000,
  };
  const note = signPromise(promised, log.signer);
  const kept = { index: RESTRICTED, leaf: leafHash(leafAt(RESTRICTED)), path: batchPath(batch, 1), note };
  return { log: formatVkey(log.signer.key), promise: formatNote(note), kept: formatEntryPromise(kept) };
}

function keysVector(): Json {
  const open = (index: number) => {
    const leaf = expectAccepted(parseLeaf(leafAt(index)));
    return leaf.type === 'open' && 'open' in leaf.header.body ? leaf.header.body.open : null;
  };
  return {
    jwk: north.jwk,
    thumbprintOf: formatJson(north.jwk),
    id: thumbprint(north.jwk),
    mission: open(0),
    introduce: open(2),
    rotate: { action: 'rotate', replaces: north.id, key: testKey('north, later').jwk },
    revoke: { action: 'revoke', revokes: north.id, reason: 'the device was lost' },
  };
}

async function evidenceVector(): Promise<Json> {
  const rewritten = written('the post was fired at');
  const seen = LOG_STARTED / 1000 + 3600;
  const fork = makeEvidence(log.checkpoint(), leaves, rewritten.checkpoint(), rewritten.leafHashes(), seen);
  const rollback = makeEvidence(log.checkpoint(), leaves, log.checkpoint(4), leaves.slice(0, 4 * 32), seen);
  const { key } = log.signer;
  return {
    log: formatVkey(key),
    fork: formatEvidence(fork),
    forkVerdict: (await judgeEvidence(fork, key, verifier)).verdict,
    rollback: formatEvidence(rollback),
    rollbackVerdict: (await judgeEvidence(rollback, key, verifier)).verdict,
  };
}

function folderVector(): Json {
  const group = (kept: (path: string) => boolean) =>
    Object.fromEntries(
      [...files]
        .filter(([path]) => kept(path))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => [path, toBase64(bytes)]),
    );
  const restricted = (path: string) => path.startsWith('keys/') || path.startsWith('bodies/mission/');
  return {
    policy: formatPolicy(log.policy),
    public: group((path) => !restricted(path)),
    restricted: group(restricted),
  };
}

function c2spVector(): Json {
  const checkpoint = log.checkpoint(6, ['north']);
  const witness = log.witnesses.get('north');
  if (witness === undefined) throw new Error('no witness');
  const seconds = LOG_STARTED / 1000 + 66;
  const proof = consistencyProof(4, 6, read);
  return {
    specifications: {
      'signed-note': 'v1.0.0',
      'tlog-checkpoint': 'v1.0.0',
      'tlog-cosignature': 'v1.0.1',
      'tlog-witness': 'v1.0.0',
      'tlog-tiles': 'v0.1.0',
      'tlog-proof': '5ba5ee8',
      'tlog-policy': '5ba5ee8',
    },
    vkey: formatVkey(log.signer.key),
    checkpoint: formatNote(log.checkpoint().note),
    cosignature: {
      vkey: formatVkey(witness.key),
      unixSeconds: seconds,
      message: text(cosignatureMessage(checkpoint.note.text, seconds)),
      line: formatSignatures([cosign(checkpoint.note.text, seconds, witness)]),
    },
    tilePaths: [0, 999, 1000, 1234067].map((place) => formatTilePath({ level: 0, place, width: 256 })),
    receipt: formatReceipt({
      extra: leafAt(REPORT),
      index: REPORT,
      path: inclusionProof(REPORT, 6, read),
      checkpoint,
    }),
    addCheckpoint: formatAddCheckpoint({ oldSize: 4, proof, checkpoint: log.checkpoint() }),
    policy: formatPolicy(log.policy),
  };
}

const vectors: Readonly<Record<string, () => Json | Promise<Json>>> = {
  'entry.json': entryVector,
  'pack.json': packVector,
  'promise.json': promiseVector,
  'keys.json': keysVector,
  'evidence.json': evidenceVector,
  'log-folder.json': folderVector,
  'c2sp.json': c2spVector,
};

describe('the vectors of the formats', () => {
  test.each(Object.entries(vectors))('%s is what this program writes', async (name, make) => {
    const made = `${JSON.stringify(await make(), null, 2)}\n`;
    await expect(made).toMatchFileSnapshot(fileURLToPath(new URL(name, vectorFolder)));
  });
});

describe('the documents of the formats', () => {
  const documents = readdirSync(docsFolder).filter((name) => name.endsWith('.md'));
  /** `<!-- vector entry.json open.leaf -->` above a fenced block. */
  const quoted = /<!-- vector (\S+) (\S+) -->\n```\w*\n([\s\S]*?)\n```/g;
  const quotes = documents.flatMap((document) =>
    [...readFileSync(new URL(document, docsFolder), 'utf8').matchAll(quoted)].map(
      ([, file = '', path = '', block = '']) => [document, file, path, block] as const,
    ),
  );

  test.each(quotes)('%s quotes %s %s as it stands', (_, file, path, block) => {
    let value: unknown = JSON.parse(readFileSync(new URL(file, vectorFolder), 'utf8'));
    for (const name of path.split('.'))
      value = (value as { readonly [name: string]: unknown } | undefined)?.[name];
    const shown = typeof value === 'string' ? value.replace(/\n$/, '') : JSON.stringify(value, null, 2);
    expect(block).toBe(shown);
  });

  test('each format has a document, and each document quotes a vector', () => {
    const named = Object.keys(vectors).map((name) => name.replace('.json', '.md'));
    expect(documents.filter((name) => named.includes(name)).sort()).toEqual([...named].sort());
    const markers = documents.map(
      (name) => readFileSync(new URL(name, docsFolder), 'utf8').split('<!-- vector').length - 1,
    );
    expect(markers.reduce((sum, one) => sum + one, 0)).toBe(quotes.length);
    for (const document of named) expect(quotes.map(([name]) => name)).toContain(document);
  });
});
