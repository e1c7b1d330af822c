import { reportKey } from '@armistice/core/mission';
import { keyInForce, parseErasure } from '@armistice/core/record';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { erase, NothingToErase } from '../record/erasing.ts';
import { nodeVerifier } from '../record/keys.ts';
import { secretReport } from '../testing.ts';
import { openOwn } from './own-entry.ts';
import { introduce, plainKey, signedBy } from './testing.ts';
import { post, staff, type TestCase, testCase } from './testing-case.ts';

// What waits for a second person, over the API: until when, for whom, and what it may never do.

const START_MS = 120_000;
const DAY = 86_400_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);
afterEach(() => void vi.useRealTimers());

/** Files a report for an audience; answers its entry and key. */
async function filed(
  number: number,
  audience = 'public',
): Promise<{ readonly index: number; readonly key: string }> {
  const report = secretReport(number, { text: `WORDS-OF-${number}` });
  const [one] = await its.here.mission.file([report], audience);
  await its.here.mission.settled();
  return { index: one?.index ?? -1, key: reportKey(report) };
}

const erasing = (as: string, indexes: readonly number[], scope = 'everything') =>
  post(its, '/api/entries', as, { kind: 'erasure', body: { indexes, scope, reason: 'a source asked' } });
const agree = (as: string, id: string) => post(its, `/api/proposals/${id}/agree`, as, {});
const size = () => its.here.mission.log.size();

async function entryOf(kind: string): Promise<number> {
  let found = -1;
  for await (const { index, header } of its.here.mission.log.readFrom(1))
    if (header?.kind === kind) found = index;
  return found;
}

describe('an erasure', () => {
  test(
    'is asked for by one and agreed to by another: the words of both stand, the content is nowhere',
    async () => {
      const { index, key } = await filed(4000);
      const asked = await erasing('duty-1', [index]);
      expect(asked.statusCode).toBe(202);
      const { proposal } = asked.json();
      const read = async (as: string) =>
        (await its.app.inject({ url: `/api/reports/${key}?audience=mission`, headers: { 'x-as': as } }))
          .statusCode;
      expect([await read('duty-1'), (await agree('duty-1', proposal)).statusCode]).toEqual([200, 403]);
      const before = size();
      expect((await agree('head-1', proposal)).json()).toMatchObject({ state: 'done', second: 'head-1' });
      expect(await read('duty-1')).toBe(404);
      const said: unknown[] = [];
      for await (const { header, body, withheld } of its.here.mission.log.readFrom(index)) {
        expect(JSON.stringify([body, withheld])).not.toContain('WORDS-OF-4000');
        if (header?.kind === 'second') said.push(body.by);
        const erasure = header?.kind === 'erasure' ? parseErasure(header) : undefined;
        if (erasure?.ok === true) said.push(erasure.value.targets.map((target) => target.index));
      }
      expect(said).toEqual(['duty-1', 'head-1', [index]]);
      // Agreed to again, it is answered again, and done once.
      const after = size();
      expect((await agree('head-1', proposal)).json().state).toBe('done');
      expect([size(), after > before]).toEqual([after, true]);
    },
    START_MS,
  );

  test(
    'takes no entry on which others rest: of members, keys, rules, texts and words',
    async () => {
      await staff(its, 'duty-1', 'grade', { report: (await filed(4001)).key, grade: 'B2' });
      for (const kind of ['member', 'key', 'mission', 'agreement', 'grade', 'second', 'erasure']) {
        const index = await entryOf(kind);
        expect([kind, index]).not.toEqual([kind, -1]);
        const answer = await erasing('duty-1', [index]);
        expect([kind, answer.statusCode]).toEqual([kind, 404]);
        // Nor does whoever holds the machine, by the command.
        await expect(
          erase(its.here.open, {
            indexes: [index],
            scope: 'everything',
            requestedBy: 'admin-1',
            reason: 'r',
          }),
        ).rejects.toThrow(NothingToErase);
      }
      expect(its.here.mission.members.get('head-1')?.entry.roles).toEqual(['head']);
    },
    START_MS,
  );

  test(
    'destroys nothing that is sealed to others, and does not tell that it is there',
    async () => {
      const { index, key } = await filed(4002, 'north');
      const sealed = await erasing('duty-1', [index]);
      const nothing = await erasing('duty-1', [987_654]);
      const blind = (text: string, at: number) => text.replaceAll(String(at), 'N');
      expect([sealed.statusCode, blind(sealed.body, index)]).toEqual([404, blind(nothing.body, 987_654)]);
      const read = await its.app.inject({
        url: `/api/reports/${key}?audience=north`,
        headers: { 'x-as': 'lo-north' },
      });
      expect(read.body).toContain('WORDS-OF-4002');
      // What the mission alone reads, it erases; and in one breath with nothing of another audience.
      const ours = await filed(4003, 'mission');
      const asked = await erasing('duty-1', [ours.index]);
      expect((await agree('head-1', asked.json().proposal)).json().state).toBe('done');
    },
    START_MS,
  );
});

