import { type Course, courseBetween } from '@armistice/core/geo';
import type { Report } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import { filedKind, filedPhase, filedWeapon } from './filed.ts';
import { groupAccount } from './group.ts';
import type { Episode, Incident } from './incident.ts';
import type { Noticed, Observer } from './observer.ts';
import { planeOf, type Site, shifted } from './place.ts';
import type { Chance } from './random.ts';
import { hearingFactor, isNight, type Sky } from './sky.ts';
import { type Sharpness, statedCount, statedMoment, statedSector, statedSpan } from './stating.ts';
import type { Watch } from './watching.ts';
import { textOf } from './words.ts';

// What posts, cameras and acoustic sensors notice of an episode, and file.

const SHARPNESS: { readonly [means in Noticed['means']]: Sharpness } = {
  heard: { bearing: 1, distance: 1 },
  seen: { bearing: 0.4, distance: 0.55 },
  camera: { bearing: 1, distance: 1 },
  acoustic: { bearing: 1, distance: 1 },
};

/** Half as far as `range` nearly always, twice as far nearly never. */
function odds(distance: number, range: number): number {
  if (range <= 0) return 0;
  const r = distance / range;
  const cube = r * r * r;
  return 1 / (1 + cube * cube);
}

/** Beyond this many times a range nobody notices anything. */
const FARTHEST = 1.7;

interface Conditions {
  readonly sky: Sky;
  readonly watch: Watch;
  readonly chance: Chance;
}

function senseOf(
  observer: Observer,
  incident: Incident,
  course: Course,
  { sky, chance }: Conditions,
): Noticed['means'] | undefined {
  const { site } = observer;
  const night = isNight(incident.from, site.at[0]);
  const sound = () => incident.heard * hearingFactor(sky, course.azimuth + 180, night);
  if (site.type === 'acoustic')
    return chance.happens(odds(course.distance, 1.2 * sound())) ? 'acoustic' : undefined;
  // A flash shows farther by night, smoke and machines by day; nothing shows through fog.
  const flash =
    incident.kind === 'presence' || incident.kind === 'movement' || incident.kind === 'uav-flight';
  const light = incident.seen * (flash ? (night ? 0.3 : 1) : night ? 1 : 0.6);
  const sight = Math.min(light, sky.visibility);
  if (site.type === 'camera') {
    const off = Math.abs(((course.azimuth - site.looks + 540) % 360) - 180);
    if (off > site.fieldOfView / 2) return undefined;
    return chance.happens(0.95 * odds(course.distance, 1.3 * sight)) ? 'camera' : undefined;
  }
  if (chance.happens(0.5 * odds(course.distance, sight))) return 'seen';
  return chance.happens(odds(course.distance, sound())) ? 'heard' : undefined;
}

/** What an observer notices of an incident, if it watches and is near enough. */
function notice(observer: Observer, incident: Incident, conditions: Conditions): Noticed | undefined {
  const { site, clock } = observer;
  const { chance, sky, watch } = conditions;
  if (!watch.observes(site, incident.from)) return undefined;
  const moves = incident.kind === 'uav-flight' || incident.kind === 'movement';
  const where = moves
    ? shifted(incident.at, incident.spread * chance.between(-1, 1), incident.spread * chance.between(-1, 1))
    : incident.at;
  const course = courseBetween(site.at, where);
  if (course === undefined) return undefined;
  const means = senseOf(observer, incident, course, conditions);
  if (means === undefined) return undefined;
  const travels = means === 'heard' || means === 'acoustic' ? (course.distance / sky.soundSpeed) * 1000 : 0;
  const off = clock.offset(incident.from) * 1000 + travels;
  const night = isNight(incident.from, site.at[0]);
  if (!moves) return { incident, means, course, from: incident.from + off, to: incident.to + off, night };
  // What passes is noticed for a part of its way.
  const [a, b] = [chance.unit(), chance.unit()];
  const lasts = incident.to - incident.from;
  const from = incident.from + Math.min(a, b) * lasts + off;
  return { incident, means, course, from, to: incident.from + Math.max(a, b) * lasts + off, night };
}

const LASTING: ReadonlySet<string> = new Set(['presence', 'movement', 'uav-flight', 'jamming']);
const SECOND = 1000;

/** How long after it an account reaches the mission, milliseconds. */
function delay(site: Site, chance: Chance): number {
  return site.type === 'post'
    ? Math.round(60 * SECOND + chance.wait(240 * SECOND))
    : Math.round(2 * SECOND + chance.wait(8 * SECOND));
}

/** The Report that an observer files of one thing that it noticed. */
function accountOf(observer: Observer, noticed: Noticed, chance: Chance): Account {
  const { site, habit } = observer;
  const { incident, means } = noticed;
  const at = Math.round(Math.max(noticed.to, incident.to)) + delay(site, chance);
  const lasting = LASTING.has(incident.kind);
  const counted = !lasting || incident.kind !== 'uav-flight';
  const count = counted && !chance.happens(means === 'heard' ? 0.07 : 0.03);
  const stated = count ? statedCount(habit, chance, incident.count) : undefined;
  const span = lasting || (stated !== undefined && stated[1] > 1) || incident.count > 1;
  const kind = filedKind(incident, means, chance);
  const phase = filedPhase(incident, means, chance);
  const weapon = filedWeapon(incident, means, noticed.night, chance);
  const plain = span && stated !== undefined && stated[1] > 1 && chance.happens(0.5);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind,
    occurred: span
      ? statedSpan(habit, chance, noticed.from, noticed.to, plain)
      : statedMoment(habit, chance, noticed.from),
    place: statedSector(habit, chance, site.at, noticed.course, SHARPNESS[means]),
    ...(stated === undefined ? {} : { count: stated }),
    ...(chance.happens(0.01) ? {} : { means }),
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    ...(chance.happens(0.06) ? {} : { observer: { at: site.at, radius: 20 } }),
    text: textOf(site.lang, kind, stated?.[1]),
    lang: site.lang,
  };
  return { at, report, role: 'observed', incident };
}

/** From how many salvoes on a post writes one line for all of them, most of the time. */
const MANY = 6;

/** Everything that fixed observers file of an episode. */
export function fixedAccounts(
  observers: readonly Observer[],
  episode: Episode,
  conditions: Conditions,
): readonly Account[] {
  const { chance } = conditions;
  const accounts: Account[] = [];
  const within = episode.incidents.map((incident) => ({
    incident,
    plane: planeOf(incident.at),
    reach: Math.max(incident.heard * 1.2, incident.seen * 1.3) * FARTHEST + incident.spread,
  }));
  for (const observer of observers) {
    const noticed: Noticed[] = [];
    for (const { incident, plane, reach } of within) {
      const [east, north] = [plane[0] - observer.plane[0], plane[1] - observer.plane[1]];
      if (east * east + north * north > reach * reach) continue;
      const one = notice(observer, incident, conditions);
      if (one !== undefined && chance.happens(observer.habit.diligence)) noticed.push(one);
    }
    if (noticed.length >= MANY && observer.site.type === 'post' && chance.happens(0.65))
      accounts.push(groupAccount(observer, noticed, chance));
    else for (const one of noticed) accounts.push(accountOf(observer, one, chance));
  }
  return accounts;
}
