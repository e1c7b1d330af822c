import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPolicy } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readCheckpoint } from '../record/cosigning.ts';
import { folderDisk } from '../record/disk.ts';
import { erase } from '../record/erasing.ts';
import { type OpenLog, openLog, readKeys } from '../record/folder.ts';
import { initLog } from '../record/founding.ts';
import { WitnessSilent } from '../record/hearing.ts';
import { TailLost } from '../record/opening.ts';
import { folderSource } from '../record/source.ts';
import { openReport, policyWith, sealedReport } from '../record/testing-life.ts';
import { filesBelow, found, needle } from '../record/testing-secrets.ts';
import { serveWitness } from '../witness/http.ts';
import { Witness } from '../witness/service.ts';
import { temporaryFolder, testWorld } from '../witness/testing.ts';
import { type BackupOptions, backUp, Unsettled } from './backup.ts';
import { WrongPassphrase } from './locking.ts';
import { NotEmpty } from './restore.ts';
import { type RestoreOptions, restore } from './restoring.ts';
import { DamagedBackup } from './tar.ts';
import { type Given, peopleOfThen, publishBeside, sha256, whatOpens } from './testing.ts';

// One mission, with a witness of a party elsewhere. What is restored is restored on a machine that never signed for it.

const PASSPHRASE = 'five words that nobody puts together';
const DELETED = 'deleted-from-the-accounts';
/** So few that guesses would be cheap: the tests wait for none. */
const WORK = 4;

const root = await temporaryFolder((remove) => afterAll(remove));
const place = { folder: join(root, 'data'), state: join(root, 'state') };
const backup = join(root, 'mission.backup');
let given: Given;
let stopWitness: () => Promise<void> = async () => undefined;

/** A mission with a report, members' accounts of whom one was deleted, and a witness that saw it all. */
beforeAll(async () => {
  await initLog({ ...place, origin: 'mission.example/north-south', mission: 'north-south' });
  const disk = folderDisk(place.folder);
  const { key } = (await readKeys(disk)).log;
  const world = testWorld();
  const server = await serveWitness(await Witness.open(world, [{ key }]), '127.0.0.1', 0);
  stopWitness = () => server.stop();
  const policy = policyWith([{ name: 'south', key: world.signer.key, url: server.url }])(key);
  await disk.replace('public/policy', new TextEncoder().encode(formatPolicy(policy)));
  given = await peopleOfThen(place.folder, PASSPHRASE, DELETED);
  await mkdir(join(place.folder, 'private/people'), { recursive: true });
  await writeFile(join(place.folder, 'private/people/head.json'), '{"kept":true}');
  await during((open) => file(open, 'before the backup'));
  await backUp(options());
});
afterAll(() => stopWitness());

const options = (change: Partial<BackupOptions> = {}): BackupOptions => ({
  folder: place.folder,
  file: backup,
  now: () => Date.UTC(2026, 10, 22),
  ...change,
});

/** Opens the mission's record on its own machine, waits until the witness has cosigned what was done, and shuts it. */
async function during<T>(work: (open: OpenLog) => Promise<T>): Promise<T> {
  const open = await openLog({ ...place, publishMs: 5 });
  try {
    return await work(open);
  } finally {
    await open.log.close();
  }
}

async function file({ log, operator }: OpenLog, text: string): Promise<number> {
  const [entry] = await log.append([log.draft(sealedReport(text), operator)]);
  await log.publish();
  return entry?.index ?? -1;
}

/** A folder on another machine, and what was told while it was restored there. */
async function elsewhere(change: Partial<RestoreOptions> = {}) {
  const machine = await temporaryFolder(onTestFinished);
  const notices: string[] = [];
  const wanted: RestoreOptions = {
    file: backup,
    folder: join(machine, 'data'),
    state: join(machine, 'state'),
    onNotice: (message) => void notices.push(message),
    ...change,
  };
  return { machine, wanted, notices };
}

test('a destroyed mission comes back verified, its witness agrees, and it goes on', async () => {
  const { wanted } = await elsewhere();
  const done = await restore(wanted);
  expect(done).toMatchObject({ origin: 'mission.example/north-south', verified: done.size });
  expect(await readFile(join(wanted.folder, 'private/people/head.json'), 'utf8')).toBe('{"kept":true}');
  // Restricted bodies, too: their keys were in it. Nothing was signed anew, so the old machine's record is still the same.
  const open = await openLog({ folder: wanted.folder, ...(wanted.state ? { state: wanted.state } : {}) });
  const texts: unknown[] = [];
  for await (const { body } of open.log.readFrom(0)) texts.push(body.text);
  await open.log.close();
  expect(texts).toContain('before the backup');
  expect((await stat(join(wanted.folder, 'private'))).mode & 0o077).toBe(0);
});

