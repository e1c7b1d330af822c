import { describe, expect, test } from 'vitest';
import { DEFAULT_MODELS, type SensorModels } from '../fusion/index.ts';
import type { ReadEntry } from '../record/index.ts';
import { takeEntry } from './fold.ts';
import { FUSION_ENTRY, fusedBy, fusionEntryOf } from './fused-maker.ts';
import { stateRoot } from './published.ts';
import { recompute } from './recompute.ts';
import { restoreState, snapshotOf } from './snapshot.ts';
import { incidentWith } from './state.ts';
import { stateOf } from './statement.ts';
import { type Desk, foldOf, LAST } from './testing.ts';
import { evening, fuse, groupsOf, seen, sorted } from './testing-fused.ts';

/** Models by which what was seen is known to most of an hour: two hours apart may be one thing. */
const VAGUE: SensorModels = {
  ...DEFAULT_MODELS,
  version: 2,
  means: {
    ...DEFAULT_MODELS.means,
    seen: { ...(DEFAULT_MODELS.means.seen as SensorModels['means'][string]), timeFloor: 2400 },
  },
  sharp: { seconds: 3600, metres: 6000 },
};
const ADOPTED = fusionEntryOf(VAGUE);

const adopt = (desk: Desk, body: object = ADOPTED) => desk.put('registrar', 'fusion-parameters', body);

function checksOf(entries: readonly ReadEntry[]) {
  const again = recompute();
  for (const entry of entries) again.take(entry);
  return again.finish().statements;
}

