import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSealed } from '../record/attachments.ts';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import { MOST_A_DAY, Uploads } from './uploads.ts';

const DAY_MS = 86_400_000;
const MORNING = Date.UTC(2026, 10, 22, 6);

let here: TestMission;
let now = MORNING;
let uploads: Uploads;
beforeAll(async () => {
  here = await testMission();
  uploads = new Uploads(here.open.disk, () => now);
}, 120_000);
afterAll(() => here.end());

const bytes = (text: string) => Buffer.from(text);
const isKept = async (sha256: string, audience = 'mission') =>
  (await readSealed(here.open.disk, sha256, audience)) !== undefined;

test('a picture that no report names goes after a day; one that any report names stays, whomever it is sealed to', async () => {
  const [unnamed, named, sealed, again] = [
    await uploads.keep(bytes('unnamed'), 'mission', 'camera-1'),
    await uploads.keep(bytes('named'), 'mission', 'camera-1'),
    await uploads.keep(bytes('sealed'), 'north', 'camera-1'),
    await uploads.keep(bytes('again'), 'mission', 'camera-1'),
  ];
  const report = (number: number, sha256: string) =>
    secretReport(number, { attachments: [{ sha256, type: 'image/jpeg' }] });
  await here.mission.file([report(1, named)]);
  await here.mission.fileEach([report(2, sealed)], 'north', undefined);
  const standing = () =>
    Promise.all([isKept(unnamed), isKept(named), isKept(sealed, 'north'), isKept(again)]);
  now += DAY_MS - 1;
  expect([await uploads.sweep(here.mission.log), await standing()]).toEqual([0, [true, true, true, true]]);
  // Sent again, it waits another day for its report.
  await uploads.keep(bytes('again'), 'mission', 'camera-1');
  now += 1;
  expect([await uploads.sweep(here.mission.log), await standing()]).toEqual([1, [false, true, true, true]]);
  now += DAY_MS;
  expect([await uploads.sweep(here.mission.log), await standing()]).toEqual([1, [false, true, true, false]]);
  expect(await uploads.sweep(here.mission.log)).toBe(0);
});

test('nobody fills the disk in a day; others send on, and so do they the day after', () => {
  uploads.count('camera-1', MOST_A_DAY);
  expect(() => uploads.count('camera-1', 1)).toThrow('more than 500 MiB');
  uploads.count('camera-2', MOST_A_DAY);
  now += DAY_MS;
  uploads.count('camera-1', MOST_A_DAY);
});