describe('a proposal', () => {
  test('is over after seven days, and nothing is written', async () => {
    const { index, key } = await filed(4010);
    const { proposal, expires } = (await erasing('duty-1', [index])).json();
    expect(new Date(expires).getTime()).toBeGreaterThan(Date.now() + 7 * DAY - 60_000);
    const before = size();
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 7 * DAY + 1000);
    const answer = await agree('head-1', proposal);
    expect([answer.statusCode, answer.json().detail]).toEqual([409, expect.stringContaining('in time')]);
    const waiting = await its.app.inject({ url: '/api/proposals', headers: { 'x-as': 'head-1' } });
    expect(JSON.stringify(waiting.json())).not.toContain(proposal);
    expect(size()).toBe(before);
    expect(its.here.derived.view.reports.has(key)).toBe(true);
  });

  test('that was decided is listed with how and by whom, page by page, for those whom it concerns', async () => {
    const list = async (as: string, query = '') =>
      (
        await its.app.inject({ url: `/api/proposals?state=decided${query}`, headers: { 'x-as': as } })
      ).json() as {
        readonly proposals: readonly {
          readonly id: string;
          readonly state: string;
          readonly reason?: string;
        }[];
        readonly next?: string;
      };
    const [agreed, refused, taken, lapsed] = await Promise.all(
      [4030, 4031, 4032, 4033].map(async (number) => {
        const { index } = await filed(number);
        return (await erasing('duty-1', [index])).json().proposal as string;
      }),
    );
    await agree('head-1', agreed ?? '');
    const refuse = (as: string, id = '') =>
      post(its, `/api/proposals/${id}/refuse`, as, { reason: `by ${as}` });
    await refuse('head-1', refused);
    await refuse('duty-1', taken);
    const seen = await list('duty-1', '&limit=3');
    expect(seen.proposals.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      [taken, 'withdrawn', 'by duty-1'],
      [refused, 'refused', 'by head-1'],
      [agreed, 'done', undefined],
    ]);
    const ids = async (as: string) => {
      const all: string[] = [];
      for (let page = await list(as, '&limit=2'); ; page = await list(as, `&limit=2&after=${page.next}`)) {
        all.push(...page.proposals.map(({ id }) => id));
        if (page.next === undefined) return all;
      }
    };
    const mine = await ids('duty-1');
    expect(mine).toEqual((await list('duty-1', '&limit=200')).proposals.map(({ id }) => id));
    expect(new Set(mine).size).toBe(mine.length);
    expect(mine).not.toContain(lapsed);
    // Whoever could have agreed sees them; whoever could not sees none, and learns of no id.
    expect(await ids('head-1')).toEqual(expect.arrayContaining([taken, refused, agreed]));
    for (const as of ['lo-north', 'public']) {
      const theirs = JSON.stringify(await list(as, '&limit=200'));
      for (const id of [taken, refused, agreed]) expect([as, theirs.includes(id ?? '')]).toEqual([as, false]);
    }
    expect(await list('lo-north', `&after=${agreed}`)).toMatchObject({ code: 'request/not-found' });
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + 7 * DAY + 1000);
    const later = (await list('duty-1', '&limit=200')).proposals.find(({ id }) => id === lapsed);
    expect(later).toMatchObject({ state: 'expired' });
    expect(later?.reason).toBeUndefined();
  });

  test('of one who asks for more than twenty waits for room; another is not kept from asking', async () => {
    const key = () => ({ jwk: plainKey().jwk, role: 'party', name: 'south' });
    const statuses: number[] = [];
    for (let n = 0; n < 22; n++) statuses.push((await post(its, '/api/keys', 'lo-south', key())).statusCode);
    expect(statuses).toEqual([...Array(20).fill(202), 409, 409]);
    const other = await post(its, '/api/keys', 'lo-north', { ...key(), name: 'north' });
    expect(other.statusCode).toBe(202);
  });

  test('is void once whoever asked may not do it any more', async () => {
    const { appointing } = its.here.mission;
    await appointing.write({ handle: 'duty-2', roles: ['duty-officer'], by: 'registrar' });
    const { index, key } = await filed(4011);
    const { proposal } = (await erasing('duty-2', [index])).json();
    await appointing.write({ handle: 'duty-2', roles: ['analyst'], by: 'registrar' });
    const answer = await agree('head-1', proposal);
    expect([answer.statusCode, answer.json().detail]).toEqual([
      409,
      expect.stringContaining('may not do it any more'),
    ]);
    expect(its.here.derived.view.reports.has(key)).toBe(true);
  });

  test('of rules does not bring back the offices of a member who went meanwhile', async () => {
    const { appointing } = its.here.mission;
    await appointing.write({ handle: 'verifier-9', roles: ['verifier'], by: 'registrar' });
    const rules = () => its.here.derived.view.rules;
    expect(rules().offices?.['verifier-9']).toEqual(['verify']);
    const body = { ...rules(), corroboration: 3 };
    const asked = await post(its, '/api/entries', 'head-1', { kind: 'mission', body });
    expect(asked.statusCode).toBe(202);
    await appointing.write({
      handle: 'verifier-9',
      roles: ['verifier'],
      by: 'registrar',
      ended: true,
      reason: 'left',
    });
    const answer = await agree('head-2', asked.json().proposal);
    expect(answer.json()).toMatchObject({ state: 'void', reason: expect.stringContaining('verifier-9') });
    expect([rules().offices?.['verifier-9'], rules().corroboration]).toEqual([undefined, undefined]);
    // Nor does anybody give a member other offices than their roles do.
    const more = { ...rules(), offices: { ...rules().offices, 'head-1': ['chair', 'verify'] } };
    expect(await staff(its, 'head-2', 'mission', more)).toMatchObject({ status: 422, code: 'entry/form' });
    const again = await post(its, '/api/entries', 'head-1', {
      kind: 'mission',
      body: { ...rules(), corroboration: 3 },
    });
    expect((await agree('head-2', again.json().proposal)).json().state).toBe('done');
    expect(rules().corroboration).toBe(3);
  });
});

