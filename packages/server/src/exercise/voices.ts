import { formatMoment } from '@armistice/core/base';
import type { Place, Position } from '@armistice/core/geo';
import { type Report, reportKey } from '@armistice/core/mission';
import { type Account, reportId } from './account.ts';
import { filedKind, filedPhase, filedWeapon } from './filed.ts';
import type { Habit } from './habits.ts';
import type { Episode, Incident } from './incident.ts';
import type { Observer } from './observer.ts';
import { type ExercisePlace, lineLatitude, northward, otherParty, roughMetres, type Town } from './place.ts';
import type { Chance } from './random.ts';
import { statedCount, statedMoment, statedPoint, statedSpan } from './stating.ts';
import { textOf } from './words.ts';

// What is told: complaints of the parties, notices, committees of the districts. All of it passes through people who
// were not there. Both parties complain, exaggerate and invent alike.

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Metres from a town within which people name it. */
const NAMED_WITHIN = 6000;
/** How far beyond what they think people draw the circle, in their own errors: nine in ten of one side. */
const ONE_SIDED_NINETY = 1.2816;

/** Where somebody says it was who knows it from others: by the nearest town if there is one, else on a map. */
export function toldPlace(place: ExercisePlace, habit: Habit, chance: Chance, at: Position): Place {
  const drawn = statedPoint(habit, chance, at, habit.positionError);
  let town: Town | undefined;
  let metres = NAMED_WITHIN;
  for (const one of place.towns) {
    const away = roughMetres(one.at, drawn.at);
    if (away < metres) [town, metres] = [one, away];
  }
  if (town === undefined || chance.happens(0.35)) return drawn;
  const margin = ONE_SIDED_NINETY * habit.positionError * habit.confidence;
  return {
    type: 'named',
    name: town.names.en,
    at: town.at,
    radius: Math.ceil((metres + margin) / 100) * 100,
  };
}

function toldTime(habit: Habit, chance: Chance, incident: Incident, offset: number): Report['occurred'] {
  return incident.count > 1
    ? statedSpan(habit, chance, incident.from + offset, incident.to + offset, false)
    : statedMoment(habit, chance, incident.from + offset);
}

/** What somebody tells of an incident; `times` more than there was. */
function told(
  place: ExercisePlace,
  teller: Observer,
  incident: Incident,
  chance: Chance,
  times: number,
  claimed: string | undefined,
): Account {
  const { site, habit, clock } = teller;
  const written = Math.min(40 * HOUR, chance.wait(site.type === 'liaison' ? HOUR : 8 * HOUR));
  const at = Math.round(incident.to + 5 * MINUTE + written);
  const heard = statedCount(habit, chance, incident.count);
  const count: readonly [number, number] =
    times === 1 ? heard : [Math.round(heard[0] * times), Math.round(heard[1] * times)];
  const kind = filedKind(incident, 'told', chance);
  const phase = filedPhase(incident, 'told', chance);
  const weapon = filedWeapon(incident, 'told', false, chance);
  const report: Report = {
    id: reportId(at, chance),
    source: site.id,
    kind,
    occurred: toldTime(habit, chance, incident, clock.offset(incident.from) * 1000),
    place: toldPlace(place, habit, chance, incident.at),
    count,
    means: 'told',
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    ...(claimed === undefined ? {} : { actor: { party: claimed, basis: 'claimed' } }),
    text: textOf(site.lang, kind, count[1]),
    lang: site.lang,
  };
  return { at, report, role: times === 1 ? 'observed' : 'exaggerated', incident };
}

const COMPLAINED_OF: ReadonlySet<string> = new Set([
  'explosion',
  'uav-flight',
  'movement',
  'fire-on-monitors',
]);

/** Complaints of the party on whose side it was: a third of what hit it, three in ten of those exaggerated. */
export function complaints(
  place: ExercisePlace,
  offices: ReadonlyMap<string, Observer>,
  incident: Incident,
  chance: Chance,
): readonly Account[] {
  const { actor, phase } = incident;
  if (actor === undefined || incident.setting === 'training' || incident.setting === 'demining') return [];
  const direct = incident.setting === 'exchange';
  if (!direct && (!COMPLAINED_OF.has(incident.kind) || phase === 'outgoing')) return [];
  if (!chance.happens(incident.setting === 'barrage' ? 0.12 : 0.3)) return [];
  const office = offices.get(otherParty(place, actor));
  if (office === undefined) return [];
  const times = chance.happens(0.3) ? chance.between(1.6, 4) : 1;
  return [told(place, office, incident, chance, times, chance.happens(0.9) ? actor : undefined)];
}

