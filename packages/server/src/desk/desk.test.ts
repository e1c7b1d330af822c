import { reportFields, reportKey } from '@armistice/core/mission';
import { type Json, PUBLIC, parseEntryPromise, parseSignedRefusal } from '@armistice/core/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../problems.ts';
import { secretReport, type TestMission, testMission } from '../testing.ts';
import type { Desk, Outcome } from './desk.ts';
import { deskRules, enrol, introduce, passkey, person, plainKey, signedBy } from './testing.ts';

const START_MS = 120_000;
const ORIGIN = 'https://room.example';

let here: TestMission;
let desk: Desk;
const duty = person('duty-1', ['duty-officer']);
const verifier = person('verifier-1', ['verifier']);
const head = person('head-1', ['head']);
const monitor = person('monitor-1', ['monitor']);
const officer = person('lo-north', ['liaison-officer'], { party: 'north' });
const member = person('member-1', ['body-member'], { bodies: ['commission'] });
const [north, south, commission] = [plainKey(), passkey(ORIGIN), plainKey()];

beforeAll(async () => {
  here = await testMission();
  const offices = { 'duty-1': ['duty'], 'verifier-1': ['verify'], 'head-1': ['chair'] } as const;
  await here.mission.setRules(deskRules(offices));
  await introduce(here.open, [
    [north, 'party', 'north'],
    [south, 'party', 'south'],
    [commission, 'body', 'commission'],
  ]);
  await enrol(here.open, [duty, verifier, head, monitor, officer, member]);
  await here.mission.settled();
  desk = here.desk;
}, START_MS);
afterAll(() => here.end(), START_MS);

type Entry = Extract<Outcome, { readonly index: number }>;
const write = (...[actor, sent]: Parameters<Desk['write']>) => desk.write(actor, sent) as Promise<Entry>;
const refused = async (...[actor, sent]: Parameters<Desk['write']>): Promise<Problem> =>
  desk.write(actor, sent).then(
    (outcome) => {
      throw new Error(`it was written: ${JSON.stringify(outcome)}`);
    },
    (error: Problem) => error,
  );

