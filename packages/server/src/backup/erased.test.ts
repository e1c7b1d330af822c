import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccepted } from '@armistice/core/base';
import { MISSION, parseReport, type Report, reportKey } from '@armistice/core/mission';
import { auditLog, PUBLIC } from '@armistice/core/record';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { derivedHere } from '../derived/here.ts';
import { Mission } from '../mission.ts';
import { keepAttachments } from '../record/attachments.ts';
import { erase } from '../record/erasing.ts';
import { openLog, readPolicy } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { nodeVerifier } from '../record/keys.ts';
import { missionSource } from '../record/reading.ts';
import { openPart } from '../record/seal.ts';
import { filesBelow, found, type Needle, needle } from '../record/testing-secrets.ts';
import { openPostgresStore } from '../store/postgres.ts';
import { testDatabase } from '../store/testing.ts';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import { temporaryFolder } from '../witness/testing.ts';
import { backUp } from './backup.ts';

// The bar: after an erasure no byte of what was erased is on the disk, in the database, or in a backup that is made then.

// Starting the embedded database takes seconds, and more where much else runs.
const START_MS = 240_000;

/** A word that stands nowhere by chance, for one field. */
const mark = (field: string) => `${field}-${randomBytes(6).toString('hex')}`;

interface Marked {
  readonly report: Report;
  /** Words in what the fold needs, and in what an erasure of detail takes. */
  readonly view: readonly string[];
  readonly detail: readonly string[];
  readonly picture: Buffer;
  readonly sha256: string;
}

/** A report with a word of its own in every field that takes one, and with an attachment. */
function marked(number: number): Marked {
  const view = ['source', 'calibre', 'place', 'origin'].map(mark);
  const detail = ['text', 'party', 'said'].map(mark);
  const picture = Buffer.from(mark('picture'));
  const sha256 = createHash('sha256').update(picture).digest('hex');
  const [source, calibre, place, origin] = view;
  const [text, party, saidBy] = detail;
  const fields = {
    ...secretReport(number),
    source,
    weapon: { class: 'mortar', name: calibre },
    place: { type: 'named', name: place, at: [-28.0312 + number / 10, 42.0467], radius: 100 },
    derivedFrom: [origin],
    actor: { party, basis: 'claimed' },
    areaOfControl: { party: 'north', saidBy },
    attachments: [{ sha256, type: 'image/jpeg' }],
    text,
  };
  return { report: expectAccepted(parseReport(fields)), view, detail: [...detail, sha256], picture, sha256 };
}

const gone = marked(1);
const thinned = marked(2);
const kept = marked(3);

const words = (values: readonly string[]): Needle[] => values.map((value) => needle(value, value));
/** The words, the pictures, and the key by which the database and the fold knew the one that went whole. */
const ERASED: readonly Needle[] = [
  ...words([...gone.view, ...gone.detail, ...thinned.detail]),
  ...[gone, thinned].map(({ picture }) => needle('picture', picture)),
  needle('key of the report', Buffer.from(reportKey(gone.report), 'hex')),
];

let here: TestMission;
/** Where something of it was found, at each moment. */
const where: { [moment: string]: readonly string[] } = {};

async function file({ report, picture, sha256 }: Marked): Promise<number> {
  const folder = join(here.folder, 'incoming');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, sha256), picture);
  const value = [{ sha256, type: 'image/jpeg' }];
  const fields = [{ name: 'attachments', value, audience: PUBLIC, part: 'detail' as const }];
  await keepAttachments(here.open.disk, { kind: 'report', audience: PUBLIC, body: { fields } }, folder);
  await rm(folder, { recursive: true });
  const [filed] = await here.mission.file([report]);
  // Each has a statement with its row, as the hours go by.
  await here.mission.state();
  return filed?.index ?? -1;
}

const search = async (needles = ERASED) => found(needles, await filesBelow(here.folder));

