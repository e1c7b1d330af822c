import { describe, expect, test } from 'vitest';
import { FUSION_ENTRY } from './fused-maker.ts';
import { hashText } from './published.ts';
import { incidentWith } from './state.ts';
import { Desk, foldOf, idOf, LAST, reportOf } from './testing.ts';
import { reportFields } from './views.ts';

const HOUR = 3_600_000;
const DAY = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
const RULE = { rule: { rule: 'each-explosion', version: 1 } };
const HASH = `sha256:${'0'.repeat(64)}`;

describe('a complaint', () => {
  test('is a party’s report with a right to an answer and a clock, by the mission’s own hours', async () => {
    const desk = new Desk();
    desk.rules({ 'answer-within': 24 });
    const report = desk.report(1);
    const index = desk.put('north', 'complaint', { report, against: 'south', asks: 'a visit' });
    const open = (await desk.fold()).complaints.get(index);
    expect(open).toMatchObject({ party: 'north', against: 'south', answers: [] });
    expect((open?.due ?? 0) - (open?.filed ?? 0)).toBe(24 * HOUR);
    desk.put('duty-1', 'answer', { complaint: index, text: 'A team leaves at nine.' });
    expect((await desk.fold()).complaints.get(index)?.answers).toMatchObject([{ by: 'duty-1' }]);
  });

  test('is not answered by the one who made it, and may be by the other side', async () => {
    const desk = new Desk();
    const index = desk.put('north', 'complaint', { report: desk.report(1) });
    desk.put('north', 'answer', { complaint: index, text: 'We agree.' });
    expect(LAST.get(await desk.fold())).toMatchObject([{ why: 'illegal' }]);
    desk.put('south', 'answer', { complaint: index, text: 'We look into it.' });
    expect((await desk.fold()).complaints.get(index)?.answers).toMatchObject([{ by: 'south' }]);
  });

  test('is a party’s alone to make', async () => {
    const desk = new Desk();
    desk.put('duty-1', 'complaint', { report: desk.report(1) });
    expect((await desk.fold()).complaints.size).toBe(0);
  });
});

describe('the number that people quote', () => {
  test('is given once, to one incident, and opens any report of it', async () => {
    const desk = new Desk();
    const [first, second] = [desk.report(1), desk.report(2)];
    desk.put('duty-1', 'number', { incident: first, number: '2026-0001' });
    desk.put('duty-1', 'number', { incident: first, number: '2026-0002' });
    desk.put('duty-1', 'number', { incident: second, number: '2026-0001' });
    const state = await desk.fold();
    expect([incidentWith(state, first)?.number, incidentWith(state, second)?.number]).toEqual([
      '2026-0001',
      undefined,
    ]);
  });
});

describe('grades', () => {
  test('stand with the report in the order in which they were given, and move no incident', async () => {
    const desk = new Desk();
    const report = desk.report(1);
    for (const [by, grade] of [
      ['duty-1', 'F6'],
      ['duty-2', 'B2'],
    ] as const)
      desk.put(by, 'grade', { report, grade });
    const state = await desk.fold();
    expect(state.grades.get(report)?.map(({ body }) => body)).toEqual(['F6', 'B2']);
    expect(state.incidents.get(report)?.status).toBe('alleged');
  });
});

