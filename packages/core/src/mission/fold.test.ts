import { describe, expect, test } from 'vitest';
import { testAgreement } from '../agreement/testing.ts';
import type { Json } from '../record/index.ts';
import { takeEntry } from './fold.ts';
import { reportKey } from './incident.ts';
import { publishedRows, stateRoot } from './published.ts';
import { recompute } from './recompute.ts';
import { stateOf } from './statement.ts';
import { foldOf, idOf, reportOf, TestMission } from './testing.ts';
import { reportFields } from './views.ts';

const MISSION = 'mission';

test('one report becomes one alleged incident with what each clause says of it', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  const state = foldOf(await mission.readAsMission());
  const [row] = publishedRows(state, 'public');
  expect(row?.incident).toEqual({
    id: reportKey(reportOf()),
    kind: 'explosion',
    reports: [reportKey(reportOf())],
    covers: [],
    occurred: { from: '2026-11-20T22:03:10Z', to: '2026-11-20T22:05:00Z', extent: 'span' },
    place: { at: [-28.05, 42.01], covariance: [1_357_170, 0, 1_357_170] },
    count: { min: 5, best: 5, max: 5 },
    phase: 'impact',
    weapon: { class: 'mortar' },
    origins: 1,
    diffuse: false,
    links: [],
    basis: 'public',
    status: 'alleged',
    attribution: 'undetermined',
    finding: 'none',
    resolution: 'open',
  });
  expect(row?.indications.map(({ clause, outcome }) => [clause, outcome])).toEqual([
    ['1', 'breach'],
    ['2', 'breach'],
  ]);
});

test('the actor that a source alleges is in no incident and no indication', async () => {
  const mission = new TestMission();
  mission.file(reportOf({ actor: { party: 'north', basis: 'claimed' } }));
  mission.file(reportOf({ id: idOf(2), actor: { party: 'south', basis: 'claimed' } }));
  const rows = publishedRows(foldOf(await mission.readAsMission()), MISSION);
  const [first, second] = rows.map(({ indications }) => indications.map(({ ifBy }) => ifBy));
  expect(first).toEqual(second);
});

test('the same report twice, by its source and id, is one report', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  mission.file(reportOf({ kind: 'flare' }));
  const state = foldOf(await mission.read());
  expect([...state.incidents.values()].map(({ kind }) => kind)).toEqual(['explosion']);
});

test('the same id from two sources are two reports', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  mission.file(reportOf({ source: 'post-4' }));
  expect(foldOf(await mission.read()).incidents.size).toBe(2);
});

describe('the agreement in force', () => {
  test('one adopted after the incident says nothing of it', async () => {
    const mission = new TestMission(testAgreement({ adopted: '2026-11-21' }) as unknown as Json);
    mission.file(reportOf());
    expect([...foldOf(await mission.read()).indications.values()]).toEqual([[]]);
  });

  test('one that is recorded late judges the incidents recorded before it', async () => {
    const mission = new TestMission();
    mission.file(reportOf());
    mission.log.append({
      kind: 'agreement',
      by: mission.log.registrar,
      open: testAgreement({ agreement: 'late' }) as unknown as Json,
    });
    const [indications] = foldOf(await mission.read()).indications.values();
    expect(indications?.map(({ agreement, clause }) => `${agreement} ${clause}`)).toEqual([
      'test-north-south 1',
      'test-north-south 2',
      'late 1',
      'late 2',
    ]);
  });

  test('a later version replaces the earlier one for what happened after it was adopted, and only for that', async () => {
    const mission = new TestMission();
    mission.log.append({
      kind: 'agreement',
      by: mission.log.registrar,
      open: testAgreement({ version: 2, adopted: '2026-11-21' }) as unknown as Json,
    });
    mission.file(reportOf());
    const day = { from: '2026-11-22T12:00:00Z', to: '2026-11-22T12:00:00Z' };
    mission.file(reportOf({ id: idOf(2), occurred: day }));
    const state = foldOf(await mission.read());
    const versionOf = (report: { readonly source: string; readonly id: string }) =>
      state.indications.get(reportKey(report))?.map(({ version }) => version);
    expect(versionOf(reportOf())).toEqual([1, 1]);
    expect(versionOf({ source: 'post-3', id: idOf(2) })).toEqual([2, 2]);
  });
});

test('a device that files reports cannot adopt an agreement or change the rules', async () => {
  const mission = new TestMission();
  const { log } = mission;
  log.append({
    kind: 'agreement',
    by: log.device,
    open: testAgreement({ agreement: 'forged' }) as unknown as Json,
  });
  const entries = await mission.read();
  const last = entries.at(-1);
  const state = foldOf(entries.slice(0, -1));
  if (last === undefined) throw new Error('the log has entries');
  expect(takeEntry(state, last)).toMatchObject([{ type: 'ignored', why: 'not-entitled' }]);
});

test('what is filed for the mission alone is in its own state and not in the public one', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  const before = stateRoot(foldOf(await mission.read()), 'public');
  const fields = Object.entries(reportOf({ id: idOf(2) })).map(([name, value]) => ({
    name,
    value: value as Json,
    audience: MISSION,
  }));
  mission.log.append({ audience: MISSION, fields });
  const asMission = foldOf(await mission.readAsMission());
  expect(publishedRows(asMission, MISSION)).toHaveLength(2);
  expect(stateRoot(asMission, 'public')).toBe(before);
  expect(stateRoot(foldOf(await mission.read()), 'public')).toBe(before);
});

