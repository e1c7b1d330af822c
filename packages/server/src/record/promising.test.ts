import { createHash } from 'node:crypto';
import { batchPath, formatEntryPromise, formatNote, signPromise, tileRoot } from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { expect, test } from 'vitest';
import { BatchPromises } from './promising.ts';

const log = testSigner('log.example/training', 'ed25519');

test('of a batch of any size, every promise is the one that its own path alone would give', () => {
  for (const count of [1, 2, 3, 5, 64, 65, 70, 257]) {
    const leaves = Buffer.concat(
      Array.from({ length: count }, (_, i) => createHash('sha256').update(`leaf ${i}`).digest()),
    );
    const promised = { origin: log.key.name, from: 100, count, root: tileRoot(leaves), until: 0 };
    const note = signPromise(promised, log);
    const promises = new BatchPromises(100, leaves, formatNote(note));
    for (let place = 0; place < count; place++) {
      const leaf = leaves.subarray(place * 32, place * 32 + 32);
      const alone = formatEntryPromise({ index: 100 + place, leaf, path: batchPath(leaves, place), note });
      expect(promises.text(place)).toBe(alone);
      expect(JSON.parse(promises.json(place))).toBe(alone);
      expect(promises.json(place)).toMatch(/^[\x20-\x7e]+$/);
    }
  }
});
