import { cosine, exponential, formatMoment, sine } from '@armistice/core/base';
import { type Report, reportKey } from '@armistice/core/mission';
import { type ExercisePlace, otherParty, shifted } from '../exercise/place.ts';
import {
  type CoverageRow,
  DAY_MS,
  type DayTruth,
  type Simulation,
  type SimulationOptions,
  type TrueAccount,
  type TrueClock,
  type TrueIncident,
} from '../exercise/rows.ts';
import { type Country, peopled, type Watcher } from './country.ts';
import { Dice } from './dice.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import { article, complaint, hearsay, hourly } from './retelling.ts';
import { type Company, clockOf, firstHand, newId, onShift, type Telling } from './telling.ts';

// The second generator: other people, other errors, another way for one thing to lead to another. It shares the place
// and the form of the rows with the first, and no assumption.

const HOUR = 3_600_000;
/** From how many an hour on a villager sums them up, half of the time. */
const SUMMED_FROM = 4;

export function simulateSecond(place: ExercisePlace, options: SimulationOptions): Simulation {
  const { seed } = options;
  const country = peopled(place, seed);
  return {
    habits: country.watchers.map((one) => ({
      source: one.handle,
      means: one.trade,
      ...{ confidence: milli(one.confidence), bearing: milli(one.bearing), distance: milli(one.distance) },
      ...{ metres: milli(one.metres), seconds: milli(one.seconds), minutes: one.minutes },
      ...{ nightStretch: milli(one.nightStretch), attention: milli(one.attention) },
    })),
    day(day) {
      const dice = new Dice(seed, 'day', day);
      // Weeks of calm and weeks of trouble: log-logistic about the rate, cut where a day would leave the scale.
      const swing = exponential(0.18 * new Dice(seed, 'swing', Math.floor(day / 3)).logistic());
      const wanted = Math.max(
        0,
        Math.round(options.rate * Math.min(2, Math.max(0.5, swing)) * dice.within(0.9, 1.04)),
      );
      const happenings = happeningsOf(country, seed, day, wanted, options.density);
      const tellings = tellingsOf({ country, seed, day, moods: new Map() }, happenings, dice);
      return {
        filings: tellings.map(({ at, report }) => ({ at, report })),
        coverage: () => coverageOf(country, day),
        truth: () => truthOf(country, seed, day, happenings, tellings),
      };
    },
  };
}