test('what opened something when the backup was made opens nothing: it may have been closed since', async () => {
  const { wanted } = await elsewhere();
  const { closed } = await restore(wanted);
  expect(closed).toEqual({ accounts: 1, devices: 1, proposals: 2 });
  expect(await whatOpens(wanted.folder, given)).toEqual({ proposals: ['done'] });
  expect(await whatOpens(place.folder, given)).toMatchObject({
    account: true,
    token: 'camera-1',
    code: 'duty-1',
  });
});

test('a backup that is taken while reports come in holds whole batches up to a checkpoint', async () => {
  const busy = join(root, 'busy.backup');
  const { size, log } = await during(async (open) => {
    let going = true;
    const filing = (async () => {
      for (let i = 0; going; i++)
        await open.log.append(
          [openReport(`a ${i}`), openReport(`b ${i}`)].map((one) => open.log.draft(one, open.operator)),
        );
    })();
    const made = await backUp(options({ file: busy }));
    going = false;
    await filing;
    return { size: made.size, log: open.log.size() };
  });
  expect(log).toBeGreaterThan(size);
  const { wanted } = await elsewhere({ file: busy });
  const done = await restore(wanted);
  // Others saw more than it holds: it stands, and signs nothing until they are back.
  expect(done.unsigned).toBeInstanceOf(TailLost);
  expect((done.unsigned as TailLost).from).toBe(size);
});

describe('a backup that is older than the record', () => {
  test('comes back and signs nothing below what the witness saw', async () => {
    const before = (await readCheckpoint(folderDisk(place.folder)))?.size ?? 0;
    await during((open) => file(open, 'after the backup'));
    const { wanted } = await elsewhere();
    const done = await restore(wanted);
    expect(done.verified).toBeUndefined();
    expect(done.unsigned?.message).toContain('south cosigned a checkpoint that holds more');
    expect((done.unsigned as TailLost).to).toBeGreaterThanOrEqual(before);
    // Not even this machine's memory was touched: no signature was made.
    expect(await readdir(wanted.state ?? '').catch(() => [])).toEqual([]);
    expect((await readCheckpoint(folderDisk(wanted.folder)))?.size).toBe(done.size);
  });

  test('gets what came since from a mirror, and goes on from there', async () => {
    const picture = Buffer.from('a picture that was shown to all');
    const rows = Buffer.from('{"row":1}\n');
    await during(async (open) => {
      await file(open, 'also after the backup');
      await publishBeside(open, picture, rows, await temporaryFolder(onTestFinished));
    });
    const { wanted } = await elsewhere({ mirror: folderSource(join(place.folder, 'public')) });
    const done = await restore(wanted);
    const now = await readCheckpoint(folderDisk(place.folder));
    expect(done).toMatchObject({ verified: now?.size });
    expect(done.recovered?.from).toBe(done.size);
    const at = (path: string) => readFile(join(wanted.folder, 'public', path));
    expect(await at('derived/3/incidents.ndjson')).toEqual(rows);
    expect(await at(`attachments/${sha256(picture).slice(0, 2)}/${sha256(picture)}`)).toEqual(picture);
    // What only the mission could read came after the backup, and no mirror holds it: that is told.
    expect(done.recovered?.withoutBody).toBeGreaterThan(0);
  });

  test('waits for a witness that cannot be asked, unless the operator goes on without it', async () => {
    await stopWitness();
    const { wanted } = await elsewhere();
    expect((await restore(wanted)).unsigned).toBeInstanceOf(WitnessSilent);
    const without = await elsewhere({ withoutWitnesses: ['south'] });
    const done = await restore(without.wanted);
    expect(done.verified).toBe(done.size);
    expect(without.notices.join()).toContain("going by the operator's decision");
  });
});

test('it holds neither what was erased nor what was deleted before, nor anything that is made again', async () => {
  const secret = `words-${randomBytes(9).toString('hex')}`;
  const plain = join(root, 'erased.backup');
  await during(async (open) => {
    const index = await file(open, secret);
    await erase(open, {
      indexes: [index],
      scope: 'everything',
      requestedBy: 'data-protection',
      reason: 'asked',
    });
  });
  await backUp(options({ file: plain }));
  const whole = new Map([['backup', await readFile(plain)]]);
  expect(found([needle('erased', secret), needle('deleted', DELETED)], whole)).toEqual([]);
  expect(whole.get('backup')?.includes('public/tile/')).toBe(false);
});

