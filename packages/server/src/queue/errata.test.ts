import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, reported, type TestCase, testCase } from '../desk/testing-case.ts';
import type { QueuePage } from './question.ts';
import type { QueueRow } from './rows.ts';

// Bulletins that are to be put right, as whoever works off the queue is told by when.

const MS = 120_000;
const HOUR = 3_600_000;
const STRETCH = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
  await reported(its, 20);
}, MS);
afterAll(() => its.end(), MS);

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();

/** Published by two, given to everyone in so many hours. */
async function published(number: string, hours: number): Promise<string> {
  const release = { parties: inHours(hours - 2), partners: inHours(hours - 1), public: inHours(hours) };
  const asked = { number, type: 'daily', rule: { rule: 'each-explosion' }, ...STRETCH, release };
  const { body } = (await post(its, '/api/bulletins/draft', 'duty-1', asked)).json();
  const { proposal } = (await post(its, '/api/entries', 'duty-1', { kind: 'bulletin', body })).json();
  const agreed = await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
  expect(agreed.json()).toMatchObject({ state: 'done' });
  return release.public;
}

async function rowOf(number: string): Promise<QueueRow | undefined> {
  const url = '/api/queue?limit=200&kind=erratum';
  const page = (await its.app.inject({ url, headers: { 'x-as': 'duty-1' } })).json() as QueuePage;
  return page.rows.find(({ bulletin }) => bulletin?.number === number);
}

test(
  'an erratum is due a day after what it is for, and to a bulletin that is held back a day after its release',
  async () => {
    const released = await published('1/2026', 72);
    await published('2/2026', -1);
    await reported(its, 20, ['post-7', 'post-8']);
    const [held, open] = [await rowOf('1/2026'), await rowOf('2/2026')];
    expect(held).toMatchObject({ clock: 'working', overdue: false });
    expect(Date.parse(held?.due ?? '') - Date.parse(released)).toBe(24 * HOUR);
    expect(held?.since).toBe(open?.since);
    expect(Date.parse(open?.due ?? '') - Date.parse(open?.since ?? '')).toBe(24 * HOUR);
  },
  MS,
);
