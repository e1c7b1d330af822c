import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tileRoot } from './bulk.ts';
import { parseSignedCheckpoint } from './checkpoint.ts';
import { consistencyProof, inclusionProof, leafHash, verifyConsistency } from './merkle.ts';
import { nodesFromLeaves } from './nodes.ts';
import { formatNote, parseVkey } from './note.ts';
import { formatReceipt, parseReceipt, receiptHolds } from './proof.ts';
import { expectAccepted } from './refusal.ts';
import { checkSignature } from './signature.ts';
import { verifier } from './testing.ts';
import { formatTilePath, parseBundle, type Tile, tilesBetween, tileWidth } from './tile.ts';

// A log that another implementation wrote: testdata/vectors/go-log/README.md.
const folder = new URL('../../../../testdata/vectors/go-log/', import.meta.url);
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, folder)));
const textOf = (path: string) => readFileSync(new URL(path, folder), 'utf8');

interface Keys {
  readonly origin: string;
  readonly log: string;
  readonly cosigners: readonly string[];
}

const keys = JSON.parse(textOf('keys.json')) as Keys;
const logKey = expectAccepted(parseVkey(keys.log));
const checkpoint = expectAccepted(parseSignedCheckpoint(textOf('checkpoint')));
const old = expectAccepted(parseSignedCheckpoint(textOf('old-checkpoint')));

/** The entries of bundle `place` of the tree of `size`. */
function entriesOf(place: number, size: number): Uint8Array[] {
  const width = tileWidth('entries', place, size);
  const bundle = bytesOf(formatTilePath({ level: 'entries', place, width }));
  const { starts, ends } = expectAccepted(parseBundle(bundle, width));
  return Array.from(starts, (start, i) => bundle.subarray(start, ends[i]));
}

const allEntries = (size: number) =>
  Array.from({ length: Math.ceil(size / 256) }, (_, place) => entriesOf(place, size)).flat();
const hashesOf = (entries: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(entries.map(leafHash)));
const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

describe('a log written by another implementation', () => {
  test('has the checkpoint that its keys signed, log and cosigners', async () => {
    expect(checkpoint).toMatchObject({ origin: keys.origin, size: 300 });
    expect(formatNote(checkpoint.note)).toBe(textOf('checkpoint'));
    for (const { note } of [checkpoint, old])
      expect(await checkSignature(note, logKey, verifier)).toEqual({ state: 'valid' });
    expect(keys.cosigners).toHaveLength(3);
    for (const vkey of keys.cosigners) {
      const key = expectAccepted(parseVkey(vkey));
      expect(await checkSignature(checkpoint.note, key, verifier)).toMatchObject({
        state: 'valid',
        unixSeconds: expect.any(Number),
      });
    }
  });

  test('is not signed by it where one digit of the size is edited', async () => {
    const edited = expectAccepted(parseSignedCheckpoint(textOf('checkpoint').replace('\n300\n', '\n301\n')));
    expect(await checkSignature(edited.note, logKey, verifier)).toEqual({ state: 'invalid' });
  });

  test.each([
    ['now', checkpoint],
    ['of the older checkpoint', old],
  ])('has entries that make the root: %s', (_, { size, root }) => {
    const entries = allEntries(size);
    expect(entries).toHaveLength(size);
    expect(hex(tileRoot(hashesOf(entries)))).toBe(hex(root));
  });

  test('has exactly the tiles that we would write, byte for byte', () => {
    const leaves = hashesOf(allEntries(checkpoint.size));
    const read = nodesFromLeaves(leaves);
    const hashTiles = tilesBetween(0, checkpoint.size).filter(
      (tile): tile is Tile & { readonly level: number } => tile.level !== 'entries',
    );
    expect(hashTiles.map(formatTilePath)).toEqual(['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1']);
    for (const tile of hashTiles) {
      const hashes = Array.from({ length: tile.width }, (_, i) =>
        read({ level: tile.level * 8, place: tile.place * 256 + i }),
      );
      expect(hex(bytesOf(formatTilePath(tile)))).toBe(hex(Buffer.concat(hashes)));
    }
    for (const tile of tilesBetween(0, old.size))
      expect(existsSync(new URL(formatTilePath(tile), folder)), formatTilePath(tile)).toBe(true);
  });

  test('has grown from its older checkpoint', () => {
    const read = nodesFromLeaves(hashesOf(allEntries(checkpoint.size)));
    const proof = consistencyProof(old.size, checkpoint.size, read);
    expect(verifyConsistency(old.size, old.root, checkpoint.size, checkpoint.root, proof)).toBe(true);
    expect(verifyConsistency(old.size, checkpoint.root, checkpoint.size, checkpoint.root, proof)).toBe(false);
  });

  test.each([0, 299])('gave a receipt for entry %i that holds, and that we would write the same', (index) => {
    const text = textOf(`receipt-${index}.tlog-proof`);
    const receipt = expectAccepted(parseReceipt(text));
    const leaf = leafHash(bytesOf(`receipt-${index}.leaf`));
    expect(receipt.index).toBe(index);
    expect(receiptHolds(receipt, leaf)).toBe(true);
    expect(receiptHolds(receipt, leafHash(bytesOf(`receipt-${299 - index}.leaf`)))).toBe(false);
    expect(formatReceipt(receipt)).toBe(text);
    const proof = inclusionProof(index, 300, nodesFromLeaves(hashesOf(allEntries(300))));
    expect(receipt.path.map(hex)).toEqual(proof.map(hex));
  });
});