test('while an erasure is under way no backup is made', async () => {
  const note = join(place.folder, 'private/erasing.json');
  await writeFile(note, '{}');
  onTestFinished(() => rm(note));
  const target = join(root, 'never.backup');
  await expect(backUp(options({ file: target }))).rejects.toThrow(Unsettled);
  expect((await readdir(root)).filter((name) => name.startsWith('never'))).toEqual([]);
});

test('a backup that is broken off leaves nothing under its name', async () => {
  const target = join(root, 'stopped.backup');
  const stop = new AbortController();
  const made = backUp(options({ file: target, signal: stop.signal, onProgress: () => stop.abort() }));
  await expect(made).rejects.toThrow('aborted');
  expect((await readdir(root)).filter((name) => name.startsWith('stopped'))).toEqual([]);
});

describe('under a passphrase', () => {
  const shut = join(root, 'shut.backup');
  beforeAll(() => backUp(options({ file: shut, passphrase: PASSPHRASE, work: WORK })));

  test('it shows no byte of a key, and opens with the passphrase alone', async () => {
    const key = JSON.parse(await readFile(join(place.folder, 'private/signing/log.json'), 'utf8')) as {
      readonly jwk: { readonly d: string };
    };
    const held = new Map([['shut', await readFile(shut)]]);
    expect(found([needle('key', Buffer.from(key.jwk.d, 'base64url'))], held)).toEqual([]);
    const { wanted } = await elsewhere({ file: shut, passphrase: PASSPHRASE, withoutWitnesses: ['south'] });
    expect((await restore(wanted)).verified).toBeGreaterThan(0);
  });

  test.each([
    ['another passphrase', 'another passphrase altogether', WrongPassphrase],
    ['none', undefined, WrongPassphrase],
  ])('%s restores nothing', async (_what, passphrase, kind) => {
    const { wanted, machine } = await elsewhere({ file: shut, ...(passphrase ? { passphrase } : {}) });
    await expect(restore(wanted)).rejects.toThrow(kind);
    expect(await readdir(machine)).toEqual([]);
  });

  test('one that is short is refused before anything is written', async () => {
    const target = join(root, 'short.backup');
    await expect(backUp(options({ file: target, passphrase: 'short' }))).rejects.toThrow(WrongPassphrase);
    expect((await readdir(root)).filter((name) => name.startsWith('short'))).toEqual([]);
  });

  test.each([0.5, 0.999])('changed or cut at %d of its length it restores nothing', async (share) => {
    const bytes = await readFile(shut);
    const place_ = Math.floor(bytes.length * share);
    const changed = Buffer.from(bytes);
    changed[place_] = (changed[place_] as number) ^ 1;
    for (const damaged of [changed, bytes.subarray(0, place_)]) await refusesToRestore(damaged, PASSPHRASE);
  });
});

/** Restoring these bytes is refused as damage, and leaves nothing behind. */
async function refusesToRestore(bytes: Uint8Array, passphrase?: string): Promise<string> {
  const { wanted, machine } = await elsewhere(passphrase === undefined ? {} : { passphrase });
  const damaged = join(machine, 'damaged.backup');
  await writeFile(damaged, bytes);
  const error = await restore({ ...wanted, file: damaged }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DamagedBackup);
  expect(await readdir(machine)).toEqual(['damaged.backup']);
  return (error as Error).message;
}

describe('a backup that somebody changed', () => {
  test('anywhere, or cut anywhere, restores nothing', async () => {
    const bytes = await readFile(backup);
    for (let place_ = 700; place_ < bytes.length; place_ += Math.floor(bytes.length / 9)) {
      const changed = Buffer.from(bytes);
      changed[place_] = (changed[place_] as number) ^ 4;
      await refusesToRestore(changed);
      await refusesToRestore(bytes.subarray(0, place_));
    }
  });
});

test('nothing is restored over what is there', async () => {
  const { wanted } = await elsewhere();
  await mkdir(wanted.folder);
  await writeFile(join(wanted.folder, 'mine'), 'mine');
  await expect(restore(wanted)).rejects.toThrow(NotEmpty);
  expect(await filesBelow(wanted.folder)).toEqual(new Map([['mine', Buffer.from('mine')]]));
});

test('a restoring that is broken off leaves nothing', async () => {
  const stop = new AbortController();
  const { wanted, machine } = await elsewhere({ signal: stop.signal, onProgress: () => stop.abort() });
  await expect(restore(wanted)).rejects.toThrow('aborted');
  expect(await readdir(machine)).toEqual([]);
});
