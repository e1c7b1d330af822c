import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatPolicy } from '@armistice/core/record';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCommand } from '../cli/verify.ts';
import { problem, secretReport } from '../testing.ts';
import { type OwnKey, signedBy } from './testing.ts';
import { clause, post, reported, signed, staff, standing, type TestCase, testCase } from './testing-case.ts';

// A case from a report to its settlement, as people do it: each step over the API, by whoever may take it.

const START_MS = 120_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);

test(
  'from a report to a finding with its dissent, the position of a party, a complaint and its answer',
  async () => {
    const incident = await reported(its, 1);
    for (const status of ['under inquiry', 'corroborated'])
      await staff(its, 'duty-1', 'assessment', { incident, status });
    const body = { incident, status: 'verified', reason: 'craters measured on the spot' };
    // The one who held it verified is no second person to themselves.
    for (const _ of [1, 2])
      expect(await staff(its, 'duty-1', 'assessment', body)).toMatchObject({
        ...{ status: 201, became: 'waits', incident: { status: 'corroborated', verifying: 'duty-1' } },
      });
    expect(await staff(its, 'verifier-1', 'assessment', body)).toMatchObject({
      ...{ became: 'taken', incident: { status: 'verified' } },
    });
    const attribution = {
      ...{ incident, attribution: 'assessed', party: 'north', basis: 'bearings', confidence: 0.8 },
      vote: { for: { south: 1 }, abstained: { north: 1 } },
      dissent: [{ by: 'north', text: 'The bearings allow for another place.' }],
    };
    expect(await signed(its, 'member-1', 'commission', 'attribution', attribution)).toMatchObject({
      incident: { attribution: 'assessed' },
    });
    const finding = {
      ...{ incident, ...clause(its), finding: 'violation', class: 'minor', remedy: 'orders are read again' },
      vote: { for: { south: 1 }, abstained: { north: 1 } },
      dissent: [{ by: 'north', text: 'We do not hold it proved.' }],
    };
    expect(await signed(its, 'member-1', 'commission', 'finding', finding)).toMatchObject({
      became: 'taken',
    });
    const { findings } = await standing(its, incident);
    expect(findings).toEqual([expect.objectContaining({ finding: 'violation', dissent: finding.dissent })]);

    const position = { incident, on: 'finding', stance: 'contests', text: 'It was not us.', lang: 'en' };
    expect(await signed(its, 'lo-north', 'north', 'position', position)).toMatchObject({ status: 201 });
    const complaint = await signed(its, 'lo-south', 'south', 'complaint', {
      report: incident,
      asks: 'an inquiry',
    });
    expect(complaint.status).toBe(201);
    const answer = { complaint: complaint.index, text: 'It was assessed on the day.' };
    expect(await staff(its, 'duty-1', 'answer', answer)).toMatchObject({ status: 201 });
    expect(its.here.derived.view.complaints.get(complaint.index ?? -1)?.answers).toHaveLength(1);
    expect(await signed(its, 'lo-south', 'south', 'answer', answer)).toMatchObject({
      ...{ status: 422, code: 'entry/without-effect' },
      detail: expect.stringContaining('does not answer its own complaint'),
    });
  },
  START_MS,
);

test(
  'who filed a report does not assess it, whatever source it names; another does',
  async () => {
    const occurred = { from: '2026-11-12T21:03:10Z', to: '2026-11-12T21:05:00Z' };
    const report = secretReport(2000, { source: 'post-9', occurred });
    const filed = await post(its, '/api/reports', 'verifier-2', report);
    expect(filed.statusCode).toBe(201);
    await its.here.mission.settled();
    const incident = filed.json().key;
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    const refuted = { incident, status: 'refuted', reason: 'it was thunder' };
    expect(await staff(its, 'verifier-2', 'assessment', refuted)).toMatchObject({
      ...{ status: 403, detail: expect.stringContaining('a report of your own') },
    });
    expect(await staff(its, 'verifier-1', 'assessment', refuted)).toMatchObject({ status: 201 });
  },
  START_MS,
);