test('a member, a body and a party may be called as any object’s own words are', async () => {
  const { mission, open, derived } = its.here;
  await mission.appointing.write({ handle: 'constructor', roles: ['head'], by: 'registrar' });
  expect(derived.view.rules.offices?.constructor).toEqual(['chair']);
  const keys = [plainKey(), plainKey(), plainKey()] as const;
  await introduce(open, [
    [keys[0], 'body', 'constructor'],
    [keys[1], 'party', 'constructor'],
    [keys[2], 'person', 'valueof'],
  ]);
  const { log } = open;
  for (const key of keys) {
    const { statement, sig, disclosures } = signedBy(key, 'assessment', {
      incident: (await filed(4030)).key,
      status: 'under inquiry',
    });
    expect(disclosures.public?.length).toBe(2);
    await log.append([
      (await openOwn({ type: 'own', statement, sig, disclosures }, log, nodeVerifier())).draft,
    ]);
  }
  await mission.settled();
  expect(derived.view.size).toBe(log.size());
  const health = await its.app.inject({ url: '/api/health' });
  expect([health.statusCode, health.json().status]).toEqual([200, 'ok']);
});

test('whose membership ends loses the key that the mission held for them', async () => {
  const { mission, open } = its.here;
  await mission.appointing.write({ handle: 'duty-2', roles: ['duty-officer'], by: 'registrar' });
  const report = (await filed(4020)).key;
  expect((await staff(its, 'duty-2', 'grade', { report, grade: 'B2' })).status).toBe(201);
  const keys = () =>
    [...open.log.register.keys.values()]
      .filter(({ subject }) => subject === 'duty-2')
      .map(({ id }) => keyInForce(open.log.register, id, open.log.size()) !== undefined);
  expect(keys()).toEqual([true]);
  await mission.appointing.write({
    ...{ handle: 'duty-2', roles: ['duty-officer'], by: 'registrar', ended: true, reason: 'left' },
  });
  expect(keys()).toEqual([false]);
});
