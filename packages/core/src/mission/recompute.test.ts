import { describe, expect, test } from 'vitest';
import type { Json, ReadEntry } from '../record/index.ts';
import { testKey } from '../record/testing.ts';
import { FOLD_VERSION } from './fold.ts';
import { recompute } from './recompute.ts';
import { figuresOf, stateOf } from './statement.ts';
import { at, Desk, foldOf, idOf, Night, reportOf, TestMission } from './testing.ts';
import { MISSION } from './views.ts';

function answersTo(entries: readonly ReadEntry[]) {
  const again = recompute();
  for (const entry of entries) again.take(entry);
  return again.finish();
}

test('every statement of a sound record comes out the same, for the public as for the mission', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  await mission.state();
  mission.file(reportOf({ id: idOf(2), kind: 'burst' }));
  await mission.state();
  for (const entries of [await mission.read(), await mission.readAsMission()]) {
    const answers = answersTo(entries);
    expect(answers.recomputed).toEqual({ same: 2, of: 2 });
    expect(answers.summed).toEqual({ same: 2, of: 2 });
    expect(answers.notRecomputable.count).toBe(0);
    expect(answers.refused).toEqual([]);
  }
});

test('a statement about a smaller size, with reports between, still comes out the same', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  const size = mission.log.size;
  mission.file(reportOf({ id: idOf(2) }));
  await mission.state({}, size);
  const answers = answersTo(await mission.read());
  expect(answers.statements).toMatchObject([{ size, outcome: 'same' }]);
});

describe('a statement that does not hold', () => {
  const filed = async () => {
    const mission = new TestMission();
    mission.file(reportOf());
    return mission;
  };

  test('another root is named, with what was stated and what was computed', async () => {
    const mission = await filed();
    const forged = `sha256:${'0'.repeat(64)}`;
    const index = await mission.state({ roots: { public: forged } });
    const [check] = answersTo(await mission.read()).statements;
    expect(check).toMatchObject({ index, outcome: 'differs', stated: forged });
    expect(check?.computed).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('a count that its rows do not give is not summed', async () => {
    const mission = await filed();
    await mission.state({ counts: { public: { incidents: 2 } } });
    expect(answersTo(await mission.read())).toMatchObject({
      recomputed: { same: 1, of: 1 },
      summed: { same: 0, of: 1 },
    });
  });

  test('one about entries that do not stand before it is not re-computable', async () => {
    const mission = await filed();
    await mission.state({ size: 1000 });
    expect(answersTo(await mission.read())).toMatchObject({
      recomputed: { same: 0, of: 1 },
      statements: [{ outcome: 'not-recomputable' }],
    });
  });

  test('one by another version of the fold is not re-computable here, and says why', async () => {
    const mission = await filed();
    await mission.state({ fold: FOLD_VERSION + 1 });
    const [check] = answersTo(await mission.read()).statements;
    expect(check).toMatchObject({
      outcome: 'not-recomputable',
      why: expect.stringContaining(`fold ${FOLD_VERSION + 1}`),
    });
  });

  test('one by a key that is not the sequencer is refused', async () => {
    const mission = await filed();
    mission.log.append({ kind: 'statement', by: mission.log.device, open: {} });
    const answers = answersTo(await mission.read());
    expect(answers.statements).toEqual([]);
    expect(answers.refused).toHaveLength(1);
  });
});

describe('attested', () => {
  const attested = async (change: string | undefined) => {
    const mission = new TestMission();
    for (const party of ['north', 'south']) mission.log.introduce(testKey(`party ${party}`), 'party', party);
    mission.file(reportOf());
    const statement = await mission.state();
    const { statements } = answersTo(await mission.read());
    mission.attest('north', statement, change ?? statements[0]?.stated ?? '');
    return { statement, answers: answersTo(await mission.read()) };
  };

  test('a party that names the root of a statement agrees with it', async () => {
    const { statement, answers } = await attested(undefined);
    expect(answers.attested).toMatchObject([{ party: 'north', statement, agrees: true }]);
  });

  test('a party that names another root is shown as disagreeing, not dropped', async () => {
    const { answers } = await attested(`sha256:${'1'.repeat(64)}`);
    expect(answers.attested).toMatchObject([{ party: 'north', agrees: false }]);
  });
});

describe('what cannot be computed again is counted, with why', () => {
  test('a report erased whole, and the statements that rest on it', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    await mission.state();
    mission.log.erase(index, 'everything');
    const answers = answersTo(await mission.read());
    expect(answers.notRecomputable).toEqual({ count: 1, why: { restricted: 0, withheld: 0, erased: 1 } });
    expect(answers.statements).toMatchObject([
      { outcome: 'not-recomputable', why: expect.stringContaining(`entry ${index}`) },
    ]);
  });

  test('a statement after the erasure comes out the same again, and only the one before it lost its rows', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    await mission.state();
    const held = await mission.read();
    mission.log.erase(index, 'everything');
    await mission.state();
    const now = await mission.read();
    for (const entries of [now, [...held, ...now.slice(held.length)]]) {
      const { statements } = answersTo(entries);
      expect(statements.map(({ erased }) => erased)).toEqual([true, false]);
      expect(statements[1]).toMatchObject({ outcome: 'same', summed: true });
    }
  });

  test('a decision on a report that was erased since: who held it computes the same, the others say why they cannot', async () => {
    const desk = new Desk();
    const [first, second] = [desk.report(1), desk.report(2)];
    desk.put('duty-1', 'join', { reports: [first, second], reason: 'one salvo' });
    desk.corroborate(first);
    const erased = desk.log.size - 5;
    const held = await desk.read();
    desk.log.erase(erased, 'everything');
    const state = foldOf([...held, ...(await desk.read()).slice(held.length)]);
    desk.log.append({
      kind: 'statement',
      by: desk.log.sequencer,
      open: stateOf(state).statement as unknown as Json,
    });
    const now = await desk.read();
    expect(answersTo([...held, ...now.slice(held.length)]).statements).toMatchObject([{ outcome: 'same' }]);
    expect(answersTo(now).statements).toMatchObject([
      { outcome: 'not-recomputable', why: expect.stringContaining('was erased since') },
    ]);
  });

  test('a report whose detail alone was erased changes nothing', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    await mission.state();
    mission.log.erase(index, 'detail');
    expect(answersTo(await mission.read())).toMatchObject({
      recomputed: { same: 1, of: 1 },
      notRecomputable: { count: 0 },
    });
  });

  test('an entry for another audience', async () => {
    const mission = new TestMission();
    mission.log.append({
      audience: 'mission',
      fields: [{ name: 'note', value: 'for us', audience: 'mission' }],
    });
    await mission.state();
    const answers = answersTo(await mission.read());
    expect(answers.notRecomputable.why).toEqual({ restricted: 1, withheld: 0, erased: 0 });
    expect(answers.recomputed).toEqual({ same: 1, of: 1 });
  });
});

