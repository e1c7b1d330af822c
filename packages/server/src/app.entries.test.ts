import { reads, reportKey } from '@armistice/core/mission';
import { formatLeaf, hex, leafHash, PUBLIC, readEntries } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from './app.ts';
import { folderSource } from './record/source.ts';
import { SECRETS, secretReport, type TestMission, testMission } from './testing.ts';
import { AS, appFor, fromAnywhere, READERS } from './testing-audiences.ts';
import { Signing } from './training/signing.ts';

// The record, entry by entry, over HTTP: what was written for others shows what its leaf shows, by every way of asking.

const START_MS = 120_000;
const HIDDEN = 'hidden-from-others';
const SEALED = secretReport(100, { source: HIDDEN, kind: 'jamming' });

interface Row {
  readonly index: number;
  readonly at: string;
  readonly audience: string;
  readonly kind?: string;
  readonly sealed?: object;
  readonly body?: { readonly [name: string]: unknown };
  readonly author?: { readonly role: string; readonly subject: string };
  readonly withheld?: { readonly [audience: string]: number };
}
interface Page {
  readonly entries: readonly Row[];
  readonly size: number;
  readonly searched: { readonly first: number; readonly last: number };
  readonly next?: number;
}

let here: TestMission;
let app: App;
let signing: Signing;
beforeAll(async () => {
  here = await testMission();
  app = await appFor(here, READERS);
  await here.mission.file([secretReport(1), secretReport(2, { kind: 'flare' })]);
  await here.mission.file([SEALED], 'north');
  await here.mission.file([secretReport(300, { source: 'staff-only' })], 'mission');
  await here.mission.file([secretReport(3)]);
  signing = await Signing.of(here.mission, here.open, here.folder, ['north', 'south']);
  await here.mission.stored();
}, START_MS);
afterAll(async () => {
  await app.close();
  await here.end();
}, START_MS);

async function ask(path: string, reader = PUBLIC): Promise<string> {
  const url = `/api/entries${path}${path.includes('?') ? '&' : '?'}audience=${reader}`;
  const { statusCode, body } = await app.inject({ url, headers: { [AS]: reader }, ...fromAnywhere() });
  expect([url, statusCode]).toEqual([url, 200]);
  return body;
}
const page = async (query = '', reader = PUBLIC) => JSON.parse(await ask(query, reader)) as Page;

test('the record is read from its newest entry to its first, page by page, each entry once', async () => {
  const indexes: number[] = [];
  for (let before: number | undefined; ; ) {
    const { entries, next, size } = await page(`?limit=3${before === undefined ? '' : `&before=${before}`}`);
    indexes.push(...entries.map(({ index }) => index));
    if (next === undefined) {
      expect(indexes).toEqual(Array.from({ length: size }, (_, i) => size - 1 - i));
      return;
    }
    before = next;
  }
});

describe.each(Object.keys(READERS))('read by %s', (reader) => {
  test('an entry for others shows its time, its audience and its commitment, and nothing else', async () => {
    const { entries } = await page('?limit=200', reader);
    for (const entry of entries) {
      const open = reads(reader, entry.audience);
      expect([entry.index, entry.sealed === undefined]).toEqual([entry.index, open]);
      if (open) continue;
      expect(Object.keys(entry).sort()).toEqual(['at', 'audience', 'index', 'sealed']);
      expect(Object.keys(entry.sealed ?? {}).sort()).toEqual(['commitment', 'mission', 'v']);
    }
  });

  test('what was hidden is found by no word of it, unless one reads it', async () => {
    for (const query of [`?q=${HIDDEN}`, '?q=jamming', '?kind=report&for=north']) {
      const { entries } = await page(query, reader);
      expect([query, entries.length]).toEqual([query, reads(reader, 'north') ? 1 : 0]);
    }
  });

  test('words, media and where the observer stood are on no page of the record', async () => {
    const { size } = await page('', reader);
    const all = await ask('?limit=200', reader);
    const each = await Promise.all(Array.from({ length: size }, (_, i) => ask(`/${i}`, reader)));
    for (const text of [all, ...each]) expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
  });
});

test('each entry comes with the leaf that the tree has at its place', async () => {
  const { size } = await page();
  for await (const { index, leaf: there } of readEntries(folderSource(`${here.folder}/public`), {
    size,
    from: 0,
  })) {
    const { leaf, hash } = JSON.parse(await ask(`/${index}`)) as { leaf: never; hash: string };
    const bytes = formatLeaf(leaf);
    expect(bytes.ok && hex(leafHash(bytes.value))).toBe(hash);
    expect(leaf).toEqual(there.type === 'open' ? there.header : there.sealed);
  }
});

test('by its kind, by whose key, by a word, by its time and by its place an entry is found', async () => {
  const { entries: all } = await page('?limit=200');
  const reports = all.filter(({ kind }) => kind === 'report');
  expect((await page('?kind=report')).entries).toEqual(reports);
  expect((await page('?by=registrar&limit=200')).entries).toEqual(
    all.filter(({ author }) => author?.role === 'registrar'),
  );
  expect((await page('?q=FLARE')).entries.map(({ body }) => body?.kind)).toEqual(['flare']);
  // What is sealed shows nothing: no word finds it.
  expect((await page('?q=null')).entries).toEqual([]);
  const at = reports[0]?.at ?? '';
  const earlier = new Date(Date.parse(at) - 1).toISOString();
  expect((await page(`?from=${at}&limit=200`)).entries).toEqual(all.filter((one) => one.at >= at));
  expect((await page(`?to=${at}&limit=200`)).entries).toEqual(all.filter((one) => one.at < at));
  expect((await page(`?from=${at}&to=${earlier}`)).entries).toEqual([]);
  expect((await page('?first=2&last=4')).entries.map(({ index }) => index)).toEqual([4, 3, 2]);
});

