import { reportKey } from '@armistice/core/mission';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, signed, staff, standing, type TestCase, testCase } from '../desk/testing-case.ts';
import { secretReport } from '../testing.ts';
import type { QueuePage } from './question.ts';
import type { QueueRow } from './rows.ts';

// What needs a person now, as the people of a mission work it off over the API.

const START_MS = 120_000;
const HOUR = 3_600_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);

type Row = QueueRow & {
  readonly may: readonly string[];
  readonly mayNot: { readonly [act: string]: string };
};
type Page = Omit<QueuePage, 'rows'> & { readonly rows: readonly Row[] };

async function asked(as: string, query = ''): Promise<Page> {
  const response = await its.app.inject({ url: `/api/queue?limit=200${query}`, headers: { 'x-as': as } });
  expect(response.statusCode).toBe(200);
  return response.json() as Page;
}

const rowOf = async (incident: string, as = 'duty-1'): Promise<Row | undefined> =>
  (await asked(as)).rows.find(({ id }) => id === `incident-${incident}`);

let reports = 2000;
/** Posts report one event some hours ago, each time in a place of its own; answers the incident. */
async function happened(
  hoursAgo: number,
  change: object = {},
  posts = ['post-3', 'post-4'],
): Promise<string> {
  reports += 10;
  const end = Date.now() - hoursAgo * HOUR;
  const occurred = { from: new Date(end - 1000).toISOString(), to: new Date(end).toISOString() };
  const place = { type: 'point', at: [-28 + (reports % 1000) / 300, 42.01], radius: 100 };
  const filed = posts.map((source, at) =>
    secretReport(reports + at, {
      source,
      occurred,
      place,
      count: [1, 1],
      kind: 'shot',
      phase: 'undetermined',
      ...change,
    }),
  );
  await its.here.mission.file(filed);
  await its.here.mission.settled();
  return ((await standing(its, reportKey(filed[0] as (typeof filed)[number]))) as { id: string }).id;
}

const work = (as: string, kind: string, body: object) =>
  post(its, '/api/entries', as, { kind, audience: 'mission', body });

/** What its account says of who works on it, and by when. */
async function workTold(incident: string): Promise<Pick<Row, 'act' | 'claim' | 'inquiry'>> {
  const url = `/api/incidents/${incident}/account?audience=mission`;
  const told = await its.app.inject({ url, headers: { 'x-as': 'duty-1' } });
  return (told.json() as { readonly work: Pick<Row, 'act' | 'claim' | 'inquiry'> }).work;
}

