import { describe, expect, test } from 'vitest';
import { fuseWhole } from './calibrate.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser, keyOf } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { FusionReport } from './report.ts';
import { BARRAGE, makeWorld, randomFrom, shuffled } from './testing.ts';

const SEED = 20_261_122;

/** Follows what each batch changed, as a store does. */
function follow(batches: readonly (readonly FusionReport[])[]) {
  const fuser = new Fuser(DEFAULT_MODELS);
  const stored = new Map<string, FusedIncident>();
  for (const batch of batches) {
    const { changed, gone } = fuser.add(batch);
    for (const id of gone) stored.delete(id);
    for (const incident of changed) stored.set(incident.id, incident);
  }
  return { fuser, stored };
}

function textOf(incidents: Iterable<FusedIncident>): string {
  return [...incidents]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((incident) => JSON.stringify(incident))
    .join('\n');
}

function batchesOf(reports: readonly FusionReport[], size: number): readonly (readonly FusionReport[])[] {
  const batches: FusionReport[][] = [];
  for (let at = 0; at < reports.length; at += size) batches.push(reports.slice(at, at + size));
  return batches;
}

describe(`in whatever order and batches reports come (seed ${SEED})`, () => {
  const { reports } = makeWorld({ ...BARRAGE, seed: SEED, incidents: 700, days: 0.4, people: 'rough' });
  const whole = textOf(follow([reports]).stored.values());

  test.each([1, 37, 1000])('batches of %i give the same incidents, byte for byte', (size) => {
    for (const seed of [1, 2, 3]) {
      const order = shuffled(reports.length, randomFrom(seed)).map((at) => reports[at] as FusionReport);
      const { fuser, stored } = follow(batchesOf(order, size));
      expect(textOf(stored.values())).toBe(whole);
      expect(textOf(fuser.incidents())).toBe(whole);
    }
  });

  test('in order of time and its reverse too', () => {
    const inTime = [...reports].sort((a, b) => (a.occurred.from < b.occurred.from ? -1 : 1));
    expect(textOf(follow(batchesOf(inTime, 200)).stored.values())).toBe(whole);
    expect(textOf(follow(batchesOf(inTime.reverse(), 41)).stored.values())).toBe(whole);
  });

  test('reports that are erased leave the incidents of the others, and come back as they were', () => {
    const { fuser } = follow([reports]);
    const erased = reports.filter((_, at) => at % 9 === 0);
    for (const batch of batchesOf(erased, 5)) fuser.remove(batch.map(({ source, id }) => keyOf(source, id)));
    expect(textOf(fuser.incidents())).toBe(
      textOf(follow([reports.filter((_, at) => at % 9 !== 0)]).stored.values()),
    );
    for (const batch of batchesOf(erased, 4)) fuser.add(batch);
    expect(textOf(fuser.incidents())).toBe(whole);
  });

  test('what fuse learns of sources is the same, and so are its incidents', () => {
    const learnt = JSON.stringify(fuseWhole(reports, DEFAULT_MODELS));
    const order = shuffled(reports.length, randomFrom(4)).map((at) => reports[at] as FusionReport);
    expect(JSON.stringify(fuseWhole(order, DEFAULT_MODELS)) === learnt).toBe(true);
  });

  test('every report is in exactly one incident', () => {
    const { stored } = follow([reports]);
    const keys = [...stored.values()].flatMap((incident) => incident.reports);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(reports.length);
  });
});

describe('with a press that writes of days and districts', () => {
  test.each([1, 2, 3, 4, 5, 6])('any batches give the same reasons too, byte for byte (seed %i)', (seed) => {
    const reports = pressReports(seed);
    const whole = textOf(follow([reports]).stored.values());
    for (const size of [1, 5, 20])
      expect(textOf(follow(batchesOf(reports, size)).stored.values())).toBe(whole);
  });
});

/** What outlets write of a few towns, some to the minute and most to the day: much that could attach to each other. */
function pressReports(seed: number): readonly FusionReport[] {
  const random = randomFrom(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const quarter = 21_600_000;
  return Array.from({ length: 140 }, (_, i) => {
    const begun = Date.UTC(2026, 4, 1) + Math.floor(random() * 16) * quarter;
    return {
      id: `article-${i}`,
      source: `outlet-${one([0, 1, 2, 3, 4, 5, 6, 7])}`,
      kind: one(['explosion', 'explosion', 'artillery-fire']),
      means: one(['media', 'media', 'seen']),
      occurred: {
        from: new Date(begun).toISOString(),
        to: new Date(begun + one([60_000, quarter, 4 * quarter])).toISOString(),
      },
      place: {
        type: 'point',
        at: [37 + one([0, 1, 2]) / 40, 48 + one([0, 1, 2]) / 40],
        radius: one([500, 3000, 8000, 15_000]),
      },
    };
  });
}