/** Complaints of what never happened, made of what might have: by the party whose side it would have hit. */
export function inventions(
  place: ExercisePlace,
  offices: ReadonlyMap<string, Observer>,
  models: readonly Incident[],
  chance: Chance,
): readonly Account[] {
  return models.flatMap((model): Account[] => {
    const { actor } = model;
    const office = actor === undefined ? undefined : offices.get(otherParty(place, actor));
    if (office === undefined) return [];
    const { report, at } = told(place, office, model, chance, 1, actor);
    return [{ report, at, role: 'false' }];
  });
}

/** The notice that a party gives of training and demining, hours before; it sometimes comes late, now and then never. */
export function noticeOf(
  offices: ReadonlyMap<string, Observer>,
  episode: Episode,
  chance: Chance,
): readonly Account[] {
  const [first] = episode.incidents;
  const zone = first?.zone;
  const office = zone === undefined ? undefined : offices.get(zone.party);
  if (first === undefined || zone === undefined || office === undefined || chance.happens(0.12)) return [];
  const from = Math.min(...episode.incidents.map((one) => one.from));
  const to = Math.max(...episode.incidents.map((one) => one.to));
  const late = chance.happens(0.1);
  const at = late
    ? to + Math.round(chance.wait(3 * HOUR))
    : from - Math.round(HOUR + Math.min(8 * HOUR, chance.wait(5 * HOUR)));
  const kind = 'notification';
  const report: Report = {
    id: reportId(at, chance),
    source: office.site.id,
    kind,
    occurred: {
      from: formatMoment(Math.floor(from / (30 * MINUTE)) * 30 * MINUTE),
      to: formatMoment(Math.ceil((to + MINUTE) / (30 * MINUTE)) * 30 * MINUTE),
      extent: 'span',
    },
    place: { type: 'area', polygon: zone.polygon },
    means: 'document',
    text: textOf(office.site.lang, kind),
    lang: office.site.lang,
  };
  return [{ at, report, role: 'notice', covers: episode.incidents }];
}

/** What the committee of a district tells of things near it. */
export function committeeAccounts(
  place: ExercisePlace,
  committees: readonly Observer[],
  incident: Incident,
  chance: Chance,
): readonly Account[] {
  if (incident.heard < 1500) return [];
  const accounts: Account[] = [];
  for (const committee of committees) {
    if (roughMetres(committee.site.at, incident.at) > 5000 || !chance.happens(0.25)) continue;
    const { at, report, role } = told(place, committee, incident, chance, 1, undefined);
    accounts.push({ at, report: { ...report, consent: 'given' }, role, incident });
  }
  return accounts;
}

/** People hurt or things broken by impacts near a town: an incident of its own, and who tells of it. */
export function harm(
  place: ExercisePlace,
  committees: readonly Observer[],
  cause: Incident,
  id: string,
  chance: Chance,
): readonly Account[] {
  const kind = chance.happens(0.35) ? 'casualty' : 'damage';
  const count = kind === 'casualty' ? chance.whole(1, 3) : 1;
  const {
    salvo: _salvo,
    weapon: _weapon,
    phase: _phase,
    firedFrom: _firedFrom,
    actor: _actor,
    ...rest
  } = cause;
  const incident: Incident = {
    ...rest,
    ...{ id, kind, count, to: cause.from, setting: 'harm', follows: cause.id, heard: 0, seen: 0 },
  };
  const north = cause.at[1] > lineLatitude(place, cause.at[0]) ? 1 : -1;
  const own = committees.filter((one) => northward(place, one.site.party) === north);
  const tellers = [...(own.length > 0 ? own : committees)]
    .sort((a, b) => roughMetres(a.site.at, cause.at) - roughMetres(b.site.at, cause.at))
    .slice(0, 2)
    .filter(() => chance.happens(0.75));
  return tellers.map((teller) => {
    const account = told(place, teller, incident, chance, 1, undefined);
    const { count: stated, ...report } = account.report;
    const persons =
      kind === 'casualty'
        ? { persons: [{ status: 'injured' as const, count: stated ?? [1, 1], civilian: 'yes' as const }] }
        : {};
    return { ...account, report: { ...report, ...persons } as Report, incident };
  });
}

/** The hotline notes a complaint as it is called in, before it is written. */
export function hotlineAccount(hotline: Observer, complaint: Account, chance: Chance): Account {
  const { site } = hotline;
  const at = complaint.at + Math.round(chance.between(1, 20) * MINUTE);
  const { derivedFrom: _none, ...words } = complaint.report;
  const report: Report = {
    ...words,
    id: reportId(at, chance),
    source: site.id,
    ...(chance.happens(0.7)
      ? { derivedFrom: [chance.happens(0.5) ? complaint.report.source : reportKey(complaint.report)] }
      : {}),
  };
  const { incident } = complaint;
  return {
    at,
    report,
    role: 'repeat',
    of: complaint.report,
    ...(incident === undefined ? {} : { incident }),
  };
}