test('indications stay in the mission until a person has assessed, where its rules say so', async () => {
  const mission = new TestMission();
  mission.log.append({
    kind: 'mission',
    by: mission.log.registrar,
    open: { title: 'Real', exercise: false, indications: 'after-assessment' },
  });
  mission.file(reportOf());
  const state = foldOf(await mission.read());
  expect(publishedRows(state, 'public')[0]?.indications).toEqual([]);
  expect(publishedRows(state, MISSION)[0]?.indications).toHaveLength(2);
});

test('the fold refuses entries out of order: it is the order of the record that counts', async () => {
  const mission = new TestMission();
  mission.file(reportOf());
  const entries = await mission.read();
  expect(() => foldOf(entries.slice(1))).toThrow('the fold is at entry 0 and was given entry 1');
});

describe('a report of which a part is for the mission alone', () => {
  const exact = { type: 'point', at: [31.23456, 48.76543], radius: 5 };
  /** Everyone's fields in the open, and others that the mission alone may read. */
  const filed = (own: object, withheld: object) => {
    const mission = new TestMission();
    const { id, source, kind, occurred } = reportOf();
    const open = { id, source, kind, occurred, ...own } as { readonly [name: string]: Json };
    const fields = [
      ...Object.entries(open).map(([name, value]) => ({ name, value })),
      ...Object.entries(withheld).map(([name, value]) => ({ name, value, audience: MISSION })),
    ];
    mission.log.append({ fields });
    return mission;
  };

  test('a place kept from the public makes no incident for anyone, and is counted', async () => {
    const mission = filed({}, { place: exact });
    for (const entries of [await mission.read(), await mission.readAsMission()]) {
      const state = foldOf(entries);
      expect([state.reports.size, state.incidents.size]).toEqual([0, 0]);
      const again = recompute();
      for (const entry of entries) again.take(entry);
      expect(again.finish().notRecomputable).toEqual({
        count: 1,
        why: { restricted: 0, withheld: 1, erased: 0 },
      });
    }
  });

  test('a count kept from the public is in no incident: all fold the same, as if it were not stated', async () => {
    const mission = filed({ place: { ...exact, radius: 2500 } }, { count: [7, 7] });
    const [open, whole] = [foldOf(await mission.read()), foldOf(await mission.readAsMission())];
    expect([...whole.incidents.values()].map(({ count }) => count)).toEqual([{ min: 1, best: 1, max: 1 }]);
    expect(stateRoot(whole, 'public')).toBe(stateRoot(open, 'public'));
    expect(stateOf(whole)).toEqual(stateOf(open));
  });

  test('a restricted report hides no public one of the same source and id', async () => {
    const mission = new TestMission();
    const fields = reportFields(reportOf({ kind: 'flare' })).map((field) => ({
      ...field,
      audience: MISSION,
    }));
    mission.log.append({ audience: MISSION, fields });
    mission.file(reportOf());
    const [open, whole] = [foldOf(await mission.read()), foldOf(await mission.readAsMission())];
    expect(publishedRows(whole, 'public')).toHaveLength(1);
    expect(stateRoot(whole, 'public')).toBe(stateRoot(open, 'public'));
  });

  test('an agreement for some alone binds nobody, and is shown to nobody', async () => {
    const mission = new TestMission();
    mission.log.append({
      kind: 'agreement',
      by: mission.log.registrar,
      audience: MISSION,
      fields: Object.entries(testAgreement() as unknown as { readonly [name: string]: Json }).map(
        ([name, value]) => ({ name, value, audience: MISSION }),
      ),
    });
    expect(foldOf(await mission.readAsMission()).agreements).toHaveLength(1);
  });
});

describe('after an erasure of everything', () => {
  /** The record as it was held before, and as it is now: both readers come to the same state. */
  const erasedIn = async (mission: TestMission, index: number) => {
    const before = await mission.readAsMission();
    mission.log.erase(index, 'everything');
    const now = await mission.readAsMission();
    return { kept: foldOf([...before, ...now.slice(before.length)]), now: foldOf(now) };
  };

  test('the incident is gone, also for a reader who still holds the body', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    mission.file(reportOf({ id: idOf(2) }));
    const { kept, now } = await erasedIn(mission, index);
    for (const state of [kept, now]) {
      expect([...state.incidents.keys()]).toEqual([reportKey(reportOf({ id: idOf(2) }))]);
      expect([...state.reports.keys(), ...state.indications.keys()]).not.toContain(reportKey(reportOf()));
      expect(state.erasedAt).toBe(state.size - 1);
    }
    expect(stateRoot(kept, 'public')).toBe(stateRoot(now, 'public'));
  });

  test('the same report filed again stands in its place, for both readers', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    mission.file(reportOf({ kind: 'flare' }));
    const { kept, now } = await erasedIn(mission, index);
    expect([...kept.incidents.values()].map(({ kind }) => kind)).toEqual(['flare']);
    expect(stateRoot(kept, 'public')).toBe(stateRoot(now, 'public'));
  });

  test('by a key that may not erase, nothing goes', async () => {
    const mission = new TestMission();
    const index = mission.file(reportOf());
    const entries = await mission.read();
    mission.log.erase(index, 'everything');
    const forged = (await mission.read()).slice(entries.length).map((entry) => ({
      ...entry,
      ...(entry.header === undefined ? {} : { header: { ...entry.header, by: mission.log.device.id } }),
    }));
    const state = foldOf([...entries, ...forged]);
    expect([state.incidents.size, state.erasedAt]).toEqual([1, -1]);
  });
});
