import { formatMoment } from '@armistice/core/base';
import { type Report, reportKey } from '@armistice/core/mission';
import type { Account } from './account.ts';
import { Clock } from './clocks.ts';
import { barrage, exchange, retaliation, singleSalvo } from './fire.ts';
import { habitOf, habitRow } from './habits.ts';
import type { Episode, Incident, Scene } from './incident.ts';
import { fixedAccounts, type Observer } from './observe.ts';
import { demining, training } from './permitted.ts';
import { type ExercisePlace, planeOf, type SourceType } from './place.ts';
import { pressAccounts, resubmissions } from './press.ts';
import { access, atMonitors, flare, flight, jamming, movement, presence } from './quiet.ts';
import { Chance, keyOf } from './random.ts';
import {
  DAY_MS,
  type DayTruth,
  type Density,
  type Simulation,
  type SimulationOptions,
  type TrueAccount,
  type TrueIncident,
} from './rows.ts';
import { skyOf } from './sky.ts';
import { visitAccounts } from './visits.ts';
import { committeeAccounts, complaints, harm, hotlineAccount, inventions, noticeOf } from './voices.ts';
import { Watch } from './watching.ts';

type Maker = (scene: Scene) => Episode;
type Mix = readonly (readonly [weight: number, maker: Maker])[];

const QUIET: Mix = [
  [0.05, flare],
  [0.08, flight],
  [0.07, presence],
  [0.05, movement],
  [0.025, access],
  [0.015, jamming],
  [0.004, atMonitors],
  [0.012, training],
  [0.02, demining],
];

/** How often each kind of episode begins; a barrage brings thirty incidents, a flare one. */
const MIXES: { readonly [density in Density]: Mix } = {
  normal: [[0.34, singleSalvo], [0.13, retaliation], [0.25, exchange], [0.005, barrage], ...QUIET],
  barrage: [[0.25, singleSalvo], [0.15, retaliation], [0.15, exchange], [0.25, barrage], ...QUIET],
};

/** Of all incidents, this share again is complained of without having happened. */
const INVENTED = 0.03;
const HURTS = 0.05;

interface Roster {
  readonly all: readonly Observer[];
  readonly fixed: readonly Observer[];
  readonly teams: readonly Observer[];
  readonly committees: readonly Observer[];
  readonly offices: ReadonlyMap<string, Observer>;
  readonly outlets: readonly Observer[];
  readonly hotline: Observer | undefined;
}

function rosterOf(place: ExercisePlace, seed: number): Roster {
  const all = place.sites.map((site) => ({
    site,
    habit: habitOf(seed, site),
    clock: new Clock(seed, site),
    plane: planeOf(site.at),
  }));
  const of = (...types: readonly SourceType[]) => all.filter((one) => types.includes(one.site.type));
  return {
    all,
    fixed: of('post', 'camera', 'acoustic'),
    teams: of('uav', 'patrol'),
    committees: of('committee'),
    offices: new Map(of('liaison').map((one) => [one.site.party, one])),
    outlets: of('media'),
    hotline: of('hotline')[0],
  };
}

/** Some days are worse than others: around one on average, by the week and by the day. */
function intensity(seed: number, day: number): number {
  const week = new Chance(keyOf(seed, 'week', Math.floor(day / 7))).between(0.75, 1.25);
  return week * new Chance(keyOf(seed, 'intensity', day)).between(0.7, 1.3);
}

/** The first generator: physics of sight and sound, Gaussian errors, a habit for each source. */
export function simulateFirst(place: ExercisePlace, options: SimulationOptions): Simulation {
  const { seed } = options;
  const roster = rosterOf(place, seed);
  const watch = new Watch(seed);
  return {
    habits: roster.all.map((one) => habitRow(one.habit, one.site.type)),
    day(day) {
      const { episodes, scene } = episodesOf(place, options, day);
      const accounts = accountsOf(place, roster, watch, scene, episodes);
      return {
        filings: accounts.map(({ at, report }) => ({ at, report })),
        coverage: () =>
          roster.fixed.flatMap((one) => watch.rows(one.site, day)).sort((a, b) => (a.id < b.id ? -1 : 1)),
        truth: () => ({
          ...truthOf(episodes, accounts),
          clocks: roster.all.flatMap((one) => one.clock.windows(day)),
        }),
      };
    },
  };
}

function episodesOf(place: ExercisePlace, { seed, rate, density }: SimulationOptions, day: number) {
  const chance = new Chance(keyOf(seed, 'day', day));
  const date = formatMoment(day * DAY_MS).slice(0, 10);
  const [west, east] = [place.line[0]?.[0] ?? 0, place.line.at(-1)?.[0] ?? 0];
  let made = 0;
  const scene: Scene = {
    place,
    day,
    sky: skyOf(seed, day),
    chance,
    hotSpots: Array.from({ length: 10 }, () => chance.between(west, east)),
    nextId() {
      made += 1;
      return `${date}-${String(made).padStart(6, '0')}`;
    },
  };
  const wanted = chance.poisson(rate * intensity(seed, day));
  const episodes: Episode[] = [];
  for (let count = 0; count < wanted; ) {
    const { setting, incidents } = chance.weighted(MIXES[density])(scene);
    episodes.push({ setting, incidents: incidents.slice(0, wanted - count) });
    count += Math.min(incidents.length, wanted - count);
  }
  return { episodes, scene };
}

