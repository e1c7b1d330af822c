import { readMoment } from '@armistice/core/base';
import { parseReport, type Report, reportKey } from '@armistice/core/mission';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder } from './order.ts';
import type { ExercisePlace } from './place.ts';
import { mirrored } from './place.ts';
import { loadPlace } from './place-files.ts';
import { DAY_MS, type SimulatedDay, type Simulation, type SimulationOptions } from './rows.ts';
import { GENERATORS, type GeneratorName } from './simulations.ts';

const place = await loadPlace();
const DAY = Date.UTC(2026, 10, 20) / DAY_MS;

const made = (
  name: GeneratorName,
  options: Partial<SimulationOptions> = {},
  where: ExercisePlace = place,
): Simulation => GENERATORS[name](where, { seed: 5, rate: 120, density: 'normal', ...options });

/** A day as bytes. */
const bytes = (day: SimulatedDay) => JSON.stringify([day.filings, day.coverage(), day.truth()]);

describe.each(['first', 'second'] as const)('the %s generator', (name) => {
  test('gives the same bytes for the same seed, and other bytes for another', () => {
    expect(bytes(made(name).day(DAY))).toBe(bytes(made(name).day(DAY)));
    expect(bytes(made(name).day(DAY))).not.toBe(bytes(made(name, { seed: 6 }).day(DAY)));
  });

  test('makes each day by itself: after other days, before them, or alone it is the same', () => {
    const [forwards, backwards] = [made(name), made(name)];
    const days = [DAY, DAY + 1, DAY + 2, DAY + 40];
    const one = days.map((day) => bytes(forwards.day(day)));
    const other = days.toReversed().map((day) => bytes(backwards.day(day)));
    expect(other.toReversed()).toEqual(one);
    expect(bytes(made(name).day(DAY + 2))).toBe(one[2]);
  });

  test('files only reports that the intake takes, and each says that it is an exercise', () => {
    const seeds = fc.integer({ min: 0, max: 0xffffffff });
    const density = fc.constantFrom('normal' as const, 'barrage' as const);
    fc.assert(
      fc.property(seeds, density, fc.integer({ min: 0, max: 20_000 }), (seed, dense, after) => {
        for (const { report } of made(name, { seed, density: dense, rate: 40 }).day(DAY + after).filings) {
          const read = parseReport(JSON.parse(JSON.stringify(report)));
          if (!read.ok) throw new Error(`${read.refusal.message}: ${JSON.stringify(report)}`);
          expect(report.text).toMatch(/EXERCISE|EXERCICE|НАВЧАННЯ|УЧЕНИЯ|تمرين/);
        }
      }),
      { numRuns: 25, seed: 1 },
    );
  });

  test('tells the truth of exactly the reports that exist, and of no other', () => {
    for (const density of ['normal', 'barrage'] as const) {
      const day = made(name, { density, rate: 300 }).day(DAY);
      const { incidents, accounts } = day.truth();
      const filed = new Set(day.filings.map((one) => reportKey(one.report)));
      expect(new Set(accounts.map((one) => one.report))).toEqual(filed);
      expect(accounts).toHaveLength(filed.size);
      const known = new Map(incidents.map((one) => [one.incident, one]));
      expect(known.size).toBe(incidents.length);
      for (const { report, incident, covers, role, of } of accounts) {
        if (incident !== null) expect(known.get(incident)?.reports).toContain(report);
        for (const covered of covers) expect(known.get(covered)?.covers).toContain(report);
        if (of !== undefined) expect(filed).toContain(of);
        if (role === 'false') expect([incident, covers]).toEqual([null, []]);
        if (role === 'group') expect([incident, covers.length > 3]).toEqual([null, true]);
      }
      const described = accounts.filter((one) => one.incident !== null).length;
      expect(incidents.reduce((sum, one) => sum + one.reports.length, 0)).toBe(described);
      const covered = accounts.reduce((sum, one) => sum + one.covers.length, 0);
      expect(incidents.reduce((sum, one) => sum + one.covers.length, 0)).toBe(covered);
    }
  });

  test('makes as many incidents a day as it is asked for, on average', () => {
    const incidents = (rate: number) => {
      const simulation = made(name, { rate, seed: 9 });
      let count = 0;
      for (let day = DAY; day < DAY + 40; day++)
        count += simulation
          .day(day)
          .truth()
          .incidents.filter((one) => one.setting !== 'harm').length;
      return count / 40;
    };
    expect(incidents(12) / 12).toBeGreaterThan(0.85);
    expect(incidents(12) / 12).toBeLessThan(1.15);
    expect(incidents(60) / 60).toBeGreaterThan(0.85);
    expect(incidents(60) / 60).toBeLessThan(1.15);
  });

  test('sends some reports twice, and what is sent twice under one id is the same to the letter', () => {
    const { filings } = made(name, { rate: 600 }).day(DAY);
    const before = new Map<string, Report>();
    let twice = 0;
    for (const { report } of filings) {
      const key = reportKey(report);
      const first = before.get(key);
      if (first !== undefined) {
        twice += 1;
        expect(report).toEqual(first);
      }
      before.set(key, report);
    }
    expect(twice).toBeGreaterThan(3);
  });

  test('files after the fact, by five days at most, and comes out sorted over the days', () => {
    const simulation = made(name, { rate: 200 });
    for (let day = DAY; day < DAY + 6; day++)
      for (const { at, report } of simulation.day(day).filings) {
        expect(at).toBeGreaterThanOrEqual(day * DAY_MS - 3_600_000);
        expect(at).toBeLessThan((day + 5) * DAY_MS);
        const happened = readMoment(report.occurred.from) ?? Number.NaN;
        // A clock that is ahead, and a notice, may name a time that is still to come.
        if (report.kind !== 'notification') expect(at).toBeGreaterThan(happened - 20 * 60_000);
      }
    for (const order of ['id', 'filed'] as const) {
      const all = [...inOrder(simulation, DAY, 6, order)].flatMap((one) => one.filings);
      const lengths = Array.from({ length: 6 }, (_, k) => simulation.day(DAY + k).filings.length);
      expect(all).toHaveLength(lengths.reduce((sum, one) => sum + one, 0));
      for (let k = 1; k < all.length; k++) {
        const [a, b] = [all[k - 1], all[k]];
        if (a === undefined || b === undefined) continue;
        if (order === 'id') expect(a.report.id <= b.report.id).toBe(true);
        else expect(a.at).toBeLessThanOrEqual(b.at);
      }
    }
  });

  test('covers every hour of each fixed source once, and a source that does not observe notices nothing then', () => {
    const simulation = made(name, { rate: 500 });
    const day = simulation.day(DAY);
    // Patrols and UAV teams are out for some hours and claim nothing for the others.
    const fixed = day.coverage().filter((one) => !/^(patrol|uav)-/.test(one.source));
    const bySource = Map.groupBy(fixed, (one) => one.source);
    expect(bySource.size).toBeGreaterThan(80);
    for (const rows of bySource.values()) {
      const times = rows
        .map((one) => [readMoment(one.from) ?? 0, readMoment(one.to) ?? 0] as const)
        .sort((a, b) => a[0] - b[0]);
      expect(times[0]?.[0]).toBe(DAY * DAY_MS);
      expect(times.at(-1)?.[1]).toBe((DAY + 1) * DAY_MS);
      for (let k = 1; k < times.length; k++) expect(times[k]?.[0]).toBe(times[k - 1]?.[1]);
    }
    const lost = fixed.filter((one) => one.state === 'not');
    expect(lost.length).toBeGreaterThan(3);
    for (const one of lost) expect(one.cause).toMatch(/^[a-z ]+$/);
    const incidents = new Map(day.truth().incidents.map((one) => [one.incident, one]));
    for (const { source, incident, role } of day.truth().accounts) {
      const happened = readMoment(incidents.get(incident ?? '')?.occurred.from ?? '');
      if (role !== 'observed' || happened === undefined) continue;
      const blind = lost.some(
        (one) =>
          one.source === source &&
          happened >= (readMoment(one.from) ?? 0) &&
          happened < (readMoment(one.to) ?? 0),
      );
      expect(blind).toBe(false);
    }
  });

  test('treats the parties alike: each has half of everything, and in a mirror the other has what the one had', () => {
    const [straight, flipped] = [shares(name, place), shares(name, mirrored(place, 42))];
    for (const what of WHAT) {
      const [here, there] = [mean(straight[what]), mean(flipped[what])];
      expect([what, here.samples >= 25]).toEqual([what, true]);
      // Fire comes in bursts: the noise is what it is from day to day, not that of independent events.
      expect([what, Math.abs(here.mean - 0.5) < 4 * here.error]).toEqual([what, true]);
      expect([what, Math.abs(here.mean - (1 - there.mean)) < 4 * (here.error + there.error)]).toEqual([
        what,
        true,
      ]);
      expect([what, here.error < 0.08]).toEqual([what, true]);
    }
  });
});