describe('sensor models that an entry holds', () => {
  test('group what was filed before and after, and stand in the statement by their hash', async () => {
    const { desk, keys } = evening();
    expect(await groupsOf(desk)).toHaveLength(2);
    adopt(desk);
    const state = await desk.fold();
    expect(incidentWith(state, keys[0])?.reports).toEqual(sorted(...keys));
    expect(state.fusion).toEqual(ADOPTED);
    expect(stateOf(state).statement.fusion).toEqual({
      method: fusedBy(VAGUE).method,
      parameters: ADOPTED.hash,
    });
    const late = desk.report(4, seen(3600));
    expect(incidentWith(await desk.fold(), late)?.reports).toEqual(sorted(...keys, late));
  });

  test('lead every reader to what is stated, and give way to the models of the program again', async () => {
    const { desk, keys } = evening(false);
    for (const body of [ADOPTED, FUSION_ENTRY, ADOPTED]) {
      adopt(desk, body);
      await desk.state();
    }
    fuse(desk);
    await desk.state();
    const state = await desk.fold();
    expect([state.fusion, incidentWith(state, keys[2])?.reports]).toEqual([FUSION_ENTRY, [keys[2]]]);
    for (const entries of [await desk.read(), await desk.readAsMission()])
      expect(checksOf(entries).map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same', 'same']);
  });

  test('go into a snapshot at any size, and a host that has them not by itself goes on from it', async () => {
    const { desk, keys } = evening();
    adopt(desk);
    desk.report(4, seen(3600));
    desk.put('duty-1', 'assessment', { incident: keys[0], status: 'under inquiry' });
    fuse(desk);
    desk.report(5, seen(7201));
    const entries = await desk.readAsMission();
    const whole = foldOf(entries);
    for (let size = 1; size < entries.length; size += 1) {
      const again = restoreState(structuredClone(snapshotOf(foldOf(entries.slice(0, size)))));
      if (!again.ok) throw new Error(again.refusal.message);
      for (const entry of entries.slice(size)) takeEntry(again.value, entry);
      expect(stateRoot(again.value, 'mission')).toBe(stateRoot(whole, 'mission'));
    }
  });

  test('mean the same in whatever order their fields were written', async () => {
    const roots = await Promise.all(
      [VAGUE, Object.fromEntries(Object.entries(VAGUE).toReversed()) as SensorModels].map(async (models) => {
        const { desk } = evening();
        adopt(desk, fusionEntryOf(models));
        return stateRoot(await desk.fold(), 'public');
      }),
    );
    expect(new Set(roots).size).toBe(1);
  });
});

describe('what was decided before other models are adopted', () => {
  test('stays as it was decided, and the evidence is put before a person', async () => {
    const { desk, keys } = evening();
    for (const incident of [keys[0], keys[2]])
      desk.put('duty-1', 'assessment', { incident, status: 'under inquiry' });
    adopt(desk);
    const state = await desk.fold();
    expect(incidentWith(state, keys[0])?.reports).toEqual(sorted(keys[0], keys[1]));
    expect(incidentWith(state, keys[2])?.reports).toEqual([keys[2]]);
    expect(LAST.get(state)).toContainEqual({
      type: 'waits',
      incident: expect.any(String),
      message: expect.stringContaining('a person joins them or leaves them apart'),
    });
  });

  test('is taken back as if no models had come between', async () => {
    const roots = await Promise.all(
      [false, true].map(async (between) => {
        const { desk, keys } = evening();
        const [a, , c] = keys;
        const join = desk.put('duty-1', 'join', { reports: [a, c], reason: 'one' });
        desk.put('duty-1', 'assessment', { incident: a, status: 'under inquiry' });
        if (between) adopt(desk, fusionEntryOf({ ...DEFAULT_MODELS, version: 3 }));
        desk.put('duty-2', 'undo', { entry: join, reason: 'two' });
        const state = await desk.fold();
        expect(incidentWith(state, c)?.reports).toEqual([c]);
        return stateRoot(state, 'public');
      }),
    );
    expect(roots[1]).toBe(roots[0]);
  });

  test('owes an erratum where the incidents of a bulletin are others now, and none where they are the same', async () => {
    const { desk } = evening();
    desk.put('duty-1', 'number', { incident: desk.report(4, seen(90_000)), number: 'n-1' });
    const rule = { rule: 'each-explosion', version: 1 };
    const stretch = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
    const size = desk.log.size;
    desk.put('duty-1', 'bulletin', { number: '1/2026', type: 'daily', ...stretch, size, rule });
    adopt(desk, fusionEntryOf({ ...DEFAULT_MODELS, version: 3 }));
    expect((await desk.fold()).bulletins.get('1/2026')?.touched).toEqual([]);
  });
});

describe('an entry that names models is refused', () => {
  const cases: readonly (readonly [what: string, body: object, why: RegExp])[] = [
    ['under a hash that is not theirs', { ...ADOPTED, hash: FUSION_ENTRY.hash }, /hash is not that of its/],
    ['under another version', { ...ADOPTED, version: 7 }, /version is 7, and that of its parameters is 2/],
    [
      'with a field that nobody knows',
      { ...ADOPTED, parameters: { ...VAGUE, colour: 1 } },
      /parameters\.colour is not known here/,
    ],
    [
      'without a model for those of whom nothing is known',
      { ...ADOPTED, parameters: { ...VAGUE, means: { seen: VAGUE.means.seen } } },
      /parameters\.means\.unknown is missing/,
    ],
    [
      'with a word that is impossible',
      {
        ...ADOPTED,
        parameters: { ...VAGUE, means: { ...VAGUE.means, seen: { ...VAGUE.means.seen, generic: 0 } } },
      },
      /parameters\.means\.seen\.generic must be 0\.001 or more/,
    ],
    [
      'with a source that is stated twice',
      {
        ...ADOPTED,
        parameters: {
          ...VAGUE,
          sources: { known: [], scales: [1, 2].map((place) => ({ source: 'post-1', place, time: 1 })) },
        },
      },
      /parameters\.sources\.scales names post-1 twice/,
    ],
    ['which this program has not, without them', { version: 3, hash: ADOPTED.hash }, /does not hold them/],
  ];
  test.each(cases)('%s', async (_, body, why) => {
    const { desk } = evening();
    const before = stateRoot(await desk.fold(), 'mission');
    adopt(desk, body);
    const state = await desk.fold();
    expect(LAST.get(state)).toMatchObject([{ type: 'ignored', message: expect.stringMatching(why) }]);
    expect([stateRoot(state, 'mission'), state.fusion]).toEqual([before, FUSION_ENTRY]);
  });
});