function accountsOf(
  place: ExercisePlace,
  roster: Roster,
  watch: Watch,
  scene: Scene,
  episodes: readonly Episode[],
): readonly Account[] {
  const { chance, sky } = scene;
  const accounts: Account[] = [];
  const told: Account[] = [];
  for (const episode of episodes) {
    accounts.push(...fixedAccounts(roster.fixed, episode, { sky, watch, chance }));
    if (episode.setting === 'training' || episode.setting === 'demining')
      accounts.push(...noticeOf(roster.offices, episode, chance));
    for (const incident of episode.incidents) {
      accounts.push(...visitAccounts(roster.teams, incident, chance));
      told.push(...complaints(place, roster.offices, incident, chance));
      told.push(...committeeAccounts(place, roster.committees, incident, chance));
      if (incident.kind === 'explosion' && incident.salvo !== undefined && chance.happens(HURTS))
        told.push(...harm(place, roster.committees, incident, scene.nextId(), chance));
    }
  }
  const shots = episodes.flatMap((one) => one.incidents.filter((shot) => shot.salvo === shot.id));
  const models = shots.length === 0 ? [] : invented(scene, shots);
  told.push(...inventions(place, roster.offices, models, chance));
  const { hotline } = roster;
  if (hotline !== undefined)
    for (const complaint of told.filter((one) => one.report.source.startsWith('liaison')))
      if (chance.happens(0.15)) told.push(hotlineAccount(hotline, complaint, chance));
  accounts.push(...told, ...pressAccounts(place, roster.outlets, told, chance));
  accounts.push(...resubmissions(accounts, chance));
  return accounts;
}

/** What might have happened: real salvoes moved to another hour and another place on the line. */
function invented(scene: Scene, shots: readonly Incident[]): readonly Incident[] {
  const { chance } = scene;
  return Array.from({ length: chance.poisson(INVENTED * shots.length * 2) }, () => {
    const { salvo: _none, ...shot } = singleSalvo(scene).incidents[0] as Incident;
    return shot;
  });
}

/** The truth of a day: each incident with the keys of what speaks of it, each Report with what it is. */
function truthOf(episodes: readonly Episode[], accounts: readonly Account[]): Omit<DayTruth, 'clocks'> {
  const incidents = new Map<string, Incident>();
  for (const { incidents: some } of episodes) for (const one of some) incidents.set(one.id, one);
  const [reports, covers] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const note = (map: Map<string, Set<string>>, incident: Incident, key: string) => {
    incidents.set(incident.id, incident);
    const keys = map.get(incident.id);
    if (keys === undefined) map.set(incident.id, new Set([key]));
    else keys.add(key);
  };
  const keys = new Map<Report, string>();
  const keyFor = (report: Report) => {
    const known = keys.get(report);
    if (known !== undefined) return known;
    const key = reportKey(report);
    keys.set(report, key);
    return key;
  };
  const rows = new Map<string, TrueAccount>();
  for (const { report, role, incident, covers: covered, of } of accounts) {
    const key = keyFor(report);
    if (incident !== undefined) note(reports, incident, key);
    for (const one of covered ?? []) note(covers, one, key);
    // The same Report sent again is the same Report: one row.
    if (rows.has(key)) continue;
    rows.set(key, {
      report: key,
      source: report.source,
      id: report.id,
      role,
      incident: incident?.id ?? null,
      covers: (covered ?? []).map((one) => one.id),
      ...(of === undefined ? {} : { of: keyFor(of) }),
    });
  }
  const listed = (set: ReadonlySet<string> | undefined) => (set === undefined ? [] : [...set].sort());
  return {
    accounts: [...rows.values()],
    incidents: [...incidents.values()]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((one) => incidentRow(one, listed(reports.get(one.id)), listed(covers.get(one.id)))),
  };
}

function incidentRow(
  incident: Incident,
  reports: readonly string[],
  covers: readonly string[],
): TrueIncident {
  const { id, kind, setting, from, to, at, spread, count, phase, weapon, actor, salvo, firedFrom, follows } =
    incident;
  return {
    incident: id,
    kind,
    setting,
    occurred: { from: formatMoment(from), to: formatMoment(to) },
    at,
    spread: Math.round(spread),
    count,
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon: { class: weapon.class, calibre: weapon.calibre } }),
    ...(actor === undefined ? {} : { actor }),
    ...(salvo === undefined ? {} : { salvo }),
    ...(firedFrom === undefined ? {} : { firedFrom }),
    ...(follows === undefined ? {} : { follows }),
    reports,
    covers,
  };
}
