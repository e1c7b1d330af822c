import { courseBetween, type Footprint, inZone, readZone, type Zone } from '../geo/index.ts';
import type { CountingRule } from './counting-rule.ts';
import type { Observation } from './observation.ts';
import type { MissionView } from './state.ts';
import { millisecondsOf } from './words.ts';

// Discharges into bursts, salvos, shellings or one a place and day: by pause, by place, by midnight.

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Discharges that a rule takes as one, in the order of time. */
export type DischargeGroup = readonly Observation[];

/** Seconds by which local time is ahead of UTC at a moment: as the agreement's clock says, on record. */
export type LocalOffset = (at: number) => number;

/** Groups what counts. Same place means: as near as the rule says to the first discharge that was there. */
export function groupDischarges(
  state: MissionView,
  rule: CountingRule,
  counted: readonly Observation[],
  offset: LocalOffset,
): readonly DischargeGroup[] {
  const groups: DischargeGroup[] = [];
  for (const there of byPlace(state, rule, counted)) {
    let group: Observation[] = [];
    let end = Number.NEGATIVE_INFINITY;
    for (const one of there) {
      const last = group.at(-1);
      const broken =
        last !== undefined &&
        (one.from - end > rule.window.pause * MINUTE || isNewDay(rule, offset, last, one));
      if (broken) {
        groups.push(group);
        group = [];
        end = Number.NEGATIVE_INFINITY;
      }
      group.push(one);
      end = Math.max(end, one.to);
    }
    if (group.length > 0) groups.push(group);
  }
  return groups;
}

function isNewDay(rule: CountingRule, offset: LocalOffset, before: Observation, one: Observation): boolean {
  if (rule.window['split-at-midnight'] === 'no') return false;
  return localDay(rule, offset, before.from) !== localDay(rule, offset, one.from);
}

/** Number of the day, by the midnight that the rule names. */
export function localDay(rule: CountingRule, offset: LocalOffset, at: number): number {
  return Math.floor((at + (rule.window.day === 'local' ? offset(at) * 1000 : 0)) / DAY);
}

/** Distinct hours of each place in which something counted happened. */
export function incidentHours(
  state: MissionView,
  rule: CountingRule,
  counted: readonly Observation[],
): number {
  let hours = 0;
  for (const there of byPlace(state, rule, counted))
    hours += new Set(there.map(({ from }) => Math.floor(from / HOUR))).size;
  return hours;
}

function byPlace(
  state: MissionView,
  rule: CountingRule,
  counted: readonly Observation[],
): readonly (readonly Observation[])[] {
  switch (rule.distance.by) {
    case 'anywhere':
      return [counted];
    case 'zone': {
      const zoneOf = zonesOn(state);
      return [...Map.groupBy(counted, ({ place, from }) => zoneOf(place, from)).values()];
    }
    case 'settlement': {
      const [named, others] = [
        counted.filter(({ settlement }) => settlement !== undefined),
        counted.filter(({ settlement }) => settlement === undefined),
      ];
      return [
        ...Map.groupBy(named, ({ settlement }) => settlement).values(),
        ...byLeader(others, () => NEAR_SETTLEMENT),
      ];
    }
    case 'metres': {
      const { metres = 0 } = rule.distance;
      return byLeader(counted, () => metres);
    }
    case 'footprint':
      return byLeader(counted, (a, b) => spread(a) + spread(b));
  }
}

/** What is in no named place is of one place with what lies this near. */
const NEAR_SETTLEMENT = 5_000;

function spread({ place }: Observation): number {
  return 2 * Math.sqrt(place.covariance[0] + place.covariance[2]);
}

/** Each joins the first leader near enough, and leads where there is none. */
function byLeader(
  rows: readonly Observation[],
  near: (a: Observation, b: Observation) => number,
): readonly (readonly Observation[])[] {
  const groups: Observation[][] = [];
  for (const row of rows) {
    const group = groups.find(([leader]) => {
      if (leader === undefined) return false;
      const course = courseBetween(leader.place.at, row.place.at);
      return course !== undefined && course.distance <= near(leader, row);
    });
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  return groups;
}

/** The zone on record that the middle of a footprint lies in at a moment, the first by name; '' where none. */
export function zonesOn(state: MissionView): (place: Footprint, at: number) => string {
  const zones = [...state.zones]
    .filter(([name]) => !name.includes('@'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, versions]) => ({
      name,
      versions: versions.map(({ body }) => ({
        from: millisecondsOf(body.from),
        zone: zoneIn(body.geometry as object),
      })),
    }));
  return (place, at) =>
    zones.find(({ versions }) => {
      const version = versions.findLast(({ from }) => from <= at);
      return version !== undefined && inZone(version.zone, place.at);
    })?.name ?? '';
}

const ZONES = new WeakMap<object, Zone>();

function zoneIn(geometry: object): Zone {
  const known = ZONES.get(geometry);
  if (known !== undefined) return known;
  const read = readZone(geometry);
  if (!read.ok) throw new Error(`a zone on record cannot be read: ${read.refusal.message}`);
  ZONES.set(geometry, read.value);
  return read.value;
}
