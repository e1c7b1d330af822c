import { type EntryPromise, type Subtle, webCrypto } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { memorySource } from './log-copy.ts';
import { checkReceipt, readReceipt } from './receipt.ts';
import { type TestRecord, testRecord } from './testing.ts';

// What a person holds in their hand is judged by the log as it is served and by the clock, and by nothing that the server says.

const verifier = webCrypto(crypto.subtle as unknown as Subtle);
const UNTIL = 1_770_000_200_000;
const [BEFORE, AFTER] = [UNTIL - 1, UNTIL];

async function judged(text: string, { files, policy }: Pick<TestRecord, 'files' | 'policy'>, now: number) {
  const promise = readReceipt(text) as EntryPromise;
  return checkReceipt(promise, memorySource(files), policy, verifier, now);
}

/** Leaf hashes of the record with more entries behind it, or with others in the place of its own. */
function others(hashes: Uint8Array, more: number, change = 0): Uint8Array {
  const all = new Uint8Array(hashes.length + 32 * more).fill(9);
  all.set(hashes);
  return all.map((byte, i) => (i < hashes.length ? byte ^ change : byte));
}

describe('a receipt', () => {
  test('of an entry that is in the signed tree is kept, before and after its time', async () => {
    const record = await testRecord();
    const text = await record.promise(2, UNTIL);
    for (const now of [BEFORE, AFTER]) {
      const found = await judged(text, record, now);
      expect(found).toMatchObject({ signed: true, verdict: 'kept', size: 4, promise: { index: 2 } });
      expect(found.inclusion).toMatchObject({ signed: true, included: true });
    }
  });

  test('of an entry that is not in the tree yet is pending until its time, and broken from then on', async () => {
    const record = await testRecord();
    const text = await record.promise(5, UNTIL, others(record.hashes, 2));
    expect(await judged(text, record, BEFORE)).toMatchObject({ signed: true, verdict: 'pending', size: 4 });
    const broken = await judged(text, record, AFTER);
    expect(broken).toMatchObject({ signed: true, verdict: 'broken-omitted' });
    expect(broken.inclusion).toBeUndefined();
  });

  test('in whose place another entry stands is broken at once', async () => {
    const record = await testRecord();
    const text = await record.promise(1, UNTIL, others(record.hashes, 0, 1));
    expect(await judged(text, record, BEFORE)).toMatchObject({ signed: true, verdict: 'broken-replaced' });
  });

  test('that another log signed binds nobody here, whatever else is right about it', async () => {
    const [record, other] = await Promise.all([testRecord(), testRecord()]);
    const text = await other.promise(2, UNTIL, record.hashes);
    expect(await judged(text, record, BEFORE)).toMatchObject({ signed: false, verdict: 'kept' });
  });
});

describe('what is pasted', () => {
  test('is read as the file, without its last line end, and as the JSON that filing answered', async () => {
    const text = await (await testRecord()).promise(3, UNTIL);
    const expected = readReceipt(text);
    expect(expected?.index).toBe(3);
    for (const pasted of [text.trimEnd(), JSON.stringify({ key: 'k', index: 3, promise: text })])
      expect(readReceipt(pasted)).toEqual(expected);
  });

  test('is no receipt where anything of it was lost or changed', async () => {
    const text = await (await testRecord()).promise(3, UNTIL);
    const leaf = /leaf (.)/.exec(text)?.[1];
    const changed = text.replace(/leaf ./, `leaf ${leaf === 'A' ? 'B' : 'A'}`);
    const pasted = ['', 'null', '{}', '[]', '{"promise":7}', 'hello', changed];
    pasted.push(text.slice(0, 80), text.slice(5), text.replace('index 3', 'index 03'));
    pasted.push(text.replace('index 3', 'index 2'));
    expect(pasted.map((one) => readReceipt(one)?.index)).toEqual(pasted.map(() => undefined));
  });
});

test('while the log serves no checkpoint nothing is said of a receipt, and it is said why', async () => {
  const record = await testRecord();
  const text = await record.promise(2, UNTIL);
  record.files.delete('checkpoint');
  await expect(judged(text, record, AFTER)).rejects.toThrow('the log has no checkpoint');
});
