import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cosign,
  formatNote,
  formatPolicy,
  formatSignatures,
  type PolicyWitness,
  signNote,
  type VerifierKey,
} from '@armistice/core/record';
import { testSigner } from '@armistice/core/record-testing';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { serveWitness } from '../witness/http.ts';
import { Witness } from '../witness/service.ts';
import { temporaryFolder, testWorld } from '../witness/testing.ts';
import { readCheckpoint } from './cosigning.ts';
import { BelowFloor } from './floor.ts';
import { KEY_FILES, type OpenLog, openLog } from './folder.ts';
import { WitnessSilent } from './hearing.ts';
import { readKeyFile, signerOf } from './keys.ts';
import type { Log } from './log.ts';
import type { LogChange } from './log-change.ts';
import { TailLost } from './opening.ts';
import { copyOf, type MemoryDisk, memoryDisk } from './testing.ts';
import { ORIGIN, openReport, policyWith } from './testing-life.ts';
import { Outside } from './testing-outside.ts';
import { closedLog, goesOn, refusal, type Scene, sceneOf, sceneOn } from './testing-scene.ts';

const folder = mkdtempSync(join(tmpdir(), 'armistice-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const made = await closedLog(folder);
const again = () => sceneOf(made);

/** Another machine that holds this disk and has never signed for the log. */
function elsewhere(disk: MemoryDisk): Scene {
  return sceneOn(folder, copyOf(disk), memoryDisk(), new Outside());
}

async function append(scene: Scene, ...texts: readonly string[]): Promise<void> {
  await scene.life.open();
  for (const text of texts) await scene.life.append(openReport(text));
  await scene.life.close();
}

/** The log's own key: whoever has it can sign a second history. */
async function logSigner(disk: MemoryDisk) {
  const file = await readKeyFile(disk, KEY_FILES.log);
  if (file === undefined) throw new Error('the log has no key');
  return signerOf(file);
}

async function namesWitness(disk: MemoryDisk, witness: PolicyWitness): Promise<void> {
  const policy = policyWith([witness])((await logSigner(disk)).key);
  await disk.replace('public/policy', new TextEncoder().encode(formatPolicy(policy)));
}

/** A real witness that watches the log over HTTP, named in the log's policy. */
async function watchedBy(disk: MemoryDisk): Promise<{ witness: PolicyWitness; stop(): Promise<void> }> {
  const world = testWorld();
  const service = await Witness.open(world, [{ key: (await logSigner(disk)).key }]);
  const server = await serveWitness(service, '127.0.0.1', 0);
  let running = true;
  const stop = async () => {
    if (running) await server.stop();
    running = false;
  };
  onTestFinished(stop);
  const witness = { name: 'south', key: world.signer.key, url: server.url };
  await namesWitness(disk, witness);
  return { witness, stop };
}

/** A witness that answers what a test wants. */
async function hostileWitness(
  disk: MemoryDisk,
  key: VerifierKey,
  answers: { readonly checkpoint?: string; readonly size?: number },
): Promise<PolicyWitness> {
  const server = createServer((request, response) => {
    if (request.method === 'POST' && answers.size !== undefined)
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(`${answers.size}\n`);
    else if (request.method === 'GET' && answers.checkpoint !== undefined) response.end(answers.checkpoint);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const witness = { name: 'south', key, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  await namesWitness(disk, witness);
  return witness;
}

/** Everything that a log tells from now on. */
function changesOf(log: Log): LogChange[] {
  const changes: LogChange[] = [];
  log.onChange((change) => changes.push(change));
  return changes;
}

/** Appends with a log, publishes, and waits until the witness has cosigned. */
async function cosignedUpTo({ log, operator }: OpenLog, ...texts: readonly string[]): Promise<void> {
  const changes = changesOf(log);
  await log.append(texts.map((text) => log.draft(openReport(text), operator)));
  await log.publish();
  await expect.poll(() => changes.map(({ type }) => type)).toContain('cosigned');
  await log.close();
}

describe('a machine that has no memory of its own', () => {
  test('learns from a witness that its folder is an old copy', async () => {
    const scene = again();
    await watchedBy(scene.disk);
    const backup = copyOf(scene.disk);
    await cosignedUpTo(await scene.life.open(), 'since the backup');
    const error = await refusal(elsewhere(backup));
    expect(error).toBeInstanceOf(TailLost);
    expect(error.message).toMatch(
      /^entry 264 is missing from this folder, but south cosigned a checkpoint that holds more\. Nothing was changed/,
    );
    expect(await goesOn(elsewhere(scene.disk))).toEqual([]);
  });

  test('does not start on its own judgement while a witness is silent, only on a person’s', async () => {
    const scene = again();
    const { stop } = await watchedBy(scene.disk);
    await stop();
    const fresh = elsewhere(scene.disk);
    const error = await refusal(fresh);
    expect(error).toBeInstanceOf(WitnessSilent);
    expect(error.message).toMatch(
      /^south cannot be asked what it saw last \(.+\), and this machine never signed for example\.org\/exercise before: this folder may be an old copy\. Wait for south, or start without it by an operator's decision: --without-witness south \(for npm start: ARMISTICE_WITHOUT_WITNESS=south\)$/,
    );
    expect(await goesOn(fresh, { withoutWitnesses: ['south'] })).toEqual([]);
    expect(fresh.notices).toEqual([
      expect.stringMatching(
        /^south cannot be asked what it saw last \(.+\); going by the operator's decision$/,
      ),
    ]);
  });

  test('does not begin anew when its write-ahead log is gone', async () => {
    const scene = again();
    await watchedBy(scene.disk);
    await cosignedUpTo(await scene.life.open(), 'cosigned');
    const fresh = elsewhere(scene.disk);
    for (const path of fresh.disk.files.keys())
      if (/wal|checkpoint|signed|resume/.test(path)) fresh.disk.files.delete(path);
    expect((await refusal(fresh)).message).toMatch(
      /^entries 0 to 264 are missing from this folder, but south cosigned/,
    );
  });
});

test('a machine that remembers starts while a witness is silent, and says so', async () => {
  const scene = again();
  const { stop } = await watchedBy(scene.disk);
  await stop();
  expect(await goesOn(scene)).toEqual([]);
  expect(scene.notices).toEqual([
    expect.stringMatching(/^south cannot be asked .*; going by this machine's own record$/),
  ]);
});

describe('a witness that saw another history', () => {
  test('which the log’s key signed stops the start', async () => {
    const scene = again();
    const { witness } = await watchedBy(scene.disk);
    const copy = elsewhere(scene.disk);
    await cosignedUpTo(await copy.life.open(), 'other');
    expect(await refusal(scene)).toBeInstanceOf(TailLost);
    // Let it grow unseen, as it would without a network, and ask afterwards.
    const policy = scene.disk.files.get('public/policy') ?? new Uint8Array();
    await namesWitness(scene.disk, { name: 'south', key: witness.key });
    await append(scene, 'here', 'and here');
    scene.disk.files.set('public/policy', policy);
    const error = await refusal(scene);
    expect(error).toBeInstanceOf(BelowFloor);
    expect(error.message).toMatch(/^this folder holds other entries than were signed: at 265 entries/);
  });

  test('ahead of a running log stops it, with what must be done', async () => {
    const scene = again();
    await watchedBy(scene.disk);
    const copy = elsewhere(scene.disk);
    const { log } = await scene.life.open();
    const changes = changesOf(log);
    // Another machine takes the same folder meanwhile; the lock does not reach there.
    const other = { ...copy.life.options, folder: await temporaryFolder(onTestFinished) };
    await cosignedUpTo(await openLog(other), 'a', 'b', 'c');
    await scene.life.append(openReport('here'));
    await log.publish();
    await expect
      .poll(() => changes.find(({ type }) => type === 'stopped'))
      .toEqual({
        type: 'stopped',
        message:
          'south has cosigned 267 entries, this log holds 265: it was rolled back. Nothing more is signed; recover it from a mirror: armistice recover',
      });
    await expect(scene.life.append(openReport('more'))).rejects.toThrow('Nothing more is signed');
    await scene.life.close();
  });
});

describe('a witness alone', () => {
  const liar = testSigner('south.example/witness', 'cosignature-ed25519');

  test('cannot keep a log from starting by a checkpoint that the log never signed', async () => {
    const scene = again();
    const text = `${ORIGIN}\n999999\n${Buffer.alloc(32, 7).toString('base64')}\n`;
    const stranger = testSigner('stranger.example/log', 'ed25519');
    const signatures = [signNote(text, stranger), cosign(text, 1_800_000_000, liar)];
    await hostileWitness(scene.disk, liar.key, { checkpoint: formatNote({ text, signatures }) });
    expect(await goesOn(scene)).toEqual([]);
    expect(scene.notices).toEqual([
      'south shows a checkpoint of 999999 entries that this log did not sign: it is not obeyed. Ask south where it comes from',
    ]);
  });

  test('cannot stop a running log by naming a larger size', async () => {
    const scene = again();
    await hostileWitness(scene.disk, liar.key, { size: 999_999 });
    const changes = changesOf((await scene.life.open()).log);
    await scene.life.append(openReport('asks'));
    await scene.life.opened.log.publish();
    await expect
      .poll(() => changes.find(({ type }) => type === 'warning'))
      .toEqual({
        type: 'warning',
        message:
          'not co-signed by south: it says that it has cosigned 999999 entries, and shows no such checkpoint that this log signed',
      });
    await scene.life.append(openReport('it goes on'));
    await scene.life.close();
    expect(await readCheckpoint(scene.disk)).toMatchObject({ size: 266 });
    expect(await goesOn(scene)).toEqual([]);
  });
});

test('a co-signature that comes after the log was closed is not written: another process may hold it by then', async () => {
  const late = testSigner('south.example/witness', 'cosignature-ed25519');
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const server = createServer(async (incoming, response) => {
    if (incoming.method !== 'POST') return void response.writeHead(404).end();
    const body = Buffer.concat(await incoming.toArray()).toString();
    asked.resolve();
    await release.promise;
    const text = `${body.split('\n\n')[1]}\n`;
    response.end(formatSignatures([cosign(text, 1_800_000_000, late)]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const scene = again();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await namesWitness(scene.disk, { name: 'south', key: late.key, url });
  const { log, operator } = await openLog({ ...scene.life.options, settleMs: 1 });
  const changes = changesOf(log);
  await log.append([log.draft(openReport('asks'), operator)]);
  await log.publish();
  await asked.promise;
  await log.close();
  const closed = new Map(scene.disk.files);
  release.resolve();
  await expect
    .poll(() => changes.filter(({ type }) => type === 'warning'))
    .toEqual([{ type: 'warning', message: 'south could not be asked: Error: the log is closed' }]);
  expect(scene.disk.files).toEqual(closed);
});