const WHAT = ['acts', 'reports', 'claims', 'inflated', 'invented'] as const;
type Shares = { readonly [what in (typeof WHAT)[number]]: number[] };

/** The share of the north in each of thirty days of as many seeds; a day without anything has none. */
function shares(name: GeneratorName, where: ExercisePlace): Shares {
  const all: Shares = { acts: [], reports: [], claims: [], inflated: [], invented: [] };
  for (let seed = 1; seed <= 30; seed++) {
    const day = made(name, { seed, rate: 160 }, where).day(DAY);
    const { incidents, accounts } = day.truth();
    const tally: Record<string, Record<string, number>> = {};
    const add = (what: (typeof WHAT)[number], party: string, count: number) => {
      const row = tally[what] ?? { north: 0, south: 0 };
      tally[what] = { ...row, [party]: (row[party] ?? 0) + count };
    };
    for (const { actor, reports } of incidents) {
      if (actor === undefined) continue;
      add('acts', actor, 1);
      add('reports', actor, reports.length);
    }
    const roles = new Map(accounts.map((account) => [account.report, account.role]));
    for (const { report } of day.filings) {
      if (report.actor === undefined || report.means !== 'told') continue;
      const role = roles.get(reportKey(report));
      add('claims', report.actor.party, 1);
      if (role === 'exaggerated') add('inflated', report.actor.party, 1);
      if (role === 'false') add('invented', report.actor.party, 1);
    }
    for (const what of WHAT) {
      const { north = 0, south = 0 } = tally[what] ?? {};
      if (north + south > 0) all[what].push(north / (north + south));
    }
  }
  return all;
}

