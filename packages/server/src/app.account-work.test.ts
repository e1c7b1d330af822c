import { afterAll, beforeAll, expect, test } from 'vitest';
import { post, reported, signed, staff, type TestCase, testCase } from './desk/testing-case.ts';

// Who works on an incident, as its account tells the mission, and nobody else.

const START_MS = 180_000;

let its: TestCase;
beforeAll(async () => {
  its = await testCase();
}, START_MS);
afterAll(() => its.end(), START_MS);

interface Told {
  readonly [name: string]: unknown;
}
async function accountOf(id: string, as = 'duty-1', audience = 'mission'): Promise<Told> {
  const url = `/api/incidents/${id}/account?audience=${audience}`;
  const response = await its.app.inject({ url, headers: { 'x-as': as } });
  return { status: response.statusCode, ...response.json() };
}
const work = (as: string, kind: string, body: object) =>
  post(its, '/api/entries', as, { kind, audience: 'mission', body });
interface Worked extends Told {
  readonly kind: string;
  readonly fared: string;
  readonly by: { readonly subject: string };
}

test(
  'tells the mission who took it, who handed it to whom, and what became of an inquiry; and nobody else',
  async () => {
    const incident = await reported(its, 6);
    await work('duty-1', 'claim', { incident });
    expect((await work('duty-2', 'claim', { incident })).statusCode).toBe(422);
    await work('duty-1', 'claim', { incident, to: 'verifier-1', note: 'Craters, please.' });
    const asked = {
      incident,
      asks: 'How many craters?',
      due: new Date(Date.now() + 3_600_000).toISOString(),
    };
    await work('verifier-1', 'inquiry', asked);
    await staff(its, 'verifier-1', 'assessment', { incident, status: 'under inquiry' });
    await staff(its, 'verifier-1', 'assessment', { incident, status: 'corroborated', reason: 'two posts' });
    const told = await accountOf(incident);
    const history = told.history as readonly Worked[];
    expect(history.map(({ kind, fared, by }) => `${kind} by ${by.subject}: ${fared}`)).toEqual([
      'claim by duty-1: superseded',
      'claim by duty-2: refused',
      'claim by duty-1: stands',
      'inquiry by verifier-1: answered',
      'assessment by verifier-1: superseded',
      'assessment by verifier-1: stands',
    ]);
    expect(history[3]).toMatchObject({ through: history[5]?.entry });
    expect(told.work).toMatchObject({
      claim: { by: 'verifier-1', handedBy: 'duty-1', note: 'Craters, please.' },
    });
    // It was answered: nobody is asked any more.
    expect(told.work).not.toHaveProperty('inquiry');
    for (const [as, audience] of [
      ['nobody', 'public'],
      ['duty-1', 'public'],
      ['duty-1', 'partners'],
      ['lo-north', 'north'],
    ] as const) {
      const other = await accountOf(incident, as, audience);
      const kinds = (other.history as readonly Worked[]).map(({ kind }) => kind);
      expect([as, audience, other.status, [...new Set(kinds)], other.work]).toEqual([
        ...[as, audience, 200, ['assessment']],
        undefined,
      ]);
      expect(JSON.stringify(other)).not.toContain('raters');
    }
  },
  START_MS,
);

test(
  'an inquiry that is taken back is answered by nothing',
  async () => {
    const incident = await reported(its, 7);
    const asked = {
      incident,
      asks: 'How many craters?',
      due: new Date(Date.now() + 3_600_000).toISOString(),
    };
    await work('duty-1', 'inquiry', asked);
    await work('duty-1', 'inquiry', { incident, withdrawn: true });
    await staff(its, 'duty-1', 'assessment', { incident, status: 'under inquiry' });
    const told = await accountOf(incident);
    expect((told.history as readonly Worked[]).map(({ kind, fared }) => `${kind}: ${fared}`)).toEqual([
      ...['inquiry: superseded', 'inquiry: stands', 'assessment: stands'],
    ]);
    expect(told.work).not.toHaveProperty('inquiry');
  },
  START_MS,
);

test(
  'a first word to verify waits for a second, whatever a party claims meanwhile',
  async () => {
    const incident = await reported(its, 10);
    const says = (as: string, status: string) =>
      staff(its, as, 'assessment', { incident, status, reason: 'Craters were measured.' });
    const fared = async () =>
      ((await accountOf(incident)).history as readonly Worked[])
        .slice(2)
        .map((one) => `${one.kind}: ${one.fared}`);
    for (const status of ['under inquiry', 'corroborated', 'verified']) await says('duty-1', status);
    const claim = { incident, attribution: 'claimed', party: 'north' };
    expect(await signed(its, 'lo-south', 'south', 'attribution', claim)).toMatchObject({ became: 'taken' });
    expect(await fared()).toEqual(['assessment: waits', 'attribution: stands']);
    await says('verifier-1', 'verified');
    expect(await fared()).toEqual(['assessment: seconded', 'attribution: stands', 'assessment: stands']);
  },
  START_MS,
);

test(
  'of several reports one’s own alone is somebody else’s to grade',
  async () => {
    const incident = await reported(its, 8, ['verifier-2', 'post-4']);
    const told = await accountOf(incident, 'verifier-2');
    const { acts } = told.moves as { readonly acts: readonly Told[] };
    expect(acts.find(({ act }) => act === 'grade-report')).toMatchObject({ allowed: true });
    const own = (told.reports as readonly Told[]).flatMap((one) => (one.own === true ? [one.report] : []));
    expect(own).toMatchObject([{ source: 'verifier-2' }]);
    const alone = await accountOf(await reported(its, 9, ['verifier-2']), 'verifier-2');
    expect((alone.moves as { readonly acts: readonly Told[] }).acts).toContainEqual(
      expect.objectContaining({ act: 'grade-report', allowed: false, why: 'own-report' }),
    );
  },
  START_MS,
);
