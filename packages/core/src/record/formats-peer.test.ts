import { createDecipheriv, createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';

// The vectors, checked with nothing but the host's own cryptography and the words of docs/formats: no line of the
// record's code runs here, so whoever follows the documents gets what the vectors have.
function vector<T>(name: string): T {
  return JSON.parse(
    readFileSync(new URL(`../../../../testdata/vectors/${name}`, import.meta.url), 'utf8'),
  ) as T;
}

interface PublicKey {
  readonly x: string;
}

interface EntryVector {
  readonly open: { readonly leaf: string; readonly leafHash: string };
  readonly signed: { readonly leaf: string; readonly author: PublicKey; readonly message: string };
  readonly sealed: {
    readonly leaf: string;
    readonly salt: string;
    readonly header: string;
    readonly commitment: string;
  };
  readonly vouch: {
    readonly sequencer: PublicKey;
    readonly leavesOfBatch: readonly string[];
    readonly lastLeafWithoutVouch: string;
    readonly message: string;
  };
}

interface PackVector {
  readonly disclosures: readonly { readonly json: string; readonly digest: string }[];
  readonly public: { readonly pack: string; readonly slot: number; readonly record: string };
  readonly restricted: {
    readonly pack: string;
    readonly keys: string;
    readonly slot: number;
    readonly parts: readonly { readonly part: string; readonly key: string; readonly plain: string }[];
  };
}

type Texts = { readonly [name: string]: string };

const sha = (...parts: (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const base64 = (text: string) => Buffer.from(text, 'base64');
const leafHash = (leaf: string) => sha(Uint8Array.of(0), leaf);
const nodeHash = (left: Uint8Array, right: Uint8Array) => sha(Uint8Array.of(1), left, right);

function root(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(root(hashes.slice(0, split)), root(hashes.slice(split)));
}

const ed25519 = (x: string) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const holds = (x: string, message: string, signature: Uint8Array) =>
  verify(null, Buffer.from(message), ed25519(x), signature);

/** The key of a vkey, base64url; its id must be the hash of name, type and key. */
function keyOf(vkey: string): { readonly name: string; readonly id: Buffer; readonly x: string } {
  const [name = '', id = '', ...rest] = vkey.split('+');
  const typed = base64(rest.join('+'));
  expect(sha(name, '\n', typed).subarray(0, 4).toString('hex')).toBe(id);
  return { name, id: Buffer.from(id, 'hex'), x: typed.subarray(1).toString('base64url') };
}

/** Text, and the signature of a key on it. */
function signedBy(
  note: string,
  vkey: string,
): { readonly text: string; readonly signature: Buffer; readonly x: string } {
  const { name, id, x } = keyOf(vkey);
  const split = note.lastIndexOf('\n\n');
  const lines = note
    .slice(split + 2)
    .split('\n')
    .filter((line) => line.startsWith(`— ${name} `));
  const bytes = lines
    .map((line) => base64(line.slice(`— ${name} `.length)))
    .find((one) => one.subarray(0, 4).equals(id));
  return { text: note.slice(0, split + 1), signature: (bytes as Buffer).subarray(4), x };
}

describe('entry.json, from the words of entry.md', () => {
  const { open, signed, sealed, vouch } = vector<EntryVector>('entry.json');

  test('a leaf hash is SHA-256 of a zero byte and the canonical JSON', () => {
    expect(canonicalize(JSON.parse(open.leaf))).toBe(open.leaf);
    expect(leafHash(open.leaf).toString('base64')).toBe(open.leafHash);
  });

  test('an author signs the header without at, sig and vouch', () => {
    const {
      at: _at,
      sig,
      vouch: _vouch,
      ...statement
    } = JSON.parse(signed.leaf) as { at: number; sig: { value: string }; vouch: object };
    const message = `armistice/entry/v1\n${canonicalize(statement)}`;
    expect(message).toBe(signed.message);
    expect(holds(signed.author.x, message, base64(sig.value))).toBe(true);
  });

  test('a sealed leaf commits to its salt and its header', () => {
    const commitment = sha('armistice/sealed/v1\n', base64(sealed.salt), sealed.header).toString('base64url');
    expect(commitment).toBe(sealed.commitment);
    expect(JSON.parse(sealed.leaf)).toMatchObject({ commitment, audience: 'mission' });
    expect(Object.keys(JSON.parse(sealed.leaf) as object)).toEqual([
      'at',
      'audience',
      'commitment',
      'mission',
      'v',
    ]);
  });

  test('a sequencer signs the root of its batch, the last leaf taken without the vouch', () => {
    const { vouch: claim, ...rest } = JSON.parse(signed.leaf) as {
      vouch: { from: number; sig: string };
    };
    expect(canonicalize(rest)).toBe(vouch.lastLeafWithoutVouch);
    const hashes = vouch.leavesOfBatch.map(base64);
    expect(leafHash(vouch.lastLeafWithoutVouch).equals(hashes.at(-1) as Buffer)).toBe(true);
    const message = `armistice/vouch/v1\ntraining\n${claim.from}\n5\n${Buffer.from(root(hashes)).toString('base64url')}\n`;
    expect(message).toBe(vouch.message);
    expect(holds(vouch.sequencer.x, message, base64(claim.sig))).toBe(true);
  });
});

describe('pack.json, from the words of pack.md', () => {
  const pack = vector<PackVector>('pack.json');
  const records = (bytes: Buffer) => {
    const list: Buffer[] = [];
    for (let i = 0; i < bytes.length; i += 4 + bytes.readUInt32BE(i))
      list.push(bytes.subarray(i + 4, i + 4 + bytes.readUInt32BE(i)));
    return list;
  };

  test('a digest is SHA-256 of the base64url of a disclosure, and the entry commits to it', () => {
    const leaf = JSON.parse(vector<EntryVector>('entry.json').open.leaf) as {
      body: { sd: { public: string[] } };
    };
    const digests = pack.disclosures.map(({ json, digest }) => {
      expect(sha(Buffer.from(json).toString('base64url')).toString('base64url')).toBe(digest);
      return digest;
    });
    expect(digests.sort()).toEqual(leaf.body.sd.public);
  });

  test('a public record is its disclosures, one a line', () => {
    const list = records(base64(pack.public.pack));
    expect(list[pack.public.slot]?.toString()).toBe(pack.public.record);
    expect(pack.disclosures.map(({ json }) => json).join('\n')).toBe(pack.public.record);
  });

  test('a restricted part opens with AES-256-GCM, a key of its own and a nonce of zeros', () => {
    const { restricted } = pack;
    const record = records(base64(restricted.pack))[restricted.slot] as Buffer;
    const keys = base64(restricted.keys);
    let i = 0;
    for (const [kind, { part, key, plain }] of restricted.parts.entries()) {
      const length = record.readUInt32BE(i + 1);
      const sealed = record.subarray(i + 5, i + 5 + length);
      const cipher = createDecipheriv('aes-256-gcm', base64(key), Buffer.alloc(12)).setAuthTag(
        sealed.subarray(-16),
      );
      expect(record[i]).toBe(part === 'view' ? 0 : 1);
      expect(Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]).toString()).toBe(plain);
      expect(keys.includes(Buffer.concat([Uint8Array.of(restricted.slot, kind), base64(key)]))).toBe(true);
      i += 5 + length;
    }
    expect(i).toBe(record.length);
  });
});

describe('promise.json, from the words of promise.md', () => {
  test('the log signed the root to which the kept entry’s path leads', () => {
    const { log = '', promise = '', kept = '' } = vector<Texts>('promise.json');
    const { text, signature, x } = signedBy(promise, log);
    expect(holds(x, text, signature)).toBe(true);
    const [, index, leaf, ...path] = kept.slice(0, kept.indexOf('\n\n')).split('\n') as [
      string,
      string,
      string,
      ...string[],
    ];
    expect([index, path.length]).toEqual(['index 4', 2]);
    const [before, after] = path.map(base64) as [Buffer, Buffer];
    const reached = nodeHash(nodeHash(before, base64(leaf.slice('leaf '.length))), after);
    expect(text.split('\n').slice(0, 5)).toEqual([
      'armistice.promise/v1',
      'log.example/training',
      '3',
      '3',
      reached.toString('base64'),
    ]);
    expect(kept.slice(kept.indexOf('\n\n') + 2)).toBe(promise);
  });
});

describe('keys.json, from the words of keys.md', () => {
  test('a key id is the RFC 7638 thumbprint', () => {
    const { jwk, id, thumbprintOf } = vector<{
      readonly jwk: PublicKey;
      readonly id: string;
      readonly thumbprintOf: string;
    }>('keys.json');
    expect(canonicalize(jwk)).toBe(thumbprintOf);
    expect(sha(thumbprintOf).toString('base64url')).toBe(id);
  });
});

describe('evidence.json, from the words of evidence.md', () => {
  const { log = '', fork = '', rollback = '' } = vector<Texts>('evidence.json');
  interface Side {
    readonly checkpoint: string;
    readonly leaf: string | null;
    readonly path: readonly string[] | null;
  }
  const parsed = (file: string) =>
    JSON.parse(file) as {
      readonly before: Side;
      readonly after: Side;
      readonly index: number;
      readonly kind: string;
    };

  test('a fork: one key signed two trees, with another leaf at one index', () => {
    const { before, after, index } = parsed(fork);
    for (const side of [before, after]) {
      const { text, signature, x } = signedBy(side.checkpoint, log);
      expect(holds(x, text, signature)).toBe(true);
      // Entry 5 of 6: its sibling on the left, then the four before.
      expect([index, side.path?.length]).toEqual([5, 2]);
      const [sibling, four] = (side.path ?? []).map(base64) as [Buffer, Buffer];
      const reached = nodeHash(four, nodeHash(sibling, base64(side.leaf ?? '')));
      expect(text.split('\n')[2]).toBe(reached.toString('base64'));
    }
    expect(before.leaf).not.toBe(after.leaf);
    expect(`${canonicalize(JSON.parse(fork))}\n`).toBe(fork);
  });

  test('a rollback: one key signed a larger tree and a smaller', () => {
    const { before, after, index, kind } = parsed(rollback);
    expect([kind, index, before.checkpoint.split('\n')[1], after.checkpoint.split('\n')[1]]).toEqual([
      'rollback',
      4,
      '6',
      '4',
    ]);
  });
});

describe('log-folder.json, from the words of log-folder.md', () => {
  const folder = vector<{
    readonly policy: string;
    readonly public: Record<string, string>;
    readonly restricted: Record<string, string>;
  }>('log-folder.json');
  const file = (path: string) => base64(folder.public[path] ?? '');

  test('the entries make the tile and the root that the log signed', () => {
    const bundle = file('tile/entries/000.p/6');
    const hashes: Uint8Array[] = [];
    for (let i = 0; i < bundle.length; i += 2 + bundle.readUInt16BE(i))
      hashes.push(sha(Uint8Array.of(0), bundle.subarray(i + 2, i + 2 + bundle.readUInt16BE(i))));
    expect(Buffer.concat(hashes).equals(file('tile/0/000.p/6'))).toBe(true);
    const [log = ''] = folder.policy.split('\n');
    const { text, signature, x } = signedBy(file('checkpoint').toString(), log.slice('log '.length));
    expect(holds(x, text, signature)).toBe(true);
    expect(text).toBe(`log.example/training\n6\n${Buffer.from(root(hashes)).toString('base64')}\n`);
  });

  test('a cosigned checkpoint lies under its witness’s key id, and the time is signed', () => {
    const vkey = folder.policy.split('\n')[1]?.split(' ')[2] ?? '';
    const { text, signature, x } = signedBy(
      file(`cosigned/${keyOf(vkey).id.toString('hex')}`).toString(),
      vkey,
    );
    const time = signature.readBigUInt64BE(0);
    expect(holds(x, `cosignature/v1\ntime ${time}\n${text}`, signature.subarray(8))).toBe(true);
  });

  test('no key to a body and no restricted pack is public', () => {
    expect(
      Object.keys(folder.public).filter(
        (path) =>
          path.startsWith('keys/') || (path.startsWith('bodies/') && !path.startsWith('bodies/public/')),
      ),
    ).toEqual([]);
    expect(Object.keys(folder.restricted)).toEqual(['bodies/mission/000', 'keys/mission/000']);
  });
});