function mean(values: readonly number[]) {
  const average = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance =
    values.reduce((sum, one) => sum + (one - average) * (one - average), 0) / (values.length - 1);
  return { mean: average, error: Math.sqrt(variance / values.length), samples: values.length };
}

test('the first generator knows the parties by their place alone: under each other’s name all is the same', () => {
  const swap = (party: string) => (party === 'north' ? 'south' : party === 'south' ? 'north' : party);
  const renamed: ExercisePlace = {
    ...place,
    parties: ['south', 'north'],
    sites: place.sites.map((one) => ({ ...one, party: swap(one.party) })),
    towns: place.towns.map((one) => ({ ...one, party: swap(one.party) })),
    zones: place.zones.map((one) => ({ ...one, party: swap(one.party) })),
  };
  const swapped = (text: string) =>
    text.replace(/("(?:party|actor)":)"(north|south)"/g, (_, key, party) => `${key}"${swap(party)}"`);
  const [here, there] = [
    made('first', { rate: 400 }).day(DAY),
    made('first', { rate: 400 }, renamed).day(DAY),
  ];
  const keyless = (day: SimulatedDay) =>
    day
      .truth()
      .incidents.map(({ reports, covers, ...rest }) => ({ ...rest, n: reports.length, m: covers.length }));
  // Keys of media that quote by key depend on nothing but source and id, so reports are equal whole.
  expect(swapped(JSON.stringify(there.filings))).toBe(JSON.stringify(here.filings));
  expect(swapped(JSON.stringify(keyless(there)))).toBe(JSON.stringify(keyless(here)));
});

describe('patrols and UAV teams of the first generator', () => {
  const day = made('first', { rate: 2000 }).day(DAY);
  const rows = Map.groupBy(day.coverage(), (one) => one.source);
  const out = (source: string, moment: number) =>
    rows
      .get(source)
      ?.some((one) => moment >= (readMoment(one.from) ?? 0) && moment <= (readMoment(one.to) ?? 0)) ?? false;

  test('file of weapons and jamming only from while they were out, and each thing once', () => {
    const seen = new Set<string>();
    const accounts = day.truth().accounts.filter((one) => one.role === 'observed' && one.incident !== null);
    const incidentOf = new Map(accounts.map((one) => [`${one.source} ${one.id}`, one.incident]));
    for (const { report } of day.filings) {
      const incident = incidentOf.get(`${report.source} ${report.id}`);
      if (incident === undefined || !/^(patrol|uav)-/.test(report.source)) continue;
      const middle = ((readMoment(report.occurred.from) ?? 0) + (readMoment(report.occurred.to) ?? 0)) / 2;
      // Their clocks are off by seconds, their notes by a minute or two.
      const near = [-180_000, 0, 180_000].some((off) => out(report.source, middle + off));
      if (middle < (DAY + 1) * DAY_MS)
        expect([report.source, report.occurred.from, near]).toEqual([
          report.source,
          report.occurred.from,
          true,
        ]);
      seen.add(`${report.source} ${incident}`);
    }
    expect(seen.size).toBeGreaterThan(60);
    expect(new Set(accounts.map((one) => `${one.source} ${one.incident}`)).size).toBe(accounts.length);
  });

  test('lose the time for which access was refused, and the coverage says so', () => {
    const refused = day.coverage().filter((one) => one.cause === 'access' && one.source.startsWith('patrol'));
    expect(refused.length).toBeGreaterThan(2);
    for (const one of refused) expect(one.state).toBe('not');
  });
});
