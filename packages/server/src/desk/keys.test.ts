import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problem } from '../testing.ts';
import { type OwnKey, passkey, plainKey, signedBy } from './testing.ts';
import { post, reported, type TestCase, testCase } from './testing-case.ts';

const START_MS = 120_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);

describe('a key of one’s own', () => {
  test(
    'is introduced once another compared it, signs from then on, and ends at once',
    async () => {
      const key = plainKey();
      const asked = await post(its, '/api/keys', 'lo-north', { jwk: key.jwk, role: 'party', name: 'north' });
      expect([asked.statusCode, asked.json().kid]).toEqual([202, key.id]);
      const { proposal } = asked.json();
      const incident = await reported(its, 12);
      const sent = () => signedBy(key, 'position', { incident, on: 'facts', stance: 'notes' });
      expect(problem(await post(its, '/api/entries', 'lo-north', sent()))).toEqual([403, 'entry/key']);
      for (const as of ['lo-north', 'lo-south', 'duty-1'])
        expect((await post(its, `/api/proposals/${proposal}/agree`, as, {})).statusCode).toBeGreaterThan(399);
      const agreed = await post(its, `/api/proposals/${proposal}/agree`, 'head-1', {});
      expect(agreed.json()).toMatchObject({ state: 'done', outcome: { kid: key.id } });
      expect((await post(its, '/api/entries', 'lo-north', sent())).statusCode).toBe(201);
      expect((await post(its, `/api/keys/${key.id}/revoke`, 'lo-north', {})).statusCode).toBe(200);
      expect(problem(await post(its, '/api/entries', 'lo-north', sent()))).toEqual([403, 'entry/key']);
      // What it signed before stays good.
      expect(its.here.derived.view.positions.get(incident)).toHaveLength(1);
    },
    START_MS,
  );

  test('is one’s own: nobody asks for another party’s, nor ends it alone', async () => {
    const { jwk } = plainKey();
    expect(problem(await post(its, '/api/keys', 'lo-south', { jwk, role: 'party', name: 'north' }))).toEqual([
      403,
      'request/not-allowed',
    ]);
    const north = (its.keys.north as OwnKey).id;
    expect(problem(await post(its, `/api/keys/${north}/revoke`, 'lo-south', {}))).toEqual([
      403,
      'request/not-allowed',
    ]);
    expect((await post(its, `/api/keys/${north}/revoke`, 'head-1', {})).statusCode).toBe(202);
    const bare = { jwk: passkey('https://room.example').jwk, role: 'party', name: 'north' };
    expect(problem(await post(its, '/api/keys', 'lo-north', bare))).toEqual([422, 'entry/form']);
  });
});
