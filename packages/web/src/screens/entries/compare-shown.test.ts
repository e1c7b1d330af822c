import { formatMoment } from '@armistice/core/base';
import { type Header, readEntries, type SealedLeaf } from '@armistice/core/record';
import { beforeAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../verification/log-copy.ts';
import { type TestRecord, testRecord } from '../../verification/testing.ts';
import { compareShown } from './compare-shown.ts';
import type { EntryAnswer, EntryRow } from './reading.ts';

// A server answers what it likes, also about its own answer. What is called the same was held against the files.

let record: TestRecord;
beforeAll(async () => {
  record = await testRecord();
});

async function readAt(from: number) {
  for await (const entry of readEntries(memorySource(record.files), { size: record.size, from }))
    return entry;
  throw new Error(`no entry ${from}`);
}

/** What an honest server answers of an entry that everyone reads. */
async function honest(index: number): Promise<EntryAnswer> {
  const { leaf, body } = await readAt(index);
  if (leaf.type !== 'open') throw new Error('the entry is sealed');
  const { at, audience, kind, by, authored, sig } = leaf.header;
  const entry: EntryRow = {
    ...{ index, at: formatMoment(at), audience, kind, by, body },
    ...{ authored: formatMoment(authored.at), signed: sig !== undefined },
  };
  // As it comes over the line.
  return JSON.parse(
    JSON.stringify({ entry, leaf: leaf.header, later: [], lookedTo: record.size - 1, size: record.size }),
  ) as EntryAnswer;
}

test('every entry that a server tells as it stands is shown as it was read', async () => {
  for (let index = 0; index < record.size; index++) {
    const compared = compareShown(index, await honest(index), await readAt(index));
    expect([index, compared.differs, compared.unread]).toEqual([index, [], []]);
    expect(compared.same).toBeGreaterThan(0);
  }
});

describe('a server that tells another', () => {
  const changed = async (change: (entry: EntryRow, answer: EntryAnswer) => Partial<EntryAnswer>) => {
    const answer = await honest(record.report);
    return compareShown(
      record.report,
      { ...answer, ...change(answer.entry, answer) },
      await readAt(record.report),
    );
  };
  const inBody = (body: { readonly [field: string]: unknown }) =>
    changed((entry) => ({ entry: { ...entry, body } }));

  test('number of impacts, under the true hash, is told from the record by the name of the field', async () => {
    const { body } = (await honest(record.report)).entry;
    expect((await inBody({ ...body, count: [1, 1] })).differs).toEqual(['count']);
  });

  test('report with a field left out, or one that nobody filed, is told from the record', async () => {
    const { count, ...others } = (await honest(record.report)).entry.body ?? {};
    expect(count).toBeDefined();
    expect((await inBody(others)).differs).toEqual(['count']);
    expect((await inBody({ ...others, count, party: 'south' })).differs).toEqual(['party']);
  });

  test.each([
    ['leaf', async () => changed((_, { leaf }) => ({ leaf: { ...(leaf as Header), kind: 'fact' } }))],
    ['time', async () => changed((entry) => ({ entry: { ...entry, at: '2026-01-01T00:00:00Z' } }))],
    ['kind', async () => changed((entry) => ({ entry: { ...entry, kind: 'fact' } }))],
    ['author', async () => changed((entry) => ({ entry: { ...entry, by: 'somebody' } }))],
    ['audience', async () => changed((entry) => ({ entry: { ...entry, audience: 'mission' } }))],
    ['signature', async () => changed((entry) => ({ entry: { ...entry, signed: true } }))],
    ['place', async () => changed((entry) => ({ entry: { ...entry, index: 3 } }))],
  ] as const)('%s is told from the record by its leaf', async (_, told) => {
    expect((await told()).differs).toEqual(['leaf']);
  });

  test('whole entry in the place of the one asked for is told from the record', async () => {
    expect(compareShown(record.report, await honest(3), await readAt(record.report)).differs).toContain(
      'leaf',
    );
  });
});

test('where the files of an entry cannot be read nothing is called the same', async () => {
  expect(compareShown(1, await honest(1), undefined)).toEqual({ same: 0, differs: ['leaf'], unread: [] });
});

describe('an entry for the mission alone', () => {
  const sealed: SealedLeaf = {
    ...{ v: 1, mission: 'exercise', at: 1_800_000_000_000, audience: 'mission' },
    commitment: 'A'.repeat(43),
  };
  const read = { index: 5, leaf: { type: 'sealed', sealed }, body: {}, withheld: {} } as const;
  const told = (entry: Partial<EntryRow>): EntryAnswer => ({
    entry: { index: 5, at: formatMoment(sealed.at), audience: 'mission', ...entry },
    ...{ leaf: sealed, later: [], lookedTo: 5, size: 6 },
  });

  test('is compared by its leaf, and says which of its words were not', () => {
    const body = { status: 'verified', reason: 'two origins' };
    expect(compareShown(5, told({ kind: 'assessment', by: 'key', body }), read)).toEqual({
      ...{ same: 0, differs: [], unread: ['kind', 'by', 'status', 'reason'] },
    });
  });

  test('shown to everyone with another commitment is told from the record', () => {
    const other = { ...{ v: 1, mission: 'exercise' }, commitment: 'B'.repeat(43) };
    expect(compareShown(5, told({ sealed: other }), read).differs).toEqual(['leaf']);
  });
});