describe('an incident', () => {
  test('waits to be assessed, then for its number and the inquiry, then for a second word, then for nobody', async () => {
    const incident = await happened(2);
    expect(await rowOf(incident)).toMatchObject({ needs: ['assess'], clock: 'working', overdue: false });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    expect((await rowOf(incident))?.needs).toEqual(['inquiry', 'number']);
    await staff(its, 'duty-1', 'number', { incident, number: '14/2026' });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'corroborated' });
    expect(await rowOf(incident)).toBeUndefined();
    const body = { incident, status: 'verified', reason: 'seen on the spot' };
    await staff(its, 'duty-1', 'assessment', body);
    expect(await rowOf(incident)).toMatchObject({
      needs: ['second-word'],
      incident: { verifying: 'duty-1' },
    });
    // What a party claims meanwhile is no word on it: the second is waited for since the first.
    const since = (await rowOf(incident))?.since;
    const claim = { incident, attribution: 'claimed', party: 'north' };
    expect(await signed(its, 'lo-south', 'south', 'attribution', claim)).toMatchObject({ became: 'taken' });
    expect(await rowOf(incident)).toMatchObject({ needs: ['second-word'], since });
    await staff(its, 'verifier-1', 'assessment', body);
    expect(await rowOf(incident)).toBeUndefined();
  });

  test('that nobody took up in three days is not listed; one under inquiry stays', async () => {
    const [old, asked] = [await happened(73), await happened(74)];
    await staff(its, 'duty-1', 'assessment', { incident: asked, status: 'under inquiry' });
    expect(await rowOf(old)).toBeUndefined();
    expect((await rowOf(asked))?.needs).toContain('inquiry');
  });

  test('is taken, handed over, found under "mine" by the other, and given back', async () => {
    const incident = await happened(1);
    expect((await work('duty-1', 'claim', { incident })).statusCode).toBe(201);
    expect((await rowOf(incident))?.claim).toMatchObject({ by: 'duty-1' });
    expect((await asked('duty-1', '&unclaimed=true')).rows.map(({ id }) => id)).not.toContain(
      `incident-${incident}`,
    );
    const stolen = await work('duty-2', 'claim', { incident });
    expect([stolen.statusCode, stolen.json().detail]).toEqual([
      422,
      expect.stringContaining('duty-1 has it'),
    ]);
    await work('duty-1', 'claim', { incident, to: 'verifier-1', note: 'Craters, please.' });
    const [mine] = (await asked('verifier-1', '&mine=true')).rows;
    expect(mine).toMatchObject({ claim: { by: 'verifier-1', handedBy: 'duty-1', note: 'Craters, please.' } });
    expect((await asked('duty-1', '&mine=true')).rows).toEqual([]);
    await work('verifier-1', 'claim', { incident, released: true });
    expect((await rowOf(incident))?.claim).toBeUndefined();
  });

  test('has the clock of the inquiry that was asked for, and is overdue when it is over', async () => {
    const incident = await happened(1);
    const ask = (due: number) =>
      work('head-1', 'inquiry', {
        incident,
        due: new Date(due).toISOString(),
        asks: 'Craters?',
        area: 'east',
      });
    await ask(Date.now() + HOUR);
    expect(await rowOf(incident)).toMatchObject({ needs: ['inquiry'], clock: 'inquiry', overdue: false });
    // The clock is the team's: until it answers the mission has nothing of its own to act by.
    expect(await rowOf(incident)).not.toHaveProperty('act');
    await ask(Date.now() - HOUR);
    expect(await rowOf(incident)).toMatchObject({
      overdue: true,
      inquiry: { asks: 'Craters?', area: 'east' },
    });
    const { totals, rows } = await asked('duty-1', '&order=clock');
    expect([totals.overdue, rows[0]?.id]).toEqual([1, `incident-${incident}`]);
    await work('head-1', 'inquiry', { incident, withdrawn: true });
    expect((await rowOf(incident))?.needs).toEqual(['assess']);
  });

  test('tells apart by when the mission acts and by when the team answers, on its account too', async () => {
    const incident = await happened(1);
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    const due = new Date(Date.now() + 48 * HOUR).toISOString();
    await work('duty-1', 'inquiry', { incident, due, asks: 'Craters?', team: 'verifier-1' });
    const row = await rowOf(incident);
    expect(row).toMatchObject({
      ...{ needs: ['inquiry', 'number'], clock: 'working' },
      ...{ act: { need: 'number', clock: 'working' }, inquiry: { due, team: 'verifier-1' } },
    });
    expect(row?.due).toBe(row?.act?.due);
    expect(await workTold(incident)).toMatchObject({ act: row?.act, inquiry: { due } });
    await work('duty-1', 'inquiry', { incident, withdrawn: true, reason: 'The road is closed.' });
    expect(await rowOf(incident)).toMatchObject({ needs: ['inquiry', 'number'], clock: 'working' });
    expect(await rowOf(incident)).not.toHaveProperty('inquiry');
    await staff(its, 'duty-1', 'assessment', { incident, status: 'unable to verify', unable: 'access' });
  });

  test('whose inquiry was answered asks nobody when it is under inquiry again: the mission’s own clock runs', async () => {
    const incident = await happened(1);
    const due = new Date(Date.now() - HOUR).toISOString();
    await work('duty-1', 'inquiry', { incident, due, asks: 'Craters?' });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'corroborated' });
    const again = { incident, status: 'under inquiry', reason: 'Another post tells it otherwise.' };
    await staff(its, 'duty-1', 'assessment', again);
    const row = await rowOf(incident);
    expect(row).toMatchObject({ needs: ['inquiry', 'number'], clock: 'working', overdue: false });
    expect(row).not.toHaveProperty('inquiry');
    const told = await workTold(incident);
    expect(told).toEqual({ act: row?.act });
    await work('duty-1', 'inquiry', { incident, due, asks: 'Craters, once more?' });
    expect(await rowOf(incident)).toMatchObject({ inquiry: { asks: 'Craters, once more?' }, overdue: true });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'unable to verify', unable: 'access' });
  });

  test('that the queue does not list any more has no clock on its account either', async () => {
    const [old, fresh] = [await happened(24 * 24), await happened(1)];
    expect(await rowOf(old)).toBeUndefined();
    expect(await workTold(old)).toEqual({});
    expect((await workTold(fresh)).act).toEqual((await rowOf(fresh))?.act);
  });

  test('whose report one filed oneself is somebody else’s to grade and assess, and the answer says why', async () => {
    const incident = await happened(1, {}, ['verifier-2']);
    const row = await rowOf(incident, 'verifier-2');
    expect(row?.mayNot).toMatchObject({ 'grade-report': 'own-report', 'status: corroborated': 'own-report' });
    expect(row?.may).toEqual(expect.arrayContaining(['claim', 'status: under inquiry']));
  });
});

