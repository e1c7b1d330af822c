import { type Subtle, webCrypto } from '@armistice/core/record';
import { describe, expect, test } from 'vitest';
import { TAMPER_CHOICES, type TamperChoice, tamper } from './tamper.ts';
import { type TestRecord, testRecord } from './testing.ts';
import { askVerifiers } from './verifiers.ts';
import { verifyLog } from './verify.ts';

const verifier = webCrypto(crypto.subtle as unknown as Subtle);

async function checked(record: TestRecord) {
  const read = async (path: string) => record.files.get(path);
  return verifyLog({ read, policy: record.policy, verifier, shown: record.report, now: () => 0 });
}

async function tampered(choice: TamperChoice) {
  const record = await testRecord();
  const { verification, files } = await checked(record);
  const before = new Map([...files].map(([path, bytes]) => [path, bytes?.slice()]));
  const { checkpoint, leaves } = verification.audit;
  if (checkpoint === undefined) throw new Error('the test record has no checkpoint');
  const { origin, size } = checkpoint;
  const copy = await tamper(choice, { files, origin, size, index: record.report, leaves });
  const answers = await askVerifiers(copy, { files, leaves }, record.policy, verifier);
  return { record, copy, answers, files, before };
}

test('an untouched record holds, and its fields match their commitments', async () => {
  const { verification } = await checked(await testRecord());
  expect(verification.audit.problems).toEqual([]);
  expect(verification.audit.entries).toMatchObject({ open: 4, signed: 2, batches: 1, fields: 2 });
  expect(verification.files).toBe(6);
  expect(verification.keptSince).toBeUndefined();
  // The mission, the key of the device, the report, and the entry that vouches for it.
  expect(verification.entries.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
});

test('what was kept is compared with what is served later', async () => {
  const record = await testRecord();
  const { verification } = await checked(record);
  const kept = { note: verification.note, leaves: verification.audit.leaves, seenAt: 1 };
  const read = async (path: string) => record.files.get(path);
  const again = await verifyLog({ read, policy: record.policy, verifier, kept, shown: 0, now: () => 0 });
  expect(again.verification.audit.since).toBe('unchanged');
  expect(again.verification.keptSince).toBe(1);
});

describe.each(TAMPER_CHOICES)('a copy changed by choice "%s"', (choice) => {
  test('is refused by the mission, by north and by south, who all name the same entry', async () => {
    const { copy, answers } = await tampered(choice);
    expect(answers.map(({ who, intact }) => [who, intact])).toEqual([
      ['mission', false],
      ['north', false],
      ['south', false],
    ]);
    expect(answers.map(({ finding }) => finding?.index)).toEqual(Array(3).fill(copy.change.index));
    for (const { finding } of answers) {
      expect(finding?.expected).toBeDefined();
      expect(finding?.found).toBeDefined();
      expect(finding?.expected).not.toBe(finding?.found);
    }
  });

  test('leaves the files that were checked as they were', async () => {
    const { files, before, copy } = await tampered(choice);
    expect(files).toEqual(before);
    expect(copy.files).not.toEqual(before);
  });
});

test.each(['body', 'entry', 'size'] as const)(
  'choice "%s" changes exactly one byte of one file',
  async (choice) => {
    const { copy, before } = await tampered(choice);
    const { path, offset, from } = copy.change;
    const changed: string[] = [];
    for (const [name, bytes] of copy.files)
      for (const [at, byte] of (bytes ?? new Uint8Array()).entries())
        if (byte !== before.get(name)?.[at]) changed.push(`${name}@${at}`);
    expect(changed).toEqual([`${path}@${offset}`]);
    expect(copy.change.before[offset - from]).toBe(before.get(path)?.[offset]);
    expect(copy.change.after[offset - from]).not.toBe(before.get(path)?.[offset]);
  },
);

test('the changed byte of a body is a digit of its count', async () => {
  const { copy } = await tampered('body');
  const { before, after } = copy.change;
  expect(new TextDecoder().decode(before)).toContain('"count",[5,5]');
  expect(new TextDecoder().decode(after)).toContain('"count",[6,5]');
});

test('a log shortened by its own key still stands against what the parties kept and co-signed', async () => {
  const { copy, answers } = await tampered('last');
  expect(copy.logKey).toHaveLength(32);
  expect(answers.map(({ finding }) => finding?.code)).toEqual(Array(3).fill('record/rolled-back'));
  expect(answers.map(({ keptSize }) => keptSize)).toEqual([4, 4, 3]);
});

test('the untouched copy is accepted by all once the change is put back', async () => {
  const record = await testRecord();
  const { verification, files } = await checked(record);
  const answers = await askVerifiers(
    { files },
    { files, leaves: verification.audit.leaves },
    record.policy,
    verifier,
  );
  expect(answers.map(({ who, intact, finding }) => [who, intact, finding])).toEqual([
    ['mission', true, undefined],
    ['north', true, undefined],
    ['south', true, undefined],
  ]);
});
