import { formatMoment } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import { filedPhase, filedWeapon } from './filed.ts';
import type { Incident } from './incident.ts';
import type { Observer } from './observer.ts';
import { roughMetres } from './place.ts';
import type { Chance } from './random.ts';
import { outDuring, roundReach, type Stretch } from './rounds.ts';
import { isNight } from './sky.ts';
import { statedCount, statedMoment, statedPoint, statedSpan } from './stating.ts';
import { accessText, textOf } from './words.ts';

// What patrols and UAV teams see on the spot, are refused, or find the day after.

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Who went there, and when each could have seen it. */
interface Visitor {
  readonly observer: Observer;
  readonly out: readonly Stretch[];
}

/** The nearest few that reach an incident and were out while it lasted. */
function visitors(
  observers: readonly Observer[],
  incident: Incident,
  seed: number,
  most: number,
): readonly Visitor[] {
  return observers
    .map((observer) => ({ observer, metres: roughMetres(observer.site.at, incident.at) }))
    .filter(({ observer, metres }) => metres <= roundReach(observer.site))
    .sort((a, b) => a.metres - b.metres)
    .map(({ observer }) => ({ observer, out: outDuring(seed, observer.site, incident.from, incident.to) }))
    .filter(({ out }) => out.length > 0)
    .slice(0, most);
}

/** One sighting from above or on the road, some minutes within a round. */
function sighting({ observer, out }: Visitor, incident: Incident, chance: Chance): Account {
  const { site, habit, clock } = observer;
  const [from, to] = chance.pick(out);
  const [a, b] = [chance.unit(), chance.unit()];
  const first = from + Math.min(a, b) * (to - from);
  const last = Math.min(from + Math.max(a, b) * (to - from), first + 20 * MINUTE);
  const off = clock.offset(first) * 1000;
  const means = site.type === 'uav' ? 'uav' : 'seen';
  const at = Math.round(last + 10 * MINUTE + chance.wait(90 * MINUTE));
  const count = incident.kind === 'jamming' ? undefined : statedCount(habit, chance, incident.count);
  const weapon = filedWeapon(incident, means, isNight(first, site.at[0]), chance);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: incident.kind as Report['kind'],
    occurred: statedSpan(habit, chance, first + off, last + off, chance.happens(0.5)),
    place: statedPoint(habit, chance, incident.at, habit.positionError + incident.spread / 2),
    ...(count === undefined ? {} : { count }),
    means,
    ...(weapon === undefined ? {} : { weapon }),
    text: textOf(site.lang, incident.kind, count?.[1]),
    lang: site.lang,
  };
  return { at, report, role: 'observed', incident };
}

/** How many go and see it, on average, of those who could. */
const SEEN_BY: { readonly [kind: string]: number } = { presence: 1.7, movement: 1.2, jamming: 1.5 };

/** What was seen of weapons, convoys and jamming by those who went there. Each source files a thing once. */
function sightings(
  teams: readonly Observer[],
  incident: Incident,
  seed: number,
  chance: Chance,
): readonly Account[] {
  const able = incident.kind === 'jamming' ? teams.filter((one) => one.site.type === 'uav') : teams;
  const near = visitors(able, incident, seed, 4);
  const share = (SEEN_BY[incident.kind] ?? 0) / Math.max(2, near.length);
  return near.filter(() => chance.happens(share)).map((one) => sighting(one, incident, chance));
}

/** A refusal, told by the patrol that met it. */
function refusal({ observer, out }: Visitor, incident: Incident, chance: Chance): Account {
  const { site, habit, clock } = observer;
  const [from, to] = chance.pick(out);
  const off = clock.offset(from) * 1000;
  const at = Math.round(to + 5 * MINUTE + chance.wait(40 * MINUTE));
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: 'access',
    occurred: statedSpan(habit, chance, from + off, to + off, chance.happens(0.8)),
    place: statedPoint(habit, chance, incident.at, habit.positionError),
    means: 'seen',
    ...(chance.happens(0.5) || incident.actor === undefined
      ? {}
      : { areaOfControl: { party: incident.actor, saidBy: site.id } }),
    text: accessText(site.lang, incident.setting),
    lang: site.lang,
  };
  return { at, report, role: 'observed', incident };
}

/** Fire that came close: the patrol's own account of it. */
function underFire(patrol: Observer, incident: Incident, chance: Chance): Account {
  const { site, habit, clock } = patrol;
  const off = clock.offset(incident.from) * 1000;
  const at = Math.round(incident.to + 3 * MINUTE + chance.wait(10 * MINUTE));
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: 'fire-on-monitors',
    occurred: statedMoment(habit, chance, incident.from + off),
    place: statedPoint(habit, chance, incident.at, habit.positionError + 40),
    count: [incident.count, incident.count],
    means: 'seen',
    phase: 'impact',
    observer: { at: statedPoint(habit, chance, incident.at, 60).at, radius: 150 },
    text: textOf(site.lang, 'fire-on-monitors', incident.count),
    lang: site.lang,
  };
  return { at, report, role: 'observed', incident };
}

/** Craters found on a round a day or two later: where to a few metres, when only to the night. */
function craters({ observer, out }: Visitor, incident: Incident, chance: Chance): Account {
  const { site, habit } = observer;
  const found = Math.round(chance.between(...chance.pick(out)));
  const from = Math.floor((incident.from - chance.between(0, 8) * HOUR) / HOUR) * HOUR;
  const to = Math.min(Math.ceil((incident.to + chance.between(0, 6) * HOUR) / HOUR) * HOUR, found);
  const at = found + Math.round(chance.wait(2 * HOUR));
  const count = statedCount(habit, chance, incident.count);
  const weapon = filedWeapon(incident, 'seen', false, chance);
  const phase = filedPhase(incident, 'seen', chance);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: 'explosion',
    occurred: { from: formatMoment(from), to: formatMoment(to), extent: 'instant' },
    place: statedPoint(habit, chance, incident.at, habit.positionError + incident.spread / 2),
    count,
    means: 'seen',
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    text: textOf(site.lang, 'explosion', count[1]),
    lang: site.lang,
  };
  return { at, report, role: 'late', incident };
}

/** Everything that patrols and UAV teams file of an incident. */
export function visitAccounts(
  teams: readonly Observer[],
  incident: Incident,
  seed: number,
  chance: Chance,
): readonly Account[] {
  const patrols = () => teams.filter((one) => one.site.type === 'patrol');
  const there = () => visitors(patrols(), incident, seed, 1);
  switch (incident.kind) {
    case 'presence':
    case 'movement':
    case 'jamming':
      return sightings(teams, incident, seed, chance);
    case 'access':
      return there().map((one) => refusal(one, incident, chance));
    case 'fire-on-monitors':
      return there().map(({ observer }) => underFire(observer, incident, chance));
    case 'explosion': {
      if (incident.phase !== 'impact' || incident.setting === 'training' || !chance.happens(0.03)) return [];
      const later = { ...incident, from: incident.from + 8 * HOUR, to: incident.from + 48 * HOUR };
      return visitors(patrols(), later, seed, 1).map((one) => craters(one, incident, chance));
    }
    default:
      return [];
  }
}
