import { describe, expect, test } from 'vitest';
import { fuseWhole } from './calibrate.ts';
import { DEFAULT_MODELS } from './default-models.ts';
import { keyOf } from './fuser.ts';
import type { FusedIncident } from './incident.ts';
import type { FusionReport } from './report.ts';
import { makeWorld, NORMAL, randomFrom, uuid } from './testing.ts';

const SEED = 41;
const CRAFTED = 10_000;
const { reports } = makeWorld({ ...NORMAL, seed: SEED, incidents: 900, days: 3, people: 'rough' });
const honest = fuseWhole(reports, DEFAULT_MODELS).incidents;
const random = randomFrom(SEED);
const pick = (): FusionReport => reports[Math.floor(random() * reports.length)] as FusionReport;
const crafted = (at: number, like: FusionReport, change: object = {}): FusionReport => ({
  ...like,
  source: 'mallory',
  id: uuid(1_000_000 + at),
  ...change,
});
const MINUTE = 60_000;
const shifted = (time: string, by: number): string =>
  new Date(Date.parse(time) + by).toISOString().replace('.000Z', 'Z');

/** What each attack files. None can know more than what is public: the reports of the others. */
const attacks: { readonly [name: string]: () => readonly FusionReport[] } = {
  'a flood of copies of what others filed': () =>
    Array.from({ length: CRAFTED }, (_, at) => crafted(at, pick())),
  'a chain between every two incidents': () =>
    Array.from({ length: CRAFTED }, (_, at) => {
      const [a, b] = [pick(), pick()];
      const middle = (Date.parse(a.occurred.from) + Date.parse(b.occurred.from)) / 2;
      return crafted(at, a, {
        occurred: {
          from: shifted(a.occurred.from, (at % 21) * MINUTE - 10 * MINUTE),
          to: shifted(a.occurred.from, (at % 21) * MINUTE + 10 * MINUTE),
        },
        place: { type: 'point', at: [-0.5 + 37 + (middle % 7) / 3, 48], radius: 5000 },
      });
    }),
  'ten thousand at one place and moment': () => {
    const like = pick();
    return Array.from({ length: CRAFTED }, (_, at) =>
      crafted(at, like, {
        count: [500, 500 + at],
        occurred: { from: like.occurred.from, to: shifted(like.occurred.to, (at % 90) * 1000) },
      }),
    );
  },
  'one who says that it saw what others were told': () =>
    Array.from({ length: CRAFTED }, (_, at) => crafted(at, pick(), { means: 'seen' })),
  "one report's place with another's time": () =>
    Array.from({ length: CRAFTED }, (_, at) => {
      const [a, b] = [pick(), pick()];
      return crafted(at, a, { place: b.place, occurred: at % 2 === 0 ? a.occurred : b.occurred });
    }),
  'copied ids': () =>
    reports
      .map((like) => ({ ...like, source: 'mallory' }))
      .concat(reports.flatMap((like, at) => [crafted(at, like), crafted(at + 5000, like)])),
};

/** The incidents of the honest, as sets of their own reports. */
function honestSets(incidents: readonly FusedIncident[]): readonly string[] {
  const own = new Set(reports.map(({ source, id }) => keyOf(source, id)));
  return incidents
    .map((incident) => incident.reports.filter((key) => own.has(key)).join(' '))
    .filter((keys) => keys !== '')
    .sort();
}

describe(`one hostile source (seed ${SEED})`, () => {
  test.each(Object.keys(attacks))(
    '%s: joins nothing, parts nothing, moves nothing of what others filed',
    (name) => {
      const all = [...reports, ...(attacks[name]?.() ?? [])];
      const { incidents } = fuseWhole(all, DEFAULT_MODELS);
      expect(honestSets(incidents)).toEqual(honestSets(honest));
      // What others filed stands as it stood: same id, place, time and count.
      const before = new Map(honest.map((incident) => [incident.id, incident]));
      for (const incident of incidents) {
        if (incident.only !== undefined) continue;
        const { id, kind, occurred, place, count, origins } = incident;
        expect(before.get(id)).toMatchObject({ id, kind, occurred, place, count, origins });
      }
      // All that it adds stands under its own mark.
      expect(incidents.filter(({ only }) => only === undefined)).toHaveLength(honest.length);
      expect(new Set(incidents.map(({ only }) => only))).toEqual(new Set([undefined, 'mallory']));
    },
  );

  test('a few well placed reports, too few to crowd, join no two incidents that others keep apart', () => {
    const few = reports.slice(0, 60).map((like, at) => {
      const other = reports[(at * 7 + 1) % reports.length] as FusionReport;
      return crafted(at, like, { place: { ...other.place }, occurred: like.occurred });
    });
    const { incidents } = fuseWhole([...reports, ...few], DEFAULT_MODELS);
    const home = new Map(honest.flatMap(({ id, reports: keys }) => keys.map((key) => [key, id])));
    for (const { reports: keys } of incidents) {
      const homes = new Set(keys.map((key) => home.get(key)).filter((id) => id !== undefined));
      expect(homes.size).toBeLessThanOrEqual(1);
    }
  });
});
