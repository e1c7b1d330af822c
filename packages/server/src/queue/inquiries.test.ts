import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { post, reported, signed, staff, standing, type TestCase, testCase } from '../desk/testing-case.ts';
import type { InquiryPage, InquiryRow } from './inquiries.ts';

// What teams are asked, as each of those who may go and look is told it, and nobody else.

const START_MS = 120_000;
const HOUR = 3_600_000;

let its: TestCase;
let days = 0;
let incident: string;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);
beforeEach(async () => {
  days += 1;
  incident = await happened(days);
});

/** Posts report one event of a day; answers its incident. */
async function happened(day: number, posts?: readonly string[]): Promise<string> {
  return ((await standing(its, await reported(its, day, posts))) as { readonly id: string }).id;
}

type Page = InquiryPage & { readonly at: string; readonly size: number };

const get = (as: string, query = '') =>
  its.app.inject({ url: `/api/inquiries${query}`, headers: { 'x-as': as } });

async function asked(as: string, query = '?limit=200'): Promise<Page> {
  const response = await get(as, query);
  expect(response.statusCode).toBe(200);
  return response.json() as Page;
}

/** What somebody is asked about the incident of this test. */
const rowOf = async (as: string, id = incident): Promise<InquiryRow | undefined> =>
  (await asked(as)).rows.find((row) => row.incident.id === id);

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

async function ask(change: object = {}, as = 'duty-1', of = incident): Promise<void> {
  const body = { incident: of, due: inHours(6), asks: 'Craters?', ...change };
  const sent = await post(its, '/api/entries', as, { kind: 'inquiry', audience: 'mission', body });
  expect([sent.statusCode, sent.json().became]).toEqual([201, 'taken']);
}
const takeBack = (of = incident) =>
  post(its, '/api/entries', 'duty-1', {
    ...{ kind: 'inquiry', audience: 'mission' },
    body: { incident: of, withdrawn: true, reason: 'The road is closed.' },
  });

describe('an inquiry', () => {
  test('that names a team is told to that team, whole, and to no other', async () => {
    const due = inHours(6);
    await ask({ due, team: 'monitor-1', area: 'sector-east', risk: 'Mines beside the road.' });
    const row = await rowOf('monitor-1');
    expect(row).toMatchObject({
      ofYou: true,
      overdue: false,
      incident: { id: incident, kind: 'explosion', status: 'alleged', reports: 2 },
      inquiry: {
        ...{ due, asks: 'Craters?', team: 'monitor-1', area: 'sector-east' },
        ...{ risk: 'Mines beside the road.', by: 'duty-1' },
      },
    });
    expect(Date.parse(row?.inquiry.asked ?? '')).toBeLessThanOrEqual(Date.now());
    expect(row?.incident.occurred.from).toBe(`2026-11-${String(days).padStart(2, '0')}T21:03:10Z`);
    // Nor to whoever asked: the queue has it for those who manage it.
    for (const as of ['monitor-2', 'verifier-1', 'duty-1', 'head-1'])
      expect([as, await rowOf(as)]).toEqual([as, undefined]);
  });

  test('of any team is told to everyone who reads the mission, as that', async () => {
    await ask({}, 'verifier-1');
    for (const as of ['monitor-1', 'monitor-2', 'verifier-2', 'duty-1']) {
      const row = await rowOf(as);
      expect([as, row?.ofYou, row?.inquiry.by]).toEqual([as, false, 'verifier-1']);
      expect(row?.inquiry).not.toHaveProperty('team');
    }
  });

  test('that is over is overdue; a later one takes its place, with another team', async () => {
    await ask({ team: 'monitor-1', due: inHours(-1) });
    expect(await rowOf('monitor-1')).toMatchObject({ overdue: true });
    await ask({ team: 'monitor-2', asks: 'Fragments?' });
    expect(await rowOf('monitor-1')).toBeUndefined();
    expect(await rowOf('monitor-2')).toMatchObject({ overdue: false, inquiry: { asks: 'Fragments?' } });
  });

  test('is gone once it is taken back', async () => {
    await ask({ team: 'monitor-1' });
    expect(await rowOf('monitor-1')).toBeDefined();
    expect((await takeBack()).statusCode).toBe(201);
    expect(await rowOf('monitor-1')).toBeUndefined();
  });

  test('stays while its incident is under inquiry, and is gone once an assessment answers it', async () => {
    await ask({ team: 'monitor-1' });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    expect(await rowOf('monitor-1')).toMatchObject({ incident: { status: 'under inquiry' } });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'corroborated' });
    expect(await rowOf('monitor-1')).toBeUndefined();
    // What somebody wants to know of an assessed incident is asked anew, and told.
    await ask({ team: 'monitor-1', asks: 'Fragments?' });
    expect(await rowOf('monitor-1')).toMatchObject({ incident: { status: 'corroborated' } });
  });

  describe('on an incident that a first of two held verified', () => {
    const says = (as: string, status: string, of = incident) =>
      staff(its, as, 'assessment', { incident: of, status, reason: 'Craters were measured.' });
    beforeEach(async () => {
      await says('duty-1', 'under inquiry');
      await says('duty-1', 'corroborated');
    });

    test('stays when a party says whose fire it was: that answers nothing; the second word does', async () => {
      expect(await says('verifier-1', 'verified')).toMatchObject({ became: 'waits' });
      await ask({ team: 'monitor-1' }, 'verifier-2');
      const claim = { incident, attribution: 'claimed', party: 'north' };
      expect(await signed(its, 'lo-south', 'south', 'attribution', claim)).toMatchObject({ became: 'taken' });
      expect(await rowOf('monitor-1')).toMatchObject({ inquiry: { asks: 'Craters?' } });
      expect(await says('duty-1', 'verified')).toMatchObject({ became: 'taken' });
      expect(await rowOf('monitor-1')).toBeUndefined();
    });

    test('is answered by that first word, also when the incident is under inquiry again', async () => {
      await ask({ team: 'monitor-1' });
      expect(await says('verifier-1', 'verified')).toMatchObject({ became: 'waits' });
      expect(await rowOf('monitor-1')).toBeUndefined();
      expect(await says('duty-1', 'under inquiry')).toMatchObject({ became: 'taken' });
      expect(await rowOf('monitor-1')).toBeUndefined();
    });
  });

  test('that an assessment of joined incidents answered stays answered when these are joined with another', async () => {
    const corroborated = (of: string) =>
      staff(its, 'duty-1', 'assessment', { incident: of, status: 'corroborated' });
    const [second, third] = [await happened(28, ['post-5']), await happened(29, ['post-7'])];
    for (const one of [incident, second, third])
      await staff(its, 'duty-1', 'assessment', { incident: one, status: 'under inquiry' });
    const join = (reports: readonly string[]) =>
      staff(its, 'duty-1', 'join', { reports, reason: 'One blast.' });
    expect(await join([incident, second])).toMatchObject({ became: 'taken' });
    await ask({ team: 'monitor-1' });
    const inquiry = async () =>
      (await asked('monitor-1')).rows.find((row) => row.inquiry.incident === incident);
    expect(await inquiry()).toBeDefined();
    expect(await corroborated(incident)).toMatchObject({ became: 'taken' });
    expect(await inquiry()).toBeUndefined();
    expect(await join([incident, third])).toMatchObject({ became: 'taken' });
    expect(await inquiry()).toBeUndefined();
  });

  test('on incidents that are joined is one, the last; once they are split each has its own again', async () => {
    const other = await happened(days + 14, ['post-5']);
    await ask({ team: 'monitor-1', asks: 'Craters?' });
    await ask({ team: 'monitor-1', asks: 'Fragments?' }, 'duty-1', other);
    const reports = [incident, other];
    const { index } = await staff(its, 'duty-1', 'join', { reports, reason: 'One blast.' });
    const joined = (await asked('monitor-1')).rows.filter(({ inquiry }) =>
      reports.includes(inquiry.incident),
    );
    expect(joined.map(({ inquiry }) => inquiry.asks)).toEqual(['Fragments?']);
    await staff(its, 'duty-1', 'undo', { entry: index, reason: 'Two blasts.' });
    expect([await rowOf('monitor-1'), await rowOf('monitor-1', other)]).toMatchObject([
      { inquiry: { asks: 'Craters?' } },
      { inquiry: { asks: 'Fragments?' } },
    ]);
    await takeBack(other);
  });
});