beforeAll(async () => {
  here = await testMission(undefined, 'stored');
  const indexes = [await file(gone), await file(thinned), await file(kept)] as const;
  await here.mission.stored();
  where.before = await search();
  const asked = { requestedBy: 'data-protection', reason: 'a source asked' };
  await erase(here.open, { ...asked, indexes: [indexes[0]], scope: 'everything' });
  await erase(here.open, { ...asked, indexes: [indexes[1]], scope: 'detail' });
  await here.mission.stored();
  where.running = await search();
  await backUp({ folder: here.folder, file: join(here.folder, 'running.tar'), now: () => 0 });
  where.backup = await search();
  await here.pause();
  where.stopped = await search();
  here = await testMission(here.folder, 'stored');
  await here.mission.stored();
  where.again = await search();
  // Closed, it keeps a snapshot of the fold again, of a state that never met what was erased.
  await here.pause();
  where.snapshot = await search();
}, START_MS);
afterAll(() => here.end());

test('before, every word of it is found: restricted ones only where their keys are', () => {
  expect(where.before?.some((one) => one.startsWith('key of the report in store'))).toBe(true);
  for (const word of [...gone.view, gone.sha256])
    expect([word, where.before?.some((one) => one.startsWith(word))]).toEqual([word, true]);
});

test.each(['running', 'backup', 'stopped', 'again', 'snapshot'])(
  'after, no byte of it is found in any file: %s',
  (moment) => {
    expect(where[moment]).toEqual([]);
  },
);

test('what was not erased is still there, and the whole record verifies', async () => {
  expect((await search(words([...thinned.view, ...kept.view, kept.sha256]))).length).toBeGreaterThan(8);
  const audit = await auditLog(missionSource(here.open.disk), {
    policy: await readPolicy(here.open.disk),
    verifier: nodeVerifier(),
    audiences: [MISSION],
    open: openPart,
  });
  expect(audit.problems).toEqual([]);
  expect(await here.open.disk.size('private/fold/snapshot')).toBeGreaterThan(0);
  expect(here.faults).toEqual([]);
});

test(
  'nor is it in a dump of a PostgreSQL database',
  async ({ skip }) => {
    const database = await testDatabase();
    if (typeof database === 'string') return skip(database);
    onTestFinished(database.drop);
    const place = { folder: await temporaryFolder(onTestFinished) };
    const origin = 'mission.example/dumped';
    await initLog({ ...place, state: join(place.folder, 'state'), origin, mission: 'dumped' });
    const open = await openLog({ ...place, state: join(place.folder, 'state'), publishMs: 5 });
    const store = await openPostgresStore(database.url, 'dumped', origin);
    const derived = derivedHere({ disk: open.disk, origin, store });
    const mission = await Mission.open({ open, derived, onFault: (fault) => expect.fail(fault) });
    onTestFinished(() => mission.close());
    const [filed] = await mission.file([gone.report, kept.report]);
    await mission.stored();
    const server = new URL(database.url);
    const schema = /search_path=(\w+)/.exec(server.searchParams.get('options') ?? '')?.[1] ?? '';
    server.searchParams.delete('options');
    const dump = () => {
      return new Map([['dump', execFileSync('pg_dump', ['--schema', schema, '--data-only', server.href])]]);
    };
    const inDump = [
      ...words([gone.report.source]),
      needle('key of the report', Buffer.from(reportKey(gone.report), 'hex')),
    ];
    expect(found(inDump, dump())).not.toEqual([]);
    const asked = { requestedBy: 'data-protection', reason: 'a source asked' };
    await erase(open, { ...asked, indexes: [filed?.index ?? -1], scope: 'everything' });
    await mission.stored();
    expect(found(ERASED, dump())).toEqual([]);
    expect(found([needle('kept', Buffer.from(reportKey(kept.report), 'hex'))], dump())).not.toEqual([]);
  },
  START_MS,
);
