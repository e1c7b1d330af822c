import {
  type Incident,
  MISSION,
  type MissionView,
  PERSONS,
  type PublishedRow,
  reads,
  rowOf,
  type Stretch,
  SUPPRESS_BELOW,
  zonesOn,
} from '../mission/index.ts';
import type { KindRow, Told } from './model.ts';
import { momentOf } from './narrowed.ts';

/** A radius that holds 90 % of a circular normal distribution, in standard deviations. */
const CIRCLE_90 = 2.145966;

/** Incidents of a stretch as an audience knows them, in the order of time and id; those that others alone told of stand apart. */
export function incidentsIn(
  state: MissionView,
  { from, to }: Stretch,
  audience: string,
): readonly PublishedRow[] {
  const found: Incident[] = [];
  for (const incident of state.incidents.values()) {
    const { basis, occurred, context, only } = incident;
    if (!reads(audience, basis) || context !== undefined || only !== undefined) continue;
    if (momentOf(occurred.to) >= from && momentOf(occurred.from) < to) found.push(incident);
  }
  return found
    .sort((a, b) => momentOf(a.occurred.from) - momentOf(b.occurred.from) || (a.id < b.id ? -1 : 1))
    .map((incident) => rowOf(state, incident, audience));
}

/** Tells of incidents as they go into a bulletin. */
export function tellerOf(state: MissionView): (row: PublishedRow) => Told {
  const zoneOf = zonesOn(state);
  return ({ incident, indications, positions = [] }) => {
    const { id, number, kind, occurred, place, count, weapon, origins, status, unable, attributed } =
      incident;
    const zone = zoneOf(place, momentOf(occurred.from));
    return {
      ...{ id, kind, from: occurred.from, to: occurred.to },
      ...(number === undefined ? {} : { number }),
      ...{ at: roundedPosition(place.at), radius: radiusOf(place.covariance) },
      ...(zone === '' ? {} : { zone }),
      count: { min: count.min, best: count.best, max: count.max },
      ...(weapon === undefined ? {} : { weapon }),
      ...{ sources: origins, status, attribution: incident.attribution },
      ...(unable === undefined ? {} : { unable }),
      ...(incident.class === undefined ? {} : { class: incident.class }),
      ...(attributed === undefined ? {} : { attributed }),
      ...{ finding: incident.finding, findings: incident.findings ?? [], resolution: incident.resolution },
      indications: indications.map(
        ({ agreement, clause, outcome, probability, missing, exception, because }) => ({
          ...{ agreement, clause, outcome, probability, because },
          ...(missing === undefined ? {} : { missing }),
          ...(exception === undefined ? {} : { exception }),
        }),
      ),
      positions,
    };
  };
}

/** Degrees to about a metre: no file shows a place more exactly. */
export function roundedPosition([longitude, latitude]: readonly [number, number]): readonly [number, number] {
  return [Math.round(longitude * 1e5) / 1e5, Math.round(latitude * 1e5) / 1e5];
}

/**
 * Metres around the middle that hold 90 % or more: of the longer axis, as a circle of the mean would hold less of a long
 * ellipse. The covariance is in m²: east, east by north, north.
 */
export function radiusOf([east, both, north]: readonly [number, number, number]): number {
  const half = (east - north) / 2;
  const longer = (east + north) / 2 + Math.sqrt(half * half + both * both);
  return Math.round(CIRCLE_90 * Math.sqrt(longer));
}

export function statusesOf(rows: readonly PublishedRow[]): { readonly [status: string]: number } {
  const sums: { [status: string]: number } = {};
  for (const { incident } of rows) sums[incident.status] = (sums[incident.status] ?? 0) + 1;
  return sums;
}

/** By kind, with the statuses of each. Where few persons are concerned, a figure may tell who: it is suppressed. */
export function kindsOf(
  { rules }: MissionView,
  rows: readonly PublishedRow[],
  audience: string,
): readonly KindRow[] {
  const least = rules['suppress-below'] ?? SUPPRESS_BELOW;
  return [...Map.groupBy(rows, ({ incident }) => incident.kind)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, some]) => {
      const few = audience !== MISSION && PERSONS.has(kind) && some.length < least;
      return few
        ? { kind, incidents: 'suppressed' as const, statuses: {} }
        : { kind, incidents: some.length, statuses: statusesOf(some) };
    });
}