test('those that name whoever reads come first, each by when it is due; pages hold every row once, in order', async () => {
  const others = [incident];
  for (let i = 0; i < 3; i++) {
    days += 1;
    others.push(await happened(days));
  }
  const hours = [4, -2, 3, 1];
  for (const [at, one] of others.entries())
    await ask({ due: inHours(hours[at] ?? 0), ...(at < 2 ? { team: 'monitor-2' } : {}) }, 'duty-1', one);
  const { rows, totals, next } = await asked('monitor-2');
  expect(next).toBeUndefined();
  const keys = rows.map(({ ofYou, inquiry }) => [ofYou ? 0 : 1, Date.parse(inquiry.due ?? '')] as const);
  expect(keys).toEqual(keys.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
  expect(rows[0]).toMatchObject({ ofYou: true, overdue: true });
  const mine = rows.filter(({ ofYou }) => ofYou).length;
  expect(mine).toBeGreaterThanOrEqual(2);
  expect(totals).toEqual({
    ofYou: mine,
    ofAnyTeam: rows.length - mine,
    overdue: rows.filter(({ overdue }) => overdue).length,
  });
  const paged: string[] = [];
  for (let after = ''; ; ) {
    const page = await asked('monitor-2', `?limit=1${after}`);
    expect([page.rows.length, page.totals]).toEqual([1, totals]);
    paged.push(page.rows[0]?.incident.id ?? '');
    if (page.next === undefined) break;
    after = `&after=${page.next}`;
  }
  expect(paged).toEqual(rows.map((row) => row.incident.id));
});

test('is refused to parties, bodies, devices and the public, to both parties with the same words', async () => {
  await ask({ team: 'monitor-1' });
  const answers = await Promise.all(
    ['lo-north', 'lo-south', 'member-1', 'camera-1', 'nobody'].map((as) => get(as)),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 403, 403, 403]);
  expect(answers[0]?.body).toBe(answers[1]?.body);
});

test('a question that is misspelt is told so, by name', async () => {
  for (const query of ['limit=0', 'limit=201', 'after=x', 'audience=public', 'team=monitor-2']) {
    const answer = await get('monitor-1', `?${query}`);
    expect([query, answer.statusCode, answer.json().code]).toEqual([query, 400, 'request/malformed']);
  }
});
