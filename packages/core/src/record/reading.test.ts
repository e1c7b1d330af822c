import { describe, expect, test } from 'vitest';
import { auditLog } from './audit.ts';
import type { ReadEntry } from './entry-reading.ts';
import { readEntries } from './reading.ts';
import { mixedLog, openPart, sourceOf, verifier } from './testing.ts';

const log = mixedLog(300);
const files = log.publish();

async function read(from: number, as: object = {}): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for await (const entry of readEntries(sourceOf(files), { size: 300, from, ...as })) entries.push(entry);
  return entries;
}

describe('reading a log that was verified', () => {
  test.each([
    ['its own audience', { audiences: ['mission', 'north'], open: openPart }],
    ['a stranger', {}],
  ])('gives the entries that the audit gave: %s', async (_, as) => {
    const audited: ReadEntry[] = [];
    await auditLog(sourceOf(files), {
      policy: log.policy,
      verifier,
      ...as,
      onEntry: (entry) => audited.push(entry),
    });
    expect(await read(0, as)).toEqual(audited);
  });

  test.each([1, 255, 256, 299, 300])('begins at entry %i', async (from) => {
    expect((await read(from)).map(({ index }) => index)).toEqual(
      Array.from({ length: 300 - from }, (_, i) => from + i),
    );
  });

  test('stops with the entry that is missing or damaged', async () => {
    const without = new Map(files);
    without.delete('tile/entries/001.p/44');
    const damaged = new Map(files).set(
      'tile/entries/000',
      (files.get('tile/entries/000') as Uint8Array).map((byte, i) => (i === 2 ? 0 : byte)),
    );
    const drain = async (from: typeof files) => {
      for await (const _ of readEntries(sourceOf(from), { size: 300, from: 0 }));
    };
    await expect(drain(without)).rejects.toThrow('entries 256 to 299 are missing');
    await expect(drain(damaged)).rejects.toThrow('entry 0');
  });
});
