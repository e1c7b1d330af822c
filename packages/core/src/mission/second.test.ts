import { expect, test } from 'vitest';
import { testKey } from '../record/testing.ts';
import { Desk, LAST } from './testing.ts';

const NONCE = 'A'.repeat(22);
const of = (subject: string) => ({ by: testKey(`person ${subject}`).id, nonce: NONCE });

/** What the fold says of the last entry. */
async function told(desk: Desk): Promise<string | undefined> {
  const last = LAST.get(await desk.fold())?.at(-1);
  return last?.type === 'ignored' ? `${last.why}: ${last.message}` : undefined;
}

test('who agreed and who did not stands beside the act, one word each', async () => {
  const desk = new Desk();
  const first = desk.put('duty-2', 'second', {
    ...{ act: 'publish', of: of('duty-1'), agreed: true },
    ...{ by: 'duty-2', with: 'duty-1' },
  });
  const refuses = {
    act: 'publish',
    of: of('duty-1'),
    agreed: false,
    by: 'commission',
    reason: 'wrong count',
  };
  desk.put('commission', 'second', refuses);
  const said = (await desk.fold()).seconds.get(`${of('duty-1').by} ${NONCE}`);
  expect(said?.map(({ body }) => [body.by, body.agreed, body.reason])).toEqual([
    ['duty-2', true, undefined],
    ['commission', false, 'wrong count'],
  ]);
  desk.put('duty-2', 'second', {
    act: 'publish',
    of: of('duty-1'),
    agreed: false,
    by: 'duty-2',
    reason: 'r',
  });
  expect(await told(desk)).toMatch(`duplicate: entry ${first + 2}: duty-2 said it in entry ${first}`);
});

test('nobody is their own second, speaks for another, or refuses without a reason', async () => {
  const desk = new Desk();
  const agreed = { act: 'publish', agreed: true };
  for (const [by, body, why] of [
    ['duty-1', { ...agreed, of: of('duty-1'), by: 'duty-1' }, /illegal: .*nobody is their own second/],
    [
      'duty-1',
      { ...agreed, of: of('duty-2'), by: 'duty-1', with: 'duty-1' },
      /malformed: .*their own second/,
    ],
    ['duty-1', { ...agreed, of: of('duty-1'), by: 'duty-2' }, /not-entitled: .*does not speak for duty-2/],
    ['north', { ...agreed, of: of('duty-1'), by: 'north' }, /not-entitled: /],
    ['duty-2', { act: 'publish', agreed: false, of: of('duty-1'), by: 'duty-2' }, /malformed: .*says why/],
  ] as const) {
    desk.put(by, 'second', body);
    expect(await told(desk)).toMatch(why);
  }
  expect((await desk.fold()).seconds.size).toBe(0);
});