test(
  'who made a device does not assess what it files, also once another made it anew',
  async () => {
    const { appointing } = its.here.mission;
    const made = (by: string) =>
      appointing.write({ handle: 'camera-1', roles: ['device'], sources: ['post-12'], by });
    await made('verifier-2');
    const occurred = { from: '2026-11-14T21:03:10Z', to: '2026-11-14T21:05:00Z' };
    const report = secretReport(2010, { source: 'post-12', occurred });
    const filed = await post(its, '/api/reports', 'camera-1', report);
    expect(filed.statusCode).toBe(201);
    await its.here.mission.settled();
    const incident = filed.json().key;
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    await made('duty-1');
    const refuted = { incident, status: 'refuted', reason: 'a branch before the lens' };
    for (const maker of ['verifier-2', 'duty-1'])
      expect([maker, await staff(its, maker, 'assessment', refuted)]).toMatchObject([
        maker,
        { status: 403, detail: expect.stringContaining('a report of your own') },
      ]);
    expect(await staff(its, 'verifier-1', 'assessment', refuted)).toMatchObject({ status: 201 });
  },
  START_MS,
);

test(
  'reports are split, joined and the split undone, each by an entry',
  async () => {
    const incident = await reported(its, 3);
    const { reports } = await standing(its, incident);
    expect(reports).toHaveLength(2);
    const [a, b] = reports;
    const split = await staff(its, 'duty-1', 'split', { reports: [b], from: [a], reason: 'two places' });
    expect(split.status).toBe(201);
    expect((await standing(its, a)).reports).toEqual([a]);
    await staff(its, 'verifier-1', 'undo', { entry: split.index, reason: 'one place after all' });
    expect((await standing(its, a)).reports).toEqual(reports);
    const other = await reported(its, 4, ['post-5']);
    await staff(its, 'duty-1', 'join', { reports: [a, other], reason: 'the same salvo' });
    expect((await standing(its, a)).reports).toEqual(expect.arrayContaining([a, other]));
    expect((await staff(its, 'lo-north', 'split', { reports: [b], from: [a], reason: 'r' })).status).toBe(
      403,
    );
  },
  START_MS,
);

/** Runs `armistice verify` as anybody would who has the policy. */
async function verify(...args: readonly string[]) {
  let out = '';
  const policy = join(its.here.folder, 'its-policy');
  await writeFile(policy, formatPolicy(its.here.mission.log.policy));
  const state = join(its.here.folder, 'verifier');
  const exit = await verifyCommand.run([...args, '--policy', policy, '--state', state, '--json'], {
    stdin: (async function* () {})(),
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    ...{ interactive: false, env: {}, now: () => Date.now(), signal: new AbortController().signal },
  });
  return { exit, ...JSON.parse(out.trim().split('\n').at(-1) ?? '{}') };
}

test(
  'everybody verifies who signed: the mission’s keys, plain keys and passkeys',
  async () => {
    await its.here.mission.settled();
    const verified = await verify(join(its.here.folder, 'public'), '--integrity');
    expect(verified).toMatchObject({ exit: 0, ok: true });
    const algorithms = new Set<string>();
    for await (const { header } of its.here.mission.log.readFrom(0))
      if (header?.sig !== undefined) algorithms.add(header.sig.alg);
    expect([...algorithms].sort()).toEqual(['ed25519', 'webauthn']);
  },
  START_MS,
);

test(
  'a party shows what was refused to it, to whoever has the policy',
  async () => {
    const sent = signedBy(its.keys.north as OwnKey, 'assessment', {
      incident: 'a'.repeat(64),
      status: 'alleged',
    });
    const { signed: note } = (await post(its, '/api/entries', 'lo-north', sent)).json();
    const [file, request] = [join(its.here.folder, 'refusal'), join(its.here.folder, 'sent.json')];
    await writeFile(file, note);
    await writeFile(request, JSON.stringify(sent));
    const judged = await verify('--refusal', file, '--request', request);
    expect(judged).toMatchObject({ exit: 0, refusal: 'yes', party: 'north' });
    await writeFile(request, JSON.stringify({ ...sent, disclosures: {} }));
    expect(await verify('--refusal', file, '--request', request)).toMatchObject({ exit: 1, refusal: 'no' });
    await writeFile(file, note.replace('north', 'south'));
    expect(await verify('--refusal', file)).toMatchObject({ exit: 1, refusal: 'no' });
  },
  START_MS,
);

test('whoever has not signed in writes nothing, and sees no proposal', async () => {
  const sent = { kind: 'assessment', body: { incident: '0'.repeat(64), status: 'under inquiry' } };
  expect(problem(await post(its, '/api/entries', 'nobody', sent))).toEqual([403, 'request/not-allowed']);
  expect(problem(await its.app.inject({ url: '/api/proposals' }))).toEqual([403, 'request/not-allowed']);
  expect((await its.app.inject({ url: '/api/keys' })).json().keys.length).toBeGreaterThan(4);
});
