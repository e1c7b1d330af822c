import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIGEST_BYTES, KnownReports } from './mission-known.ts';

const keyOf = (name: string) => hash('sha256', name, 'hex');
const digestOf = (name: string) => hash('sha256', name, 'buffer').subarray(0, DIGEST_BYTES);

test('every report that was noted is found under its key alone, however many there are', () => {
  const names = fc.uniqueArray(fc.string(), { maxLength: 3000, minLength: 1, size: 'max' });
  fc.assert(
    fc.property(names, fc.string(), (all, other) => {
      const known = new KnownReports();
      for (const [index, name] of all.entries()) known.set(keyOf(name), { index, digest: digestOf(name) });
      expect(known.size).toBe(all.length);
      for (const [index, name] of all.entries())
        expect(known.get(keyOf(name))).toEqual({ index, digest: new Uint8Array(digestOf(name)) });
      if (!all.includes(other)) expect(known.get(keyOf(other))).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});

test('a report whose body was erased keeps what is known of it', () => {
  const known = new KnownReports();
  known.set(keyOf('a'), { index: 4 });
  expect(known.get(keyOf('a'))).toEqual({ index: 4 });
  known.set(keyOf('a'), { index: 4, digest: digestOf('a') });
  known.set(keyOf('a'), { index: 9 });
  expect(known.get(keyOf('a'))).toEqual({ index: 9, digest: new Uint8Array(digestOf('a')) });
});

test('after a restart every report is known still, however many come besides', () => {
  const before = new KnownReports();
  for (let index = 0; index < 400; index++)
    before.set(keyOf(`old ${index}`), { index, digest: digestOf('old') });
  const after = new KnownReports();
  // As a snapshot is read: views into one file, at any offset.
  after.restore(deserialize(serialize({ a: 'before', known: before.dump() })).known);
  for (let index = 400; index < 3000; index++) after.set(keyOf(`new ${index}`), { index });
  for (let index = 0; index < 400; index++)
    expect(after.get(keyOf(`old ${index}`))).toEqual({ index, digest: new Uint8Array(digestOf('old')) });
  for (let index = 400; index < 3000; index++) expect(after.get(keyOf(`new ${index}`))).toEqual({ index });
});
