import { formatMoment } from '@armistice/core/base';
import type { Account } from './account.ts';
import { Clock } from './clocks.ts';
import { barrage, exchange, retaliation, singleSalvo } from './fire.ts';
import { habitOf, habitRow } from './habits.ts';
import type { Episode, Incident, Scene } from './incident.ts';
import { fixedAccounts } from './observe.ts';
import type { Observer } from './observer.ts';
import { demining, training } from './permitted.ts';
import { type ExercisePlace, planeOf, type SourceType } from './place.ts';
import { pressAccounts, resubmissions } from './press.ts';
import { access, atMonitors, flare, flight, jamming, movement, presence } from './quiet.ts';
import { Chance, keyOf } from './random.ts';
import { roundRows, type Stretch } from './rounds.ts';
import { DAY_MS, type Density, type Simulation, type SimulationOptions } from './rows.ts';
import { skyOf } from './sky.ts';
import { truthOf } from './truth.ts';
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

/** For a hundred salvoes, six are complained of that never were. */
const INVENTED = 0.06;
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
          [
            ...roster.fixed.flatMap((one) => watch.rows(one.site, day)),
            ...roster.teams.flatMap((one) =>
              roundRows(seed, one.site, day, refusedTo(one.site.id, accounts)),
            ),
          ].sort((a, b) => (a.id < b.id ? -1 : 1)),
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
    seed,
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
      accounts.push(...visitAccounts(roster.teams, incident, scene.seed, chance));
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

/** When a patrol was turned back or kept waiting. */
function refusedTo(source: string, accounts: readonly Account[]): readonly Stretch[] {
  return accounts.flatMap(({ report, role, incident }): Stretch[] =>
    report.source === source &&
    role === 'observed' &&
    incident?.kind === 'access' &&
    incident.setting !== 'conditional'
      ? [[incident.from, incident.to]]
      : [],
  );
}

/** What might have happened: real salvoes moved to another hour and another place on the line. */
function invented(scene: Scene, shots: readonly Incident[]): readonly Incident[] {
  const { chance } = scene;
  return Array.from({ length: chance.poisson(INVENTED * shots.length) }, () => {
    const { salvo: _none, ...shot } = singleSalvo(scene).incidents[0] as Incident;
    return shot;
  });
}
