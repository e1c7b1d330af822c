import { Readable } from 'node:stream';
import { LANGUAGES } from '@armistice/core/bulletin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from './app.ts';
import { derivedHere } from './derived/here.ts';
import { Mission } from './mission.ts';
import { Portal } from './portal/portal.ts';
import { speechIn } from './portal/speech.ts';
import { openLog } from './record/folder.ts';
import { storeInWorker } from './store/in-worker.ts';
import { AS_OPERATOR, problem, secretReport, type TestMission, testMission } from './testing.ts';

const START_MS = 120_000;

let here: TestMission;
beforeAll(async () => {
  here = await testMission();
}, START_MS);
afterAll(() => here.end(), START_MS);

describe('when more comes at once than the intake can hold', () => {
  test('it is refused whole, nothing is written, and the same can be sent again in a moment', async () => {
    const { mission } = here;
    const size = mission.log.size();
    const place = { type: 'point', at: [0, 0], radius: 10 };
    const flood = Array.from({ length: 20_001 }, (_, i) => secretReport(10_000 + i, { place }));
    await expect(mission.file(flood)).rejects.toThrow(/send this again in a moment/);
    expect(mission.log.size()).toBe(size);
    const [some] = [flood.slice(0, 5)];
    expect((await mission.file(some)).every(({ already }) => !already)).toBe(true);
  });

  test('among reports that stand each for itself, only those that cannot be are refused', async () => {
    const { mission } = here;
    const [one, other] = [secretReport(1), secretReport(2)];
    await mission.file([one]);
    const answers = await mission.fileEach([one, secretReport(1, { text: 'other words' }), other]);
    expect(answers.map((answer) => (answer instanceof Error ? answer.name : answer.already))).toEqual([
      true,
      'AnotherReport',
      false,
    ]);
  });
});

test(
  'while the record is read back the server answers, says how far it is, and takes no report that it might have',
  async () => {
    await here.mission.file(Array.from({ length: 600 }, (_, i) => secretReport(50_000 + i)));
    await here.pause();
    const place = { folder: here.folder, state: `${here.folder}/state` };
    const open = await openLog(place);
    const store = storeInWorker({ mission: 'training', origin: 'log.example/training' });
    const derived = derivedHere({ disk: open.disk, origin: open.log.origin, store });
    const mission = new Mission({ open, derived, onFault: () => undefined });
    const parts = {
      mission,
      publicFolder: `${here.folder}/public`,
      operatorToken: 'x',
      web: {},
      onFault: () => undefined,
    };
    const building = buildApp(parts);
    // Asked before the record is read: what needs all of it says so, with when to come again.
    expect(mission.ready).toBe(false);
    await expect(mission.file([secretReport(1)])).rejects.toThrow(/\d+ of \d+ entries; ask again/);
    // Who reads the public pages meanwhile gets a page of their language, and no problem for programs.
    const portal = new Portal(mission, here.folder, () => undefined);
    const asked = { rest: 'incidents', origin: 'http://localhost' };
    const waiting = await Promise.all(LANGUAGES.map((language) => portal.answer({ ...asked, language })));
    expect(mission.ready).toBe(false);
    for (const [i, { status, type, text }] of waiting.entries()) {
      const language = LANGUAGES[i] ?? 'en';
      expect([language, status, type]).toEqual([language, 503, 'text/html']);
      expect(text).toContain(`<html lang="${language}"`);
      expect(text).toMatch(/<h1>[^<]+<\/h1>\n<p>[^<]*\p{Nd}/u);
      expect(text).toContain(
        `<a href="/portal/${language}/incidents">${speechIn(language).t('problem.again')}</a>`,
      );
    }
    const app = await building;
    await mission.caughtUp;
    expect((await portal.answer({ ...asked, rest: 'send', language: 'en' })).status).toBe(200);
    expect((await app.inject({ url: '/api/ready' })).statusCode).toBe(200);
    const again = await mission.file([secretReport(50_000)]);
    expect(again[0]?.already).toBe(true);
    await app.close();
    await mission.close();
  },
  START_MS,
);

test(
  'an answer that asks to wait says how long',
  async () => {
    const { Problem } = await import('./problems.ts');
    const { asksTo } = await import('./routes/may.ts');
    const other = await testMission();
    const app = await buildApp({
      mission: other.mission,
      publicFolder: other.folder,
      operatorToken: 'x',
      web: {},
      onFault: () => undefined,
      bodyMs: 200,
      extend: (one) =>
        void one.get('/api/full', { config: asksTo('read', 'public') }, async () => {
          throw new Problem('intake/full', 'full');
        }),
    });
    const response = await app.inject({ url: '/api/full', headers: AS_OPERATOR });
    expect(problem(response)).toEqual([503, 'intake/full']);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.json().remedy).toMatch(/send the same again/);
    // A body that trickles in holds its connection for a while, and no longer; a stream may last.
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const trickle = async function* () {
      for (let sent = 0; sent < 100; sent++) {
        yield Buffer.from(' ');
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    const slow = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'armistice-operator': 'x' },
    };
    const body = Readable.toWeb(Readable.from(trickle()));
    const asked = fetch(`${url}/api/reports`, { ...slow, body, duplex: 'half' } as unknown as RequestInit);
    expect(await (await asked).json()).toMatchObject({ status: 408, code: 'request/timeout' });
    await app.close();
    await other.end();
  },
  START_MS,
);
