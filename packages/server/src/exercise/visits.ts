import { formatMoment } from '@armistice/core/base';
import type { Report } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import { filedPhase, filedWeapon } from './filed.ts';
import type { Incident } from './incident.ts';
import type { Observer } from './observe.ts';
import { roughMetres } from './place.ts';
import type { Chance } from './random.ts';
import { isNight } from './sky.ts';
import { statedCount, statedMoment, statedPoint, statedSpan } from './stating.ts';
import { textOf } from './words.ts';

// What patrols and UAV teams see on the spot, are refused, or find the day after.

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** The nearest few to an incident, in an order of chance among them. */
function nearest(observers: readonly Observer[], incident: Incident, most: number): readonly Observer[] {
  return observers
    .map((observer) => ({ observer, metres: roughMetres(observer.site.at, incident.at) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, most)
    .map(({ observer }) => observer);
}

/** One sighting from above or on the road, some minutes within the time that the thing was there. */
function sighting(observer: Observer, incident: Incident, chance: Chance): Account {
  const { site, habit, clock } = observer;
  const [a, b] = [chance.unit(), chance.unit()];
  const lasts = incident.to - incident.from;
  const first = incident.from + Math.min(a, b) * lasts;
  const last = Math.min(incident.from + Math.max(a, b) * lasts, first + 20 * MINUTE);
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

/** What was seen of weapons, convoys and jamming by those who went there. Each source files a thing once. */
function sightings(observers: readonly Observer[], incident: Incident, chance: Chance): readonly Account[] {
  const mean = incident.kind === 'presence' ? 1.5 : incident.kind === 'jamming' ? 1.3 : 0.5;
  const teams = incident.kind === 'jamming' ? observers.filter((one) => one.site.type === 'uav') : observers;
  const count = Math.min(3, chance.poisson(mean));
  return nearest(teams, incident, 4)
    .filter(() => chance.happens(count / 4))
    .map((observer) => sighting(observer, incident, chance));
}

/** A refusal, told by the patrol that met it. */
function refusal(patrol: Observer, incident: Incident, chance: Chance): Account {
  const { site, habit, clock } = patrol;
  const off = clock.offset(incident.from) * 1000;
  const at = Math.round(incident.to + 5 * MINUTE + chance.wait(40 * MINUTE));
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind: 'access',
    occurred: statedSpan(habit, chance, incident.from + off, incident.to + off, chance.happens(0.8)),
    place: statedPoint(habit, chance, incident.at, habit.positionError),
    means: 'seen',
    ...(chance.happens(0.5) || incident.actor === undefined
      ? {}
      : { areaOfControl: { party: incident.actor, saidBy: site.id } }),
    text: textOf(site.lang, 'access'),
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

/** Craters found a day or two later: where to a few metres, when only to the night. */
function craters(patrol: Observer, incident: Incident, chance: Chance): Account {
  const { site, habit } = patrol;
  const found = incident.from + 8 * HOUR + Math.round(chance.between(0, 40) * HOUR);
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
  chance: Chance,
): readonly Account[] {
  const patrols = teams.filter((one) => one.site.type === 'patrol');
  const [patrol] = nearest(patrols, incident, 1);
  if (patrol === undefined) return [];
  switch (incident.kind) {
    case 'presence':
    case 'movement':
    case 'jamming':
      return sightings(teams, incident, chance);
    case 'access':
      return [refusal(patrol, incident, chance)];
    case 'fire-on-monitors':
      return [underFire(patrol, incident, chance)];
    case 'explosion':
      return incident.phase === 'impact' && incident.setting !== 'training' && chance.happens(0.03)
        ? [craters(patrol, incident, chance)]
        : [];
    default:
      return [];
  }
}
