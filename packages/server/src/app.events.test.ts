import { reportKey } from '@armistice/core/mission';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AS_OPERATOR, SECRETS, secretReport, type TestMission, testMission } from './testing.ts';

const START_MS = 120_000;

let here: TestMission;
let url: string;
beforeAll(async () => {
  here = await testMission();
  url = await here.app.listen({ host: '127.0.0.1', port: 0 });
}, START_MS);
afterAll(() => here.end(), START_MS);

interface Heard {
  readonly id: number;
  readonly event: string;
  readonly data: { readonly incidents?: readonly string[]; readonly more?: number };
}

/** Listens until an event is heard that is waited for. */
async function listen(
  headers: object,
  until: (heard: Heard) => boolean,
  query = '',
): Promise<readonly Heard[]> {
  const response = await fetch(`${url}/api/events${query}`, { headers: { ...headers } });
  const all: Heard[] = [];
  let rest = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const events = (rest + Buffer.from(chunk).toString()).split('\n\n');
    rest = events.pop() ?? '';
    for (const text of events) {
      const found = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(text);
      if (found === null) continue;
      const heard = { id: Number(found[1]), event: found[2] ?? '', data: JSON.parse(found[3] ?? '{}') };
      all.push(heard);
      // Leaving the loop closes the connection.
      if (until(heard)) return all;
    }
  }
  return all;
}

/** A report of an event of its own: the same again from the same source would join the first. */
const reportOf = (number: number) => {
  const hour = `2026-11-20T0${number}`;
  return secretReport(number, { occurred: { from: `${hour}:03:10-01:00`, to: `${hour}:05:00-01:00` } });
};

const tells = (number: number) => (heard: Heard) =>
  heard.data.incidents?.includes(reportKey(secretReport(number))) === true;

describe('a watcher', () => {
  test('hears which incidents changed, as soon as they are folded, and nothing of the mission', async () => {
    const listening = listen({}, tells(1));
    await here.mission.file([reportOf(1)]);
    const all = await listening;
    expect(all[0]?.event).toBe('checkpoint');
    const text = JSON.stringify(all);
    for (const secret of SECRETS) expect(text.includes(secret)).toBe(false);
  });

  test('that comes back hears what it missed, once and in order', async () => {
    await here.mission.settled();
    const seen = here.derived.view.size;
    for (const number of [2, 3, 4]) {
      await here.mission.file([reportOf(number)]);
      await here.mission.settled();
    }
    const all = await listen({ 'last-event-id': String(seen) }, tells(4));
    expect(all.map(({ event }) => event)).toEqual(['folded', 'folded', 'folded']);
    expect(all.flatMap(({ data }) => data.incidents)).toEqual(
      [2, 3, 4].map((one) => reportKey(secretReport(one))),
    );
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((a, b) => a - b));
  });

  test.each(['0', '99999999', 'nonsense'])(
    'that saw something which is no longer kept (%s) is told to read anew',
    async (last) => {
      const [first] = await listen({ 'last-event-id': last }, ({ event }) => event === 'reset');
      expect(first).toMatchObject({ event: 'reset', id: here.derived.view.size });
    },
  );

  test('of the mission hears of incidents that the public does not', async () => {
    const { log } = here.mission;
    const fields = Object.entries(reportOf(5)).map(([name, value]) => ({
      name,
      value: value as never,
      audience: 'mission',
      part: 'view' as const,
    }));
    const open = listen({}, tells(6));
    const inside = listen(AS_OPERATOR, tells(6), '?audience=mission');
    await log.append([
      log.draft({ kind: 'report', audience: 'mission', body: { fields } }, here.open.operator),
    ]);
    await here.mission.settled();
    await here.mission.file([reportOf(6)]);
    const ids = (all: readonly Heard[]) => all.flatMap(({ data }) => data.incidents ?? []);
    const hidden = reportKey(secretReport(5));
    expect([ids(await open).includes(hidden), ids(await inside).includes(hidden)]).toEqual([false, true]);
    expect((await fetch(`${url}/api/events?audience=mission`)).status).toBe(403);
  });
});
