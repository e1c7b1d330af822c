import { areaFinder, type MissionView } from '@armistice/core/mission';
import type { Essentials, Kept } from './rows.ts';

/** What lists say of an incident. */
export function essentialsOf({ incident }: Pick<Kept, 'incident'>): Essentials {
  const { id, kind, occurred, place, count, origins, basis, reports } = incident;
  const { status, attribution, finding, resolution, number, verifying, phase, weapon, tier } = incident;
  return {
    ...{ id, kind, occurred, place, count, origins, basis, reports: reports.length },
    ...{ status, attribution, finding, resolution },
    ...(number === undefined ? {} : { number }),
    ...(verifying === undefined ? {} : { verifying }),
    ...(phase === undefined ? {} : { phase }),
    ...(weapon === undefined ? {} : { weapon }),
    ...(tier === undefined ? {} : { tier }),
  };
}

/** The area of an incident: the zone that it lies in, or else where the first of its sources observes. */
export function areasOf(view: MissionView): (kept: Pick<Kept, 'incident'>) => string {
  const areaOf = areaFinder(view);
  return ({ incident: { place, occurred, reports } }) => {
    const source = view.reports.get(reports[0] ?? '')?.view.source ?? '';
    return areaOf({ place, from: Date.parse(occurred.from), source });
  };
}
