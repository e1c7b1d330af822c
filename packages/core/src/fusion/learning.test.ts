import { describe, expect, test } from 'vitest';
import { fuseWhole } from './calibrate.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import { Fuser, keyOf } from './fuser.ts';
import type { FusionReport } from './report.ts';
import { randomFrom, uuid } from './testing.ts';

const START = Date.UTC(2026, 10, 20);

function at(seconds: number): string {
  return new Date(START + Math.round(seconds * 10) * 100).toISOString();
}

function blast(number: number, source: string, second: number, east: number, lasted = 0): FusionReport {
  return {
    id: uuid(number),
    source,
    kind: 'explosion',
    occurred:
      lasted > 0
        ? { from: at(second), to: at(second + lasted), extent: 'span', tolerance: 2 }
        : { from: at(second - 2), to: at(second + 2), extent: 'instant' },
    place: { type: 'point', at: [-28 + east / 82_600, 42], radius: 200 },
    means: 'camera',
  };
}

describe('what lasted', () => {
  test('a moment meets a stretch that began then, however long it went on', () => {
    const fuser = new Fuser(DEFAULT_MODELS);
    fuser.add([blast(1, 'north-camera', 1000, 0, 240), blast(2, 'south-camera', 1003, 50)]);
    expect(fuser.incidents()).toHaveLength(1);
  });

  test('of two that began together, the one that lasted as long is the same', () => {
    const fuser = new Fuser(DEFAULT_MODELS);
    fuser.add([blast(1, 'a', 1000, 0, 20), blast(2, 'a', 1004, 0, 120), blast(3, 'b', 1002, 0, 121)]);
    const home = fuser.incidentOf(keyOf('b', uuid(3)));
    expect(home?.reports).toContain(keyOf('a', uuid(2)));
    expect(home?.links[0]?.because.span).toBeGreaterThan(1000);
  });
});

describe('what is told again word for word', () => {
  const seen = blast(1, 'north-camera', 1000, 0);
  const retold: FusionReport = { ...seen, id: uuid(9), source: 'village', means: 'told' };

  test('is of that incident, and no second origin', () => {
    const fuser = new Fuser(DEFAULT_MODELS);
    fuser.add([retold]);
    fuser.add([seen]);
    const [incident, ...others] = fuser.incidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ origins: 1, id: keyOf('north-camera', uuid(1)) });
  });

  test('stands for itself once the account that it repeats is erased', () => {
    const fuser = new Fuser(DEFAULT_MODELS);
    fuser.add([seen, retold]);
    fuser.remove([keyOf('north-camera', uuid(1))]);
    expect(fuser.incidents().map(({ reports }) => reports)).toEqual([[keyOf('village', uuid(9))]]);
  });

  test('nobody who claims to have seen it takes the account of another away', () => {
    const fuser = new Fuser(DEFAULT_MODELS);
    fuser.add([seen, { ...seen, id: uuid(9), source: 'copier' }]);
    expect(fuser.incidents()[0]).toMatchObject({ origins: 2 });
  });
});

describe('fuse over a whole input', () => {
  // Five cameras see the same blasts in one place; the clock of the last is three minutes and a half ahead.
  const random = randomFrom(5);
  const reports: FusionReport[] = [];
  let second = 0;
  for (let number = 0; number < 60; number++) {
    second += 100 + 900 * random();
    for (let camera = 0; camera < 5; camera++)
      if (random() < 0.7)
        reports.push(
          blast(
            reports.length,
            `camera-${camera}`,
            second + 2 * random() + (camera === 4 ? 210 : 0),
            300 * random(),
          ),
        );
  }

  test('finds a clock that is off by minutes, though none of its reports met another', () => {
    const { clocks } = fuseWhole(reports, DEFAULT_MODELS);
    const whole = (source: string) => clocks.find((one) => one.source === source)?.offset ?? Number.NaN;
    expect(Math.abs(whole('camera-4') - 210_000)).toBeLessThan(5000);
    for (const source of ['camera-0', 'camera-1', 'camera-2', 'camera-3'])
      expect(Math.abs(whole(source))).toBeLessThan(5000);
  });

  test('counts each blast once then', () => {
    expect(fuseWhole(reports, DEFAULT_MODELS).incidents.length).toBe(60);
  });

  test('learns who states too much, and leaves what somebody measured', () => {
    const wide = reports.map(
      (report): FusionReport =>
        report.source === 'camera-2' && report.place.type === 'point'
          ? { ...report, place: { ...report.place, radius: 1500 } }
          : report,
    );
    const scale = (models: typeof DEFAULT_MODELS) =>
      fuseWhole(wide, models).models.sources.scales.find(({ source }) => source === 'camera-2')?.place;
    expect(scale(DEFAULT_MODELS)).toBeLessThan(0.7);
    const stated = { source: 'camera-2', place: 1.5, time: 1 };
    expect(scale({ ...DEFAULT_MODELS, sources: { known: [], scales: [stated] } })).toBe(1.5);
  });
});
