import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportKey, stateRoot } from '@armistice/core/mission';
import { auditLog, PUBLIC, parseEntryPromise, toBase64Url } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { derivedHere } from './derived/here.ts';
import { openOwnStore } from './derived/own-store.ts';
import { Mission } from './mission.ts';
import { OPERATOR_TOKEN } from './mission-operator.ts';
import { openLog } from './record/folder.ts';
import { initLog } from './record/founding.ts';
import { nodeVerifier } from './record/keys.ts';
import { folderSource } from './record/source.ts';
import { seeded } from './record/testing-random.ts';
import { storeInWorker } from './store/in-worker.ts';
import { secretReport } from './testing.ts';

// The whole server in a process of its own, killed at moments that nobody chose: ARMISTICE_SERVER_KILLS=50 for a long look.
const KILLS = Number(process.env.ARMISTICE_SERVER_KILLS ?? (process.env.CI === 'true' ? 4 : 2));
const SEED = Number(process.env.ARMISTICE_SEED ?? Date.now() % 1_000_000);
const MAIN = fileURLToPath(new URL('./cli/main.ts', import.meta.url));
const ORIGIN = 'log.example/killed';
// Each kill starts a server, which takes a busy machine the better part of a minute.
const TEST_MS = 120_000 + KILLS * 60_000;

let folder: string;
let place: { readonly folder: string; readonly state: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'armistice-killed-'));
  place = { folder: join(folder, 'data'), state: join(folder, 'state') };
  await initLog({ ...place, origin: ORIGIN, mission: 'killed' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function startProcess(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@armistice/source',
      MAIN,
      'start',
      '--data',
      place.folder,
      '--port',
      '0',
      '--no-page',
      '--json',
    ],
    { env: { ...process.env, ARMISTICE_STATE: place.state }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((done, failed) => {
    let said = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /"url":"([^"]+)"/.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', (code) => failed(new Error(`the server ended with ${code} before it listened`)));
  });
  return { child, url };
}

interface Answer {
  readonly line: number;
  readonly key?: string;
  readonly index?: number;
  readonly leaf?: string;
  readonly promise?: string;
}

/** Sends reports until the process dies; answers what was acknowledged before. */
async function sendUntilKilled(
  url: string,
  first: number,
): Promise<{ readonly sent: number; readonly heard: Answer[] }> {
  const token = (await readFile(join(place.folder, OPERATOR_TOKEN), 'utf8')).trim();
  let sent = first;
  async function* body() {
    for (;;) {
      const lines = Array.from({ length: 20 }, () => `${JSON.stringify(secretReport(sent++))}\n`);
      yield Buffer.from(lines.join(''));
      await new Promise((done) => setTimeout(done, 2));
    }
  }
  const heard: Answer[] = [];
  let text = '';
  const headers = { 'armistice-operator': token, 'content-type': 'application/x-ndjson' };
  try {
    const request = { method: 'POST', headers, body: ReadableStream.from(body()), duplex: 'half' };
    const response = await fetch(`${url}/api/reports`, request as unknown as RequestInit);
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      text += Buffer.from(chunk).toString();
  } catch {
    // The connection broke: that is the point.
  }
  // What came after the last line feed was cut off: nobody was told it.
  for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n'))
    if (line !== '') heard.push(JSON.parse(line) as Answer);
  return { sent, heard };
}

test(
  `killed ${KILLS} times during intake (seed ${SEED}): what was acknowledged is there once, and the state is that of a rebuild`,
  async () => {
    const random = seeded(SEED);
    const heard: Answer[] = [];
    let next = 1;
    // A machine that is busy may have acknowledged nothing in that time: then once more.
    for (let kill = 0; kill < KILLS || heard.length === 0; kill++) {
      const { child, url } = await startProcess();
      const sending = sendUntilKilled(url, next);
      await new Promise((done) => setTimeout(done, random() * 700));
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      const { sent, heard: answers } = await sending;
      heard.push(...answers);
      next = sent;
    }

    const faults: string[] = [];
    const onFault = (message: string) => void faults.push(message);
    const data = { mission: 'killed', origin: ORIGIN };
    const store = await openOwnStore({ folder: join(place.folder, 'store'), ...data }, onFault);
    const open = await openLog(place);
    const derived = derivedHere({ disk: open.disk, origin: ORIGIN, store });
    const mission = await Mission.open({ open, derived, onFault });
    // What a stranger checks, from the public folder alone; and every promise, by index and hash.
    const leaves = new Map<number, string>();
    const keys = new Map<string, number>();
    for await (const entry of mission.log.readFrom(0)) {
      if (entry.header?.kind !== 'report') continue;
      const key = reportKey(entry.body as unknown as Parameters<typeof reportKey>[0]);
      keys.set(key, (keys.get(key) ?? 0) + 1);
    }
    const audit = await auditLog(folderSource(join(place.folder, 'public')), {
      policy: mission.log.policy,
      verifier: nodeVerifier(),
      onEntry: () => undefined,
    });
    expect(audit.problems).toEqual([]);
    expect([...keys.values()].every((times) => times === 1)).toBe(true);
    for (const { key = '', index = -1, leaf, promise = '' } of heard) {
      expect([key, keys.get(key)]).toEqual([key, 1]);
      expect(derived.view.reports.get(key)?.index).toBe(index);
      const parsed = parseEntryPromise(promise);
      expect(parsed.ok && [parsed.value.index, toBase64Url(parsed.value.leaf)]).toEqual([index, leaf]);
      leaves.set(index, leaf ?? '');
    }
    expect(leaves.size).toBe(heard.length);

    // The same reports again, all of them: those acknowledged and those of which nobody heard.
    const again = Array.from({ length: next - 1 }, (_, i) => secretReport(i + 1));
    for (let from = 0; from < again.length; from += 500) await mission.file(again.slice(from, from + 500));
    await mission.stored();
    expect(derived.view.reports.size).toBe(next - 1);

    // The cache as it came through all this, and one that is filled from the record alone.
    const root = stateRoot(derived.view, PUBLIC);
    const kept = await allOf(store);
    await mission.close();
    const fresh = storeInWorker(data);
    const openAgain = await openLog(place);
    const anew = derivedHere({ disk: openAgain.disk, origin: ORIGIN, store: fresh });
    const rebuilt = await Mission.open({ open: openAgain, derived: anew, onFault });
    await rebuilt.stored();
    expect(stateRoot(anew.view, PUBLIC)).toBe(root);
    expect(kept).toHaveLength(next - 1);
    expect(await allOf(fresh)).toEqual(kept);
    expect(faults).toEqual([]);
    await rebuilt.close();
  },
  TEST_MS,
);

async function allOf(store: ReturnType<typeof storeInWorker>) {
  const rows = [];
  for (let after = ''; ; ) {
    const page = await store.incidents({ limit: 1000, ...(after === '' ? {} : { after }) });
    if (page.length === 0) return rows;
    rows.push(...page);
    after = page.at(-1)?.id ?? '';
  }
}
