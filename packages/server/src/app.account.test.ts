import { reportKey, stateRoot } from '@armistice/core/mission';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clause,
  post,
  reported,
  signed,
  staff,
  type TestCase,
  testCase,
  verified,
} from './desk/testing-case.ts';
import { secretReport } from './testing.ts';

// The account of an incident, and what a join, a split or an undo would change: over the API, as people ask.

const START_MS = 180_000;
const AS = 'x-as';

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
  const response = await its.app.inject({ url, headers: { [AS]: as } });
  return { status: response.statusCode, ...response.json() };
}
const previewed = async (body: object, as = 'duty-1', audience = 'mission') =>
  post(its, `/api/preview?audience=${audience}`, as, body);

test(
  'tells a case whole: reports with their grades, each decision with who wrote it and what became of it, both parties',
  async () => {
    const incident = await verified(its, 2);
    await staff(its, 'duty-1', 'grade', { report: incident, grade: 'C3' });
    await staff(its, 'duty-1', 'grade', { report: incident, grade: 'B2', reason: 'seen from two posts' });
    const finding = {
      ...{ incident, ...clause(its), finding: 'violation', class: 'minor', remedy: 'orders are read again' },
      vote: { for: { south: 1 }, abstained: { north: 1 } },
      dissent: [{ by: 'north', text: 'We do not hold it proved.' }],
    };
    await signed(its, 'member-1', 'commission', 'finding', finding);
    // It rests on the status: to reopen it is refused, and the refusal stands in the history.
    await staff(its, 'verifier-1', 'assessment', { incident, status: 'under inquiry', reason: 'a doubt' });
    const said = { incident, on: 'finding', stance: 'contests', text: 'It was not us.', lang: 'en' };
    await signed(its, 'lo-north', 'north', 'position', said);

    const told = await accountOf(incident);
    expect(told.reports).toMatchObject([
      { grades: [{ grade: 'C3' }, { grade: 'B2' }], shown: 'whole' },
      { grades: [] },
    ]);
    const history = told.history as readonly { kind: string; fared: string; by: { subject: string } }[];
    expect(history.map(({ kind, fared, by }) => `${kind} by ${by.subject}: ${fared}`)).toEqual([
      'assessment by duty-1: superseded',
      'assessment by duty-1: superseded',
      'assessment by duty-1: seconded',
      'assessment by verifier-1: stands',
      'grade by duty-1: superseded',
      'grade by duty-1: stands',
      'finding by commission: stands',
      'assessment by verifier-1: refused',
      'position by north: stands',
    ]);
    expect(told.parties).toMatchObject([
      { id: 'north', positions: [expect.any(Number)] },
      { id: 'south', positions: [] },
    ]);
    // An id that is quoted by any of its reports leads here.
    const other = (told.incident as { readonly reports: readonly string[] }).reports.find(
      (key) => key !== (told.incident as { readonly id: string }).id,
    );
    expect(await accountOf(other ?? '')).toMatchObject({ status: 200, alias: other });
  },
  START_MS,
);

test(
  'however much is written of an incident, the position of a party and the answer to a complaint stand beside it',
  async () => {
    const incident = await reported(its, 18);
    const said = { incident, on: 'facts', stance: 'contests', text: 'Our guns were silent.', lang: 'en' };
    const stated = await signed(its, 'lo-north', 'north', 'position', said);
    const asks = { report: incident, asks: 'Look again.', text: 'We were hit.' };
    const complained = await signed(its, 'lo-north', 'north', 'complaint', asks);
    const answer = { complaint: complained.index, text: 'We looked again.', lang: 'en' };
    const answered = await staff(its, 'duty-1', 'answer', answer);
    const grades = Array.from({ length: 220 }, (_, at) => ({
      report: incident,
      grade: `${'ABCDEF'[at % 6]}3`,
    }));
    await Promise.all(grades.map((grade) => staff(its, 'duty-1', 'grade', grade)));
    const told = await accountOf(incident, '', 'public');
    expect((told.parties as readonly Told[])[0]).toMatchObject({ id: 'north', positions: [stated.index] });
    expect(told.complaints).toMatchObject([
      { entry: complained.index, answers: [{ entry: answered.index, by: expect.any(String) }] },
    ]);
    const history = told.history as readonly { entry: number; body: Told }[];
    for (const [{ index }, text] of [
      [stated, said.text],
      [complained, asks.text],
      [answered, answer.text],
    ] as const)
      expect(history.find(({ entry }) => entry === index)?.body.text).toBe(text);
    expect(told.earlier).toBe(20);
  },
  START_MS,
);

test(
  'says who may take the next step, and why whoever asks may not',
  async () => {
    const incident = await reported(its, 3);
    type Moves = { readonly moves: { readonly steps: readonly Told[]; readonly acts: readonly Told[] } };
    const { moves } = (await accountOf(incident)) as unknown as Moves;
    expect(moves.steps.find(({ act }) => act === 'status: under inquiry')).toMatchObject({ allowed: true });
    expect(moves.steps.find(({ act }) => act === 'status: verified')).toBeUndefined();
    expect(moves.steps.find(({ act }) => act === 'finding: violation')).toMatchObject({
      ...{ allowed: false, why: 'no-right', ownKey: true },
      unmet: [expect.stringContaining('rests on a verified incident')],
    });
    const officer = (await accountOf(incident, 'lo-north', 'north')) as unknown as Moves;
    expect(officer.moves.acts.find(({ act }) => act === 'state-position')).toMatchObject({ allowed: true });
    expect(officer.moves.acts.find(({ act }) => act === 'join')).toMatchObject({ allowed: false });
  },
  START_MS,
);