describe('what was published', () => {
  const issue = (desk: Desk) =>
    desk.put('duty-1', 'bulletin', {
      number: '14/2026',
      type: 'daily',
      ...DAY,
      size: desk.log.size,
      ...RULE,
    });

  test('a split after publication leaves its mark on the bulletin until an erratum puts it right', async () => {
    const desk = new Desk();
    const [first, second] = [desk.report(1), desk.report(2)];
    desk.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    issue(desk);
    const split = desk.put('duty-2', 'split', { reports: [first], from: [second], reason: 'two calibres' });
    const touched = async () => (await desk.fold()).bulletins.get('14/2026')?.touched;
    expect(await touched()).toEqual([split]);
    const undo = desk.put('duty-2', 'undo', { entry: split, reason: 'one after all' });
    expect(await touched()).toEqual([split, undo]);
    desk.put('duty-1', 'erratum', {
      bulletin: '14/2026',
      because: [split],
      reason: 'split',
      changes: [{ figure: 'incidents', was: 1, is: 2 }],
    });
    expect(await touched()).toEqual([undo]);
  });

  test('a number is used once, and a bulletin counts no entries after itself', async () => {
    const desk = new Desk();
    desk.report(1);
    issue(desk);
    issue(desk);
    expect(LAST.get(await desk.fold())).toMatchObject([{ why: 'duplicate' }]);
    desk.put('duty-1', 'bulletin', { number: '15/2026', type: 'daily', ...DAY, size: 1000, ...RULE });
    expect(LAST.get(await desk.fold())).toMatchObject([{ why: 'malformed' }]);
  });

  test('a correction of an entry names the bulletins that rest on it', async () => {
    const desk = new Desk();
    desk.report(1);
    const filed = desk.log.size - 1;
    issue(desk);
    const correction = desk.put('duty-1', 'correction', { entry: filed, reason: 'the post was elsewhere' });
    expect((await desk.fold()).bulletins.get('14/2026')?.touched).toEqual([correction]);
  });

  test('an erasure of everything in it does too', async () => {
    const desk = new Desk();
    desk.report(1);
    const filed = desk.log.size - 1;
    issue(desk);
    const held = await desk.readAsMission();
    const erasure = desk.log.erase(filed, 'everything');
    const now = await desk.readAsMission();
    const state = foldOf([...held, ...now.slice(held.length)]);
    expect(state.bulletins.get('14/2026')?.touched).toEqual([erasure]);
  });
});

test('a source puts its own report right: the new one stands in its place, and nobody else’s can be taken', async () => {
  const desk = new Desk();
  const [own, other] = [desk.report(1), desk.report(2)];
  const filed = desk.log.size - 2;
  const mended = (source: string, target: number, number: number) =>
    desk.log.append({
      supersedes: desk.target(target),
      fields: reportFields(reportOf({ id: idOf(number), source, count: [7, 7] })),
    });
  mended('post-1', filed, 9);
  mended('post-1', filed + 1, 10);
  const state = await desk.fold();
  expect([state.reports.has(own), state.reports.has(other), state.reports.size]).toEqual([false, true, 3]);
});

test('what is computed with is on record by its hash', async () => {
  const desk = new Desk();
  desk.put('registrar', 'fusion-parameters', FUSION_ENTRY);
  desk.put('registrar', 'engine', { version: 2, hash: hashText(new Uint8Array()), file: 'engine-2.mjs' });
  const state = await desk.fold();
  expect([state.fusion, state.engine?.version]).toEqual([FUSION_ENTRY, 2]);
});

test('sensor models that this program does not have change nothing, and are named', async () => {
  const desk = new Desk();
  desk.put('registrar', 'fusion-parameters', { version: 3, hash: HASH });
  const state = await desk.fold();
  expect([state.fusion, state.method]).toEqual([undefined, 'one-by-one 1']);
  expect(LAST.get(state)).toMatchObject([{ why: 'unknown', message: expect.stringContaining(HASH) }]);
});

test('a source clock is logged by an office, not by the source, and never changes what is already grouped by hand', async () => {
  const desk = new Desk();
  const body = { source: 'post-1', ...DAY, offset: 5000, sigma: 300 };
  desk.log.append({ kind: 'source-clock', open: body });
  expect(LAST.get(await desk.fold())).toMatchObject([{ why: 'not-entitled' }]);
  desk.put('duty-1', 'source-clock', body);
  expect(LAST.get(foldOf(await desk.read()))).toMatchObject([{ type: 'noted', kind: 'source-clock' }]);
});
