import { expect, test } from 'vitest';
import { DEFAULT_MODELS } from '../fusion/index.ts';
import { FUSION_ENTRY, fusionEntryOf } from './fused-maker.ts';
import { fitting, lessonsOf, previewLessons } from './learning.ts';
import { stateRoot } from './published.ts';
import { incidentWith } from './state.ts';
import { Desk, idOf, LAST, reportOf } from './testing.ts';
import { fuse, seen } from './testing-fused.ts';
import { reportFields } from './views.ts';

/** Twenty evenings of two things each, as six posts saw them; the clock of the first is minutes ahead. */
function weeks(ahead: number, fused = true): Desk {
  const desk = new Desk();
  if (fused) fuse(desk);
  let number = 0;
  for (let evening = 0; evening < 40; evening += 1)
    for (let post = 1; post <= 6; post += 1) {
      number += 1;
      const off = (post === 1 ? ahead : 0) + ((number * 7) % 5);
      const east = ((number * 3) % 4) * 0.0004 + (evening % 3) * 0.05;
      desk.log.append({
        fields: reportFields(
          reportOf({ id: idOf(number), source: `post-${post}`, ...seen(evening * 43_200 + off, east) }),
        ),
      });
    }
  return desk;
}

test('a mission learns of a clock that is minutes off and of how sure its posts are, by entries alone', async () => {
  const desk = weeks(480);
  const before = await desk.fold();
  const root = stateRoot(before, 'public');
  const lessons = lessonsOf(before);
  const own = lessons.clocks.filter(({ source }) => source === 'post-1');
  expect(Math.abs((own[0]?.offset ?? 0) - 480_000)).toBeLessThan(10_000);
  expect(lessons.parameters?.parameters?.sources.scales.length).toBeGreaterThan(0);
  const preview = previewLessons(before, lessons);
  // Asking changes nothing.
  expect([stateRoot(before, 'public'), before.clocks]).toEqual([root, []]);
  for (const clock of lessons.clocks) desk.put('registrar', 'source-clock', clock);
  desk.put('registrar', 'fusion-parameters', lessons.parameters ?? {});
  const after = await desk.fold();
  expect([after.fusion, LAST.get(after)?.at(-1)]).toMatchObject([
    lessons.parameters,
    { kind: 'fusion-parameters' },
  ]);
  expect([before.incidents.size, after.incidents.size]).toEqual([preview.before, preview.after]);
  expect([preview.before, preview.after, preview.parted.length]).toEqual([80, 40, 0]);
  for (const { id, of } of preview.joined)
    expect(new Set(of.map((old) => incidentWith(after, old)?.id))).toEqual(new Set([id]));
});

test('what is learnt again from the same reports is nothing, and what somebody stated of a clock holds', async () => {
  const desk = weeks(480);
  const stated = {
    source: 'post-1',
    from: '2026-11-01T00:00:00Z',
    to: '2027-01-01T00:00:00Z',
    offset: 470_000,
    sigma: 1000,
  };
  desk.put('duty-1', 'source-clock', stated);
  const lessons = lessonsOf(await desk.fold());
  expect(lessons.clocks.filter(({ source }) => source === 'post-1')).toEqual([]);
  for (const clock of lessons.clocks) desk.put('registrar', 'source-clock', clock);
  desk.put('registrar', 'fusion-parameters', lessons.parameters ?? {});
  const again = lessonsOf(await desk.fold());
  expect([again.clocks, again.parameters?.hash ?? lessons.parameters?.hash]).toEqual([
    [],
    lessons.parameters?.hash,
  ]);
});

test('reports that some alone may read teach nothing that everyone then reads', async () => {
  const desk = weeks(0);
  const open = lessonsOf(await desk.fold());
  for (let number = 1; number <= 30; number += 1)
    desk.log.append({
      audience: 'mission',
      fields: reportFields(
        reportOf({ id: idOf(1000 + number), source: 'post-9', ...seen(number * 43_200, 0.001) }),
      ).map((field) => ({ ...field, audience: 'mission' })),
    });
  const state = await desk.fold();
  expect(state.reports.size).toBe(270);
  expect(lessonsOf(state)).toEqual(open);
});

test('where nothing is to be learnt, the models of the program are taken up as they are', async () => {
  const desk = new Desk();
  desk.report(1, seen(0));
  const lessons = lessonsOf(await desk.fold());
  expect(lessons).toEqual({ reports: 1, clocks: [], leftOut: 0, parameters: FUSION_ENTRY });
});

test('more sources than an entry holds: those that are farthest off are told, and how many are not', () => {
  const scales = Array.from({ length: 3000 }, (_, at) => ({
    source: `post-${at}`,
    place: 1 + (at % 90) / 100,
    time: 1,
  }));
  const { kept, leftOut } = fitting({ ...DEFAULT_MODELS, sources: { known: [], scales } });
  const length = JSON.stringify(fusionEntryOf(kept)).length;
  expect([length > 50_000, length < 65_000]).toEqual([true, true]);
  // Of every ninety one has a factor of 1, which says nothing.
  expect(kept.sources.scales.length + leftOut).toBe(3000 - Math.ceil(3000 / 90));
  expect(Math.min(...kept.sources.scales.map(({ place }) => place))).toBeGreaterThan(1.5);
});