test(
  'is the same 404 for what others read as for what never was',
  async () => {
    const sealed = secretReport(77, { source: 'hidden-post' });
    await its.here.mission.file([sealed], 'mission');
    await its.here.mission.settled();
    const [hidden, never] = await Promise.all(
      [reportKey(sealed), 'e'.repeat(64)].map((id) => accountOf(id, 'lo-north', 'north')),
    );
    expect(hidden).toEqual(never);
    expect(hidden).toMatchObject({ status: 404, code: 'request/not-found' });
    expect((await accountOf(reportKey(sealed))).status).toBe(200);
  },
  START_MS,
);

test('a preview is for those who join, and of reports that they read', async () => {
  const keys = [await reported(its, 4), await reported(its, 5)];
  expect((await previewed({ join: keys }, 'lo-north', 'north')).statusCode).toBe(403);
  expect((await previewed({ join: keys }, 'nobody', 'public')).statusCode).toBe(403);
  expect((await previewed({ join: keys }, 'duty-1', 'north')).statusCode).toBe(403);
  expect((await previewed({ join: ['a'.repeat(64), keys[0]] })).statusCode).toBe(404);
  expect((await previewed({})).statusCode).toBe(400);
  expect((await previewed({ join: keys, undo: 1 })).statusCode).toBe(400);
  expect((await previewed({ undo: 3 })).statusCode).toBe(404);
});

interface Row {
  readonly id: string;
  readonly indications: readonly Told[];
}

/** Incidents as they stand now, told as a preview tells them. */
async function asTold(rows: readonly Row[]): Promise<readonly Told[]> {
  return Promise.all(
    rows.map(async ({ id }) => {
      const url = `/api/incidents/${id}?audience=mission`;
      const { incident, indications } = (await its.app.inject({ url, headers: { [AS]: 'duty-1' } })).json();
      const { kind, reports, occurred, place, count, origins, number } = incident;
      const { status, attribution, finding, resolution } = incident;
      return {
        ...{ id: incident.id, kind, reports, occurred, place, count, origins },
        ...{ status, attribution, finding, resolution },
        ...(number === undefined ? {} : { number }),
        indications: indications.map((one: Told) => {
          const { agreement, clause, outcome, probability } = one;
          return { agreement, clause, outcome, probability };
        }),
      };
    }),
  );
}

type Word =
  | { readonly join: readonly string[] }
  | { readonly split: { readonly reports: readonly string[]; readonly from: readonly string[] } }
  | { readonly undo: number };

test(
  'what is previewed is what happens: any joins, splits and undos, one after the other, decided in between or not',
  async () => {
    const keys = [
      await reported(its, 10, ['post-3', 'post-4']),
      await verified(its, 11),
      await reported(its, 12, ['post-5']),
      await reported(its, 12, ['post-3', 'post-6']),
    ];
    const { here } = its;
    const all = [...new Set(keys)];
    const done: number[] = [];
    const pick = fc.record({
      how: fc.constantFrom('join', 'split', 'undo'),
      a: fc.nat(all.length - 1),
      b: fc.nat(all.length - 1),
      which: fc.nat(3),
    });
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(pick, async ({ how, a, b, which }) => {
        const [one = '', two = ''] = [all[a], all[b]];
        if (how !== 'undo' && one === two) return;
        if (how === 'undo' && done.length === 0) return;
        const at = which % Math.max(1, done.length);
        const word: Word =
          how === 'join'
            ? { join: [one, two] }
            : how === 'split'
              ? { split: { reports: [one], from: [two] } }
              : { undo: done[at] ?? 0 };
        const [size, root] = [here.derived.view.size, stateRoot(here.derived.view as never, 'mission')];
        const preview = (await previewed(word)).json();
        expect(here.derived.view.size).toBe(size);
        expect(stateRoot(here.derived.view as never, 'mission')).toEqual(root);
        const body =
          'join' in word ? { reports: word.join } : 'split' in word ? word.split : { entry: word.undo };
        const written = await staff(its, 'duty-1', how, { ...body, reason: 'for this test' });
        expect([preview.ok, written.status]).toEqual(preview.ok ? [true, 201] : [false, 422]);
        if (!preview.ok) {
          expect(written.detail).toContain(preview.why);
          return;
        }
        if (how === 'undo') done.splice(at, 1);
        else done.push(written.index ?? -1);
        changed += preview.after.length;
        expect(await asTold(preview.after)).toEqual(preview.after);
        const standing = new Set((preview.after as readonly Row[]).map(({ id }) => id));
        for (const { id } of preview.before as readonly Row[])
          expect([...standing, here.derived.view.incidents.has(id)]).toEqual([...standing, standing.has(id)]);
      }),
      { numRuns: 40, seed: 8403 },
    );
    expect(changed).toBeGreaterThan(5);
  },
  START_MS,
);