test('a report says how many of its fields are for others, and by whom they are read', async () => {
  const { entries } = await page('?kind=report');
  expect(entries[0]?.withheld).toEqual({ mission: expect.any(Number) });
});

test('an entry that the record does not have is answered as nothing, with where it ends', async () => {
  const { statusCode, body } = await app.inject({ url: '/api/entries/100000', ...fromAnywhere() });
  expect(statusCode).toBe(404);
  expect(body).toContain('it ends before entry');
});

test('an entry that names a source comes with what the record calls it, and a sealed one with nothing', async () => {
  const body = { source: HIDDEN, of: 'mission', name: 'The quiet post' };
  await signing.write([{ by: 'exercise-duty-officer', kind: 'source', body, audience: PUBLIC } as never]);
  await here.mission.file([secretReport(4, { source: HIDDEN })]);
  await here.mission.stored();
  const called = async (index: number | undefined, reader: string) =>
    (JSON.parse(await ask(`/${index}`, reader)) as { sourceName?: string }).sourceName;
  const [open] = (await page(`?q=${HIDDEN}&kind=report&for=public`)).entries;
  const [sealed] = (await page(`?q=${HIDDEN}&kind=report&for=north`, 'north')).entries;
  const [unnamed] = (await page('?q=staff-only&kind=report', 'mission')).entries;
  expect(await called(open?.index, PUBLIC)).toBe('The quiet post');
  expect(await called(sealed?.index, 'north')).toBe('The quiet post');
  expect(await called(sealed?.index, PUBLIC)).toBeUndefined();
  expect(await called(unnamed?.index, 'mission')).toBeUndefined();
  const { reports } = JSON.parse((await app.inject({ url: '/api/situation', ...fromAnywhere() })).body) as {
    reports: readonly { readonly name?: string; readonly report: { readonly source: string } }[];
  };
  expect(reports.map(({ name, report }) => [report.source, name])).toContainEqual([HIDDEN, 'The quiet post']);
});

/** What may be asked of the record, by every way of asking. */
const WAYS = [
  ...['?limit=200', '?limit=2', '?kind=report', '?kind=assessment&limit=200', '?kind=correction'],
  ...[
    '?by=registrar&limit=200',
    '?by=person',
    '?by=exercise-duty-officer',
    '?q=only%20for',
    '?q=flare&limit=1',
  ],
  ...['?for=public&limit=200', '?first=1&last=3', '?before=3'],
];

/** An answer without how long the record is and how far it was looked through: both are counted from its leaves. */
function known(text: string): string {
  return text.replaceAll(/"(size|first|last|lookedTo|next)":-?\d+,?/g, '');
}

describe.each(Object.keys(READERS).filter((audience) => audience !== PUBLIC))(
  'once more is written for %s alone',
  (audience) => {
    const others = Object.keys(READERS).filter((reader) => !reads(reader, audience));

    test('every other reader is told byte for byte what they were told before, and of the new that it is sealed', async () => {
      const { size } = await page();
      const told = async (reader: string) => {
        // Up to where the record ended before: what came since is looked at below.
        const lists = await Promise.all(
          WAYS.map((way) => ask(`${way}${way.includes('last=') ? '' : `&last=${size - 1}`}`, reader)),
        );
        const each = await Promise.all(Array.from({ length: size }, (_, i) => ask(`/${i}`, reader)));
        return [...lists, ...each].map(known);
      };
      const before = new Map<string, readonly string[]>();
      for (const reader of Object.keys(READERS)) before.set(reader, await told(reader));
      await writeFor(audience);
      for (const reader of others) {
        expect(await told(reader)).toEqual(before.get(reader));
        const { entries, size: now } = await page(`?first=${size}&limit=200`, reader);
        expect(now).toBeGreaterThan(size);
        const sealed = entries.filter((entry) => entry.audience === audience);
        expect(sealed.length).toBeGreaterThan(3);
        for (const row of sealed) {
          expect(Object.keys(row).sort()).toEqual(['at', 'audience', 'index', 'sealed']);
          const one = JSON.parse(await ask(`/${row.index}`, reader)) as object;
          expect(Object.keys(one).sort()).toEqual(['entry', 'hash', 'later', 'leaf', 'lookedTo', 'size']);
          expect(one).toMatchObject({ entry: row, leaf: row.sealed, later: [] });
        }
      }
      // Its own reader sees what names the open entries, or there was nothing to leak.
      expect(await told(audience)).not.toEqual(before.get(audience));
    });
  },
);

/** A report, what is decided of an open incident, what is refused, and what names an open entry: for one audience. */
async function writeFor(audience: string): Promise<void> {
  const number = 1_000 + 10 * Object.keys(READERS).indexOf(audience);
  await here.mission.file(
    [secretReport(number, { source: `hidden-${audience}`, kind: 'jamming' })],
    audience,
  );
  await here.mission.settled();
  const row = (by: string, kind: string, body: object) => ({ by, kind, body, audience }) as never;
  const duty = 'exercise-duty-officer';
  const incident = reportKey(secretReport(1));
  await signing.write([
    row(duty, 'assessment', { incident, status: 'under inquiry', reason: 'only for us' }),
    row(duty, 'assessment', { incident, status: 'verified', reason: 'only for us: refused' }),
    row(duty, 'correction', { entry: 1 }),
    row('north', 'position', { incident, on: 'facts', stance: 'contests', text: 'only for us' }),
  ]);
  await here.mission.stored();
}