test('by default the greater risk comes first; pages hold every row once, in order', async () => {
  await happened(3, { kind: 'fire-on-monitors' });
  await happened(3, { kind: 'mortar-fire' });
  const { rows, totals } = await asked('duty-1');
  const points = rows.map(({ risk }) => risk.points);
  expect(points).toEqual(points.toSorted((a, b) => b - a));
  expect(rows[0]?.risk).toMatchObject({ level: 'high', reasons: [{ is: 'fire-on-monitors' }] });
  expect(rows).toHaveLength(totals.all);
  for (const order of ['risk', 'clock', 'age']) {
    const whole = (await asked('duty-1', `&order=${order}`)).rows.map(({ id }) => id);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const url = `/api/queue?limit=3&order=${order}${after}`;
      const page = (await its.app.inject({ url, headers: { 'x-as': 'duty-1' } })).json() as Page;
      for (const { id } of page.rows) paged.push(id);
      if (page.next === undefined) break;
      after = `&after=${page.next}`;
    }
    expect([order, paged]).toEqual([order, whole]);
  }
});

test('what comes near to an incident, or is refuted beside it, changes its risk; what is far changes nothing', async () => {
  const at = (metres: number) => ({
    place: { type: 'point', at: [-27.2, 42.01 + metres / 111_320], radius: 100 },
  });
  const pointsOf = async (incident: string) => (await rowOf(incident))?.risk.points;
  const first = await happened(30, at(0));
  expect(await pointsOf(first)).toBe(0);
  const beside = [];
  for (const metres of [2000, 3000, 4000]) beside.push(await happened(30 + beside.length * 3, at(metres)));
  expect(await pointsOf(first)).toBe(1);
  await happened(1, at(0));
  await happened(30, at(60_000));
  expect(await pointsOf(first)).toBe(1);
  const [incident] = beside;
  await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
  await staff(its, 'duty-1', 'assessment', { incident, status: 'refuted', reason: 'It was a quarry.' });
  expect(await pointsOf(first)).toBe(0);
});

test('a complaint waits for its answer, by the clock of the rules', async () => {
  const report = await happened(4);
  const { index } = await signed(its, 'lo-south', 'south', 'complaint', { report, asks: 'an inquiry' });
  const [row] = (await asked('duty-1', '&kind=complaint')).rows;
  expect(row).toMatchObject({ clock: 'rules', complaint: { entry: index, party: 'south' } });
  // Its account tells that clock too, where nothing else is due before.
  await staff(its, 'duty-1', 'assessment', { incident: report, status: 'under inquiry' });
  await staff(its, 'duty-1', 'assessment', { incident: report, status: 'corroborated' });
  await staff(its, 'duty-1', 'number', { incident: report, number: '77/2026' });
  expect((await workTold(report)).act).toEqual({ need: 'complaint', due: row?.due, clock: 'rules' });
  await staff(its, 'duty-1', 'answer', { complaint: index, text: 'Received.' });
  expect((await asked('duty-1', '&kind=complaint')).rows).toEqual([]);
});

test('what one asked for waits for another, who finds it here', async () => {
  const rules = { ...its.here.derived.view.rules, title: 'Another title' };
  const { proposal } = (await post(its, '/api/entries', 'head-1', { kind: 'mission', body: rules })).json();
  const find = async (as: string) => (await asked(as, '&kind=proposal')).rows.map((row) => row.proposal);
  expect(await find('head-2')).toEqual([{ id: proposal, act: 'set-rules', asked: 'head-1', own: false }]);
  expect(await find('head-1')).toMatchObject([{ own: true }]);
  expect(await find('duty-1')).toEqual([]);
});

test('who works on what is told to nobody else: not to a party, not to the public, and not written for them', async () => {
  const incident = await happened(1);
  for (const as of ['lo-north', 'member-1', 'nobody'])
    expect((await its.app.inject({ url: '/api/queue', headers: { 'x-as': as } })).statusCode).toBe(403);
  const size = its.here.mission.log.size();
  const refused = await post(its, '/api/entries', 'duty-1', { kind: 'claim', body: { incident } });
  expect([refused.statusCode, refused.json().detail]).toEqual([
    403,
    expect.stringContaining('for the mission alone'),
  ]);
  expect(its.here.mission.log.size()).toBe(size);
  expect((await work('lo-north', 'claim', { incident })).statusCode).toBe(404);
});