function milli(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function tellingsOf(company: Company, happenings: readonly Happening[], dice: Dice): readonly Telling[] {
  const { watchers } = company.country;
  const eyes = watchers.filter((one) => one.cluster >= 0);
  const officers = new Map(watchers.filter((one) => one.trade === 'officer').map((one) => [one.party, one]));
  const all: Telling[] = [];
  const byHour = new Map<string, { readonly watcher: Watcher; readonly told: Telling[] }>();
  for (const happening of happenings)
    for (const watcher of eyes) {
      const telling = firstHand(company, watcher, happening, dice);
      if (telling === undefined) continue;
      const key = `${watcher.handle} ${Math.floor(happening.from / HOUR)}`;
      const hour = byHour.get(key);
      if (hour === undefined) byHour.set(key, { watcher, told: [telling] });
      else hour.told.push(telling);
    }
  for (const { watcher, told } of byHour.values()) {
    const people = watcher.trade === 'villager' || watcher.trade === 'team';
    const shots = told.filter((one) => one.happening !== undefined && one.happening.ears > 0);
    if (people && shots.length >= SUMMED_FROM && dice.chance(0.5)) {
      all.push(hourly(company, watcher, shots, dice));
      all.push(...told.filter((one) => !shots.includes(one)));
    } else all.push(...told);
  }
  all.push(...afterwards(company, officers, happenings, all, dice));
  return all;
}

/** What follows when it has happened: talk, complaints, papers, and the same thing sent again. */
function afterwards(
  company: Company,
  officers: ReadonlyMap<string, Watcher>,
  happenings: readonly Happening[],
  told: readonly Telling[],
  dice: Dice,
): readonly Telling[] {
  const later: Telling[] = [];
  for (const telling of told) {
    if (telling.role !== 'observed' || telling.report.means === 'camera' || !dice.chance(0.04)) continue;
    const again = hearsay(company, telling, dice);
    if (again !== undefined) later.push(again);
  }
  const fire = happenings.filter((one) => one.ears > 0 && one.end !== 'outgoing');
  for (const happening of fire) {
    const officer = officers.get(otherParty(company.country.place, happening.by));
    if (officer === undefined || !dice.chance(0.22)) continue;
    later.push(complaint(company, officer, happening, dice, dice.chance(0.35) ? 'exaggerated' : 'observed'));
  }
  // Either officer invents at the same rate, in the manner of what did happen: another day's hour, the other side's spot.
  for (const model of fire) {
    if (!dice.chance(0.02)) continue;
    const officer = officers.get(dice.one(company.country.place.parties));
    const spot = dice.one(company.country.spots.filter((one) => one.side === officer?.party));
    const from = company.day * DAY_MS + Math.round(dice.within(0, 22) * HOUR);
    const phantom = { ...model, at: spot.at, from, to: from + (model.to - model.from) };
    if (officer !== undefined) later.push(complaint(company, officer, phantom, dice, 'false'));
  }
  const outlets = company.country.watchers.filter((one) => one.trade === 'paper' || one.trade === 'radio');
  for (const telling of [...told, ...later]) {
    const { means } = telling.report;
    if ((means !== 'told' && means !== 'heard') || !dice.chance(means === 'told' ? 0.25 : 0.03)) continue;
    const line = outlets.length === 0 ? undefined : article(dice.one(outlets), telling, dice);
    if (line !== undefined) later.push(line);
  }
  const again = [...told, ...later]
    .filter(() => dice.chance(0.03))
    .map((telling) => sentAgain(telling, dice));
  return [...later, ...again];
}

function sentAgain(telling: Telling, dice: Dice): Telling {
  const at = telling.at + Math.round(Math.min(600, dice.lag(4)) * 60_000);
  const report: Report = dice.chance(0.55) ? telling.report : { ...telling.report, id: newId(at, dice) };
  return { ...telling, at, report, role: 'resubmission', of: telling.report };
}

/** Shifts of the day: a villager off its shift does not observe. */
function coverageOf(country: Country, day: number): readonly CoverageRow[] {
  const date = formatMoment(day * DAY_MS).slice(0, 10);
  const rows: CoverageRow[] = [];
  for (const watcher of country.watchers) {
    if (watcher.cluster < 0) continue;
    const polygon = [circle(watcher)];
    let start = 0;
    for (let quarter = 1; quarter <= 96; quarter++) {
      const on = onShift(watcher, day * DAY_MS + start);
      const moment = (quarter * DAY_MS) / 96;
      if (quarter < 96 && onShift(watcher, day * DAY_MS + moment) === on) continue;
      rows.push({
        id: `${date}-${watcher.handle}-${String(quarter).padStart(2, '0')}`,
        source: watcher.handle,
        area: { type: 'area', polygon },
        from: formatMoment(day * DAY_MS + start),
        to: formatMoment(day * DAY_MS + moment),
        means:
          watcher.trade === 'mast'
            ? 'camera'
            : watcher.trade === 'drone'
              ? 'uav'
              : watcher.trade === 'seismic'
                ? 'seismic'
                : 'heard',
        ...(on ? { state: 'observing' as const } : { state: 'not' as const, cause: 'off shift' }),
      });
      start = moment;
    }
  }
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function circle(watcher: Watcher) {
  const corners = [0, 60, 120, 180, 240, 300].map((turn) =>
    shifted(watcher.at, 4000 * sine(turn), 4000 * cosine(turn)),
  );
  return [...corners, corners[0] as (typeof corners)[number]];
}

function truthOf(
  country: Country,
  seed: number,
  day: number,
  happenings: readonly Happening[],
  tellings: readonly Telling[],
): DayTruth {
  const reports = new Map<string, Set<string>>(happenings.map((one) => [one.name, new Set()]));
  const covers = new Map<string, Set<string>>(happenings.map((one) => [one.name, new Set()]));
  const accounts = new Map<string, TrueAccount>();
  for (const { report, role, of, happening, covers: covered = [] } of tellings) {
    const key = reportKey(report);
    if (happening !== undefined) reports.get(happening.name)?.add(key);
    for (const one of covered) covers.get(one.name)?.add(key);
    if (accounts.has(key)) continue;
    accounts.set(key, {
      ...{ report: key, source: report.source, id: report.id, role, incident: happening?.name ?? null },
      covers: covered.map((one) => one.name),
      ...(of === undefined ? {} : { of: reportKey(of) }),
    });
  }
  const incidents = [...happenings]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      (one): TrueIncident => ({
        ...{ incident: one.name, kind: one.kind, setting: one.after === undefined ? 'first' : 'set off' },
        occurred: { from: formatMoment(one.from), to: formatMoment(one.to) },
        ...{ at: one.at, spread: 0, count: one.count, actor: one.by },
        ...(one.end === undefined ? {} : { phase: one.end }),
        ...(one.class === ''
          ? {}
          : { weapon: { class: one.class, ...(one.calibre === undefined ? {} : { calibre: one.calibre }) } }),
        ...(one.after === undefined ? {} : { follows: one.after }),
        reports: [...(reports.get(one.name) ?? [])].sort(),
        covers: [...(covers.get(one.name) ?? [])].sort(),
      }),
    );
  const clocks = country.watchers.map(
    (watcher): TrueClock => ({
      source: watcher.handle,
      from: formatMoment(day * DAY_MS),
      to: formatMoment((day + 1) * DAY_MS),
      offset: milli(clockOf(seed, watcher, day)),
    }),
  );
  return { incidents, accounts: [...accounts.values()], clocks };
}