describe('roots of several audiences', () => {
  const stated = async () => {
    const desk = new Desk();
    const incident = desk.report(1);
    desk.put('duty-1', 'assessment', { incident, status: 'under inquiry' }, { audience: MISSION });
    const { statement } = stateOf(await desk.fold(), ['public', MISSION]);
    const index = desk.log.append({
      kind: 'statement',
      by: desk.log.sequencer,
      open: statement as unknown as Json,
    });
    return { desk, index, roots: statement.roots };
  };
  const answers = (entries: readonly ReadEntry[], audiences: readonly string[]) => {
    const again = recompute({ audiences });
    for (const entry of entries) again.take(entry);
    return again.finish();
  };

  test('each is computed by those who hold what it rests on, and by the others is named as not held', async () => {
    const { desk } = await stated();
    const [open] = answers(await desk.read(), []).statements;
    expect([open?.outcome, open?.others]).toEqual(['same', { mission: 'not-held' }]);
    const [whole] = answers(await desk.readAsMission(), [MISSION]).statements;
    expect([whole?.outcome, whole?.others]).toEqual(['same', { mission: 'same' }]);
  });

  test('a forged root of the mission is seen by the mission', async () => {
    const { desk } = await stated();
    const { statement } = stateOf(await desk.fold(), ['public', MISSION]);
    const forged = { ...statement, roots: { ...statement.roots, mission: statement.roots.public } };
    desk.log.append({ kind: 'statement', by: desk.log.sequencer, open: forged as unknown as Json });
    const checks = answers(await desk.readAsMission(), [MISSION]).statements;
    expect(checks.map(({ outcome }) => outcome)).toEqual(['same', 'differs']);
  });

  test('a party attests the root of any audience that the statement names', async () => {
    const { desk, index, roots } = await stated();
    desk.put('north', 'attestation', { statement: index, audience: MISSION, root: roots.mission });
    desk.put('south', 'attestation', { statement: index, audience: MISSION, root: roots.public });
    const { attested } = answers(await desk.read(), []);
    expect(attested.map(({ party, agrees }) => [party, agrees])).toEqual([
      ['north', true],
      ['south', false],
    ]);
  });
});

describe('the figures of a bulletin', () => {
  const issued = async (change: (figures: Json) => Json) => {
    const night = new Night().p1().p2().watched();
    const state = await night.fold();
    const body = {
      number: '14/2026',
      type: 'daily',
      from: at('21:00:00'),
      to: '2026-11-21T00:00:00Z',
      size: state.size,
      rule: { rule: 'each-explosion', version: 1 },
    };
    const figures = change(figuresOf(state, body, 'public') as Json);
    night.heard('p1', '23:50:00', '23:50:00', 9);
    night.put('bulletin', { ...body, figures });
    return answersTo(await night.read()).bulletins;
  };

  test('come out the same over the entries that it names, whatever came after', async () => {
    expect(await issued((figures) => figures)).toMatchObject([{ number: '14/2026', outcome: 'same' }]);
  });

  test('that were altered by one are seen to differ', async () => {
    const altered = (figures: Json) =>
      ({ ...(figures as object), count: { min: 50, best: 50, max: 50 } }) as Json;
    expect(await issued(altered)).toMatchObject([{ outcome: 'differs' }]);
  });
});

test('a reader who changes one number of one report computes another root', async () => {
  const mission = new TestMission();
  const at = mission.file(reportOf());
  await mission.state();
  const entries = (await mission.read()).map((entry) =>
    entry.index === at ? { ...entry, body: { ...entry.body, count: [5, 6] } } : entry,
  );
  expect(answersTo(entries)).toMatchObject({ recomputed: { same: 0, of: 1 } });
  expect(foldOf(entries).incidents.size).toBe(1);
});
