import { type Subtle, webCrypto } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { checkInclusion } from './inclusion.ts';
import { memorySource } from './log-copy.ts';
import { type TestRecord, testRecord } from './testing.ts';

// One entry is proved out of the files alone: what the server says of it is not asked.

const verifier = webCrypto(crypto.subtle as unknown as Subtle);

function checked({ files, policy }: Pick<TestRecord, 'files' | 'policy'>, index: number) {
  return checkInclusion(index, memorySource(files), policy, verifier);
}

/** The record with one bit of a file turned over, at a byte counted from the end. */
function damaged(record: TestRecord, like: RegExp, fromEnd = 1): TestRecord {
  const files = new Map(record.files);
  const path = [...files.keys()].find((one) => like.test(one)) ?? '';
  const bytes = files.get(path)?.slice() ?? new Uint8Array();
  bytes.set([(bytes.at(-fromEnd) ?? 0) ^ 1], bytes.length - fromEnd);
  return { ...record, files: files.set(path, bytes) };
}

test('every entry of a record that holds is found under the root that the log signed', async () => {
  const record = await testRecord();
  const all = await Promise.all(Array.from({ length: record.size }, (_, i) => checked(record, i)));
  expect(all.map(({ signed, included, size, steps }) => [signed, included, size, steps])).toEqual(
    Array.from({ length: record.size }, () => [true, true, record.size, 2]),
  );
  expect(all.map(({ json }) => (JSON.parse(json) as { kind: string }).kind)).toEqual([
    'mission',
    'key',
    'report',
    'note',
  ]);
  expect(new Set(all.map(({ leaf }) => String(leaf))).size).toBe(record.size);
});

describe('a record that was tampered with', () => {
  test('with one entry changed no longer proves that entry, and still proves the others', async () => {
    const record = damaged(await testRecord(), /entries/);
    expect((await checked(record, record.size - 1)).included).toBe(false);
    expect((await checked(record, 0)).included).toBe(true);
  });

  test('with a hash beside the path changed proves nothing through it', async () => {
    // The last hash of the tile stands on the path of the entry before it, and not on its own.
    const record = damaged(await testRecord(), /^tile\/0\//);
    expect((await checked(record, record.size - 2)).included).toBe(false);
    expect((await checked(record, record.size - 1)).included).toBe(true);
  });

  test('under a checkpoint that another log signed is no record of this policy', async () => {
    const [record, other] = await Promise.all([testRecord(), testRecord()]);
    const found = await checked({ files: record.files, policy: other.policy }, 1);
    expect([found.signed, found.included]).toEqual([false, true]);
  });

  test('without a file that is needed is refused with the name of the file', async () => {
    for (const like of [/^checkpoint$/, /entries/, /^tile\/0\//]) {
      const record = await testRecord();
      const path = [...record.files.keys()].find((one) => like.test(one)) ?? '';
      record.files.delete(path);
      await expect(checked(record, 1)).rejects.toThrow(`the log has no ${path}`);
    }
  });

  test('with a bundle cut short is refused as damaged, and not read in part', async () => {
    const record = await testRecord();
    const path = [...record.files.keys()].find((one) => one.includes('entries')) ?? '';
    record.files.set(path, record.files.get(path)?.slice(0, -3) ?? new Uint8Array());
    await expect(checked(record, 1)).rejects.toThrow('bundle 0 is damaged');
  });
});

test('an entry that the checkpoint does not reach is refused with where it ends', async () => {
  const record = await testRecord();
  await expect(checked(record, record.size)).rejects.toThrow(`the checkpoint has ${record.size} entries`);
});