/** A report a day from every other: what is reported of one place and time is one incident. */
const reportOf = (number: number, change: object = {}) => {
  const day = `2026-${String(1 + Math.floor(number / 28)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;
  return secretReport(number, { occurred: { from: `${day}T21:03:10Z`, to: `${day}T21:05:00Z` }, ...change });
};

async function filed(number: number, change: object = {}): Promise<string> {
  const report = reportOf(number, change);
  await here.mission.file([report]);
  await here.mission.settled();
  return reportKey(report);
}

describe('what staff writes', () => {
  test('is signed with the key that the mission holds for them, and answered with a promise', async () => {
    const incident = await filed(1);
    const body = { incident, status: 'under inquiry' };
    const { index, promise, became, incident: now } = await write(duty, { kind: 'assessment', body });
    expect([became, now?.status]).toEqual(['taken', 'under inquiry']);
    expect(parseEntryPromise(promise ?? '')).toMatchObject({ ok: true, value: { index } });
    for await (const { header } of here.mission.log.readFrom(index)) {
      expect(header?.sig?.alg).toBe('ed25519');
      expect(here.derived.view.register.keys.get(header?.by ?? '')).toMatchObject({
        role: 'person',
        subject: 'duty-1',
      });
      break;
    }
  });

  test('sent twice under one nonce, also at once and at another start, is one entry', async () => {
    const incident = await filed(2);
    const sent = { kind: 'assessment', body: { incident, status: 'under inquiry' }, nonce: 'n-2' };
    const answers = await Promise.all([write(duty, sent), write(duty, sent)]);
    const size = here.mission.log.size();
    const again = await write(duty, sent);
    expect(new Set([...answers, again].map(({ index, promise }) => `${index} ${promise}`)).size).toBe(1);
    expect(again.already).toBe(true);
    const other = await refused(duty, { ...sent, body: { incident, status: 'corroborated' } });
    expect(other.code).toBe('entry/nonce-used');
    expect(here.mission.log.size()).toBe(size);
    // Two at once: one is written, and the other is told that it was not.
    const at = { ...sent, nonce: 'n-2b', body: { report: incident, grade: 'B2' }, kind: 'grade' };
    const both = await Promise.allSettled([
      write(duty, at),
      write(duty, { ...at, body: { report: incident, grade: 'C3' } }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((both[1] as PromiseRejectedResult).reason.code).toBe('entry/nonce-used');
    expect(here.mission.log.size()).toBe(size + 1);
  });

  test('that changes nothing stays in the record, and the fold’s sentence is the answer', async () => {
    const incident = await filed(3);
    const body = { incident, status: 'verified', reason: 'seen on the spot' };
    const problem = await refused(verifier, { kind: 'assessment', body });
    expect(problem.code).toBe('entry/without-effect');
    expect(problem.message).toMatch(/there is no step from alleged to verified/);
    expect(here.mission.log.size()).toBe((problem.more.index ?? 0) + 1);
  });

  test('is refused before it is written: no right, no form, no such incident, a key of one’s own needed', async () => {
    const incident = await filed(4);
    const size = here.mission.log.size();
    const body = { incident, status: 'under inquiry' };
    for (const [actor, sent, code] of [
      [monitor, { kind: 'assessment', body }, 'request/not-allowed'],
      [person('', ['public']), { kind: 'assessment', body }, 'request/not-allowed'],
      [person('operator', ['duty-officer']), { kind: 'assessment', body }, 'request/not-allowed'],
      [duty, { kind: 'assessment', body: { ...body, status: 'proved' } }, 'entry/form'],
      [duty, { kind: 'assessment', body: { ...body, incident: '0'.repeat(64) } }, 'request/not-found'],
      [duty, { kind: 'assessment', body, audience: 'north' }, 'request/not-found'],
      [duty, { kind: 'assessment', body, audience: 'nobody' }, 'request/not-found'],
      [duty, { kind: 'statement', body }, 'request/not-allowed'],
      [duty, { kind: 'member', body }, 'request/not-allowed'],
      [duty, { kind: 'key', body: { action: 'introduce' } }, 'request/not-allowed'],
      [officer, { kind: 'position', body: { incident, on: 'facts' } }, 'request/not-allowed'],
      [member, { kind: 'finding', body: {} }, 'entry/form'],
    ] as const)
      expect([(await refused(actor, sent)).code, sent]).toEqual([code, sent]);
    expect(here.mission.log.size()).toBe(size);
  });
});

describe('what is one’s own', () => {
  test('a verifier cannot verify what they filed themselves, under whatever source', async () => {
    const report = reportOf(10, { source: 'post-9', text: 'seen by the verifier' });
    const body = report as unknown as { readonly [name: string]: Json };
    await write(person('verifier-1', ['verifier', 'monitor']), { kind: 'report', body });
    const incident = reportKey(report);
    await write(duty, { kind: 'assessment', body: { incident, status: 'under inquiry' } });
    const step = { kind: 'assessment', body: { incident, status: 'corroborated' } };
    const problem = await refused(verifier, step);
    expect([problem.code, problem.message]).toEqual([
      'request/not-allowed',
      expect.stringContaining('a report of your own'),
    ]);
    // Nor with all the roles there are; and whoever else may, is told by the fold what is missing.
    const everything = person('verifier-1', ['verifier', 'duty-officer', 'head']);
    expect((await refused(everything, step)).code).toBe('request/not-allowed');
    expect((await refused(duty, step)).message).toMatch(/1 independent origin, and needs 2/);
  });
});

describe('what a party or a body signs itself', () => {
  test('is taken under its own key, plain or a passkey, and as its word', async () => {
    const incident = await filed(20);
    for (const [actor, key] of [
      [officer, north],
      [person('lo-south', ['liaison-officer'], { party: 'south' }), south],
    ] as const) {
      const sent = signedBy(key, 'position', { incident, on: 'facts', stance: 'notes' });
      const { became, index } = await write(actor, sent);
      expect(became).toBe('taken');
      expect(await write(actor, sent)).toMatchObject({ already: true, index });
    }
    expect(here.derived.view.positions.get(incident)?.map(({ body }) => body.party)).toEqual([
      'north',
      'south',
    ]);
  });

  test('is refused under another’s key, with another signature, or with fields that were changed', async () => {
    const incident = await filed(21);
    const size = here.mission.log.size();
    const good = signedBy(north, 'position', { incident, on: 'facts', stance: 'notes' });
    const changed = { public: (good.disclosures.public ?? []).map((one) => one.replace('notes', 'accepts')) };
    for (const [actor, sent, code] of [
      [person('lo-south', ['liaison-officer'], { party: 'south' }), good, 'entry/key'],
      [member, good, 'entry/key'],
      [officer, { ...good, sig: signedBy(north, 'position', { incident }).sig }, 'entry/signature'],
      [officer, { ...good, disclosures: changed }, 'entry/form'],
      [officer, { ...good, disclosures: {} }, 'entry/form'],
      [officer, { ...good, statement: { ...good.statement, mission: 'other' } }, 'entry/form'],
      [officer, signedBy(plainKey(), 'position', { incident, on: 'facts' }), 'entry/key'],
      [officer, signedBy(north, 'assessment', { incident, status: 'under inquiry' }), 'request/not-allowed'],
    ] as const)
      expect([(await refused(actor, sent)).code, code]).toEqual([code, code]);
    expect(here.mission.log.size()).toBe(size);
  });

  test('a party’s report goes to those who read each field by the rule, and comes from its own source', async () => {
    const report = reportOf(22, { source: 'north', text: 'SECRET-WORDS' });
    const fields = reportFields(report).map(({ name, value, audience }) => ({ name, value, audience }));
    const { became } = await write(officer, signedBy(north, 'report', fields));
    expect(became).toBe('taken');
    expect(here.derived.view.reports.get(reportKey(report))?.view.source).toBe('north');
    const shown = reportFields(secretReport(23, { source: 'north' })).map(({ name, value }) => ({
      ...{ name, value },
      audience: PUBLIC,
    }));
    expect((await refused(officer, signedBy(north, 'report', shown))).code).toBe('report/form');
    const foreign = reportFields(secretReport(24)).map(({ name, value, audience }) => ({
      name,
      value,
      audience,
    }));
    expect((await refused(officer, signedBy(north, 'report', foreign))).message).toMatch(/another source/);
  });
});

describe('a refusal to a party', () => {
  test('is signed by the log, with the reason; to the staff it is not', async () => {
    const incident = await filed(30);
    const sent = signedBy(north, 'assessment', { incident, status: 'under inquiry' });
    const { more, message } = await refused(officer, sent);
    const signed = parseSignedRefusal(more.signed ?? '');
    expect(signed).toMatchObject({
      ok: true,
      value: { refusal: { party: 'north', act: 'status: under inquiry', why: message } },
    });
    expect(
      (await refused(monitor, { kind: 'assessment', body: { incident, status: 'refuted' } })).more,
    ).toEqual({});
  });

  test('of an entry that changes nothing names the entry', async () => {
    const incident = await filed(31);
    const answer = signedBy(north, 'attribution', { incident, attribution: 'admitted', party: 'south' });
    const { code, more } = await refused(officer, answer);
    expect(code).toBe('entry/without-effect');
    expect(parseSignedRefusal(more.signed ?? '')).toMatchObject({
      value: { refusal: { entry: more.index } },
    });
  });
});

describe('what needs a second person', () => {
  const bulletin = (number: string) => ({
    kind: 'bulletin',
    body: {
      ...{ number, type: 'daily', from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', size: 1 },
      rule: { rule: 'each-explosion', version: 1 },
    },
  });
  const asked = async (actor = duty, number = 'a/2026') => {
    const outcome = await desk.write(actor, { ...bulletin(number), nonce: number.replace('/', '-') });
    if (!('proposal' in outcome)) throw new Error('it was written at once');
    return outcome.proposal;
  };

  test('waits, and is written with the word of the second in one batch', async () => {
    const size = here.mission.log.size();
    const id = await asked();
    expect(await asked()).toBe(id);
    expect(here.mission.log.size()).toBe(size);
    expect(desk.proposals.waiting(head).map((one) => one.id)).toEqual([id]);
    const { state, outcome, what } = await desk.proposals.agree(head, id);
    expect([state, what]).toEqual(['done', null]);
    const { index } = outcome as { readonly index: number };
    expect(here.derived.view.bulletins.get('a/2026')?.index).toBe(index);
    const said = [...here.derived.view.seconds.values()].flat().filter((one) => one.index === index + 1);
    expect(said.map(({ body }) => body)).toEqual([
      expect.objectContaining({ act: 'publish', agreed: true, by: 'head-1', with: 'duty-1' }),
    ]);
    expect((await desk.proposals.agree(head, id)).outcome).toEqual(outcome);
  });

  test('nobody is their own second: not by another role, nor by a device or the token of the machine', async () => {
    const id = await asked(duty, 'b/2026');
    const size = here.mission.log.size();
    for (const actor of [
      duty,
      person('duty-1', ['head', 'administrator']),
      person('operator', ['duty-officer', 'administrator']),
      person('phone-1', ['device', 'duty-officer'], { sources: ['post-3'] }),
      verifier,
      person('', ['public']),
    ])
      await expect(desk.proposals.agree(actor, id)).rejects.toThrow();
    expect(here.mission.log.size()).toBe(size);
    expect(desk.proposals.get(duty, id).state).toBe('open');
  });

  test('is refused with the reason, which is kept for the mission; and then it is over', async () => {
    const id = await asked(duty, 'c/2026');
    const { state } = await desk.proposals.refuse(head, id, 'the count of sector 4 is wrong');
    expect(state).toBe('refused');
    const said = [...here.derived.view.seconds.values()].flat().find(({ body }) => !body.agreed);
    expect(said).toMatchObject({
      audience: 'mission',
      body: { by: 'head-1', reason: expect.stringContaining('sector 4') },
    });
    await expect(desk.proposals.agree(head, id)).rejects.toThrow(/it is refused/);
    expect(here.derived.view.bulletins.has('c/2026')).toBe(false);
  });
});
