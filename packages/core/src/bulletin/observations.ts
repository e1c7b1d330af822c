import { formatMoment } from '../base/index.ts';
import { areaFinder, observationsIn, type Stretch, zonesOn } from '../mission/index.ts';
import { radiusOf, roundedPosition } from './incidents-in.ts';
import type { ObservationRow } from './model.ts';
import type { Asked } from './periods.ts';

/** Every observation that the rule looks at, one a row, in the order of time. Where the observer stood is in none. */
export function observationsOf(
  { state, rule, audience }: Asked,
  stretch: Stretch,
  kinds: readonly string[] | undefined,
): readonly ObservationRow[] {
  const [areaOf, zoneOf] = [areaFinder(state), zonesOn(state)];
  return observationsIn(state, rule, stretch, audience)
    .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
    .map((one): ObservationRow => {
      const { phase, weapon, count } = state.reports.get(one.key)?.view ?? {};
      const zone = zoneOf(one.place, one.from);
      const number = state.incidents.get(one.incident)?.number;
      const named = [
        weapon?.class,
        weapon?.calibre === undefined ? undefined : `${weapon.calibre} mm`,
        weapon?.name,
      ];
      const weaponSaid = named.filter((part) => part !== undefined).join(' ');
      return {
        ...{ source: one.source, area: areaOf(one), kind: one.kind },
        ...(zone === '' ? {} : { zone }),
        ...(one.means === undefined ? {} : { means: one.means }),
        count: count ?? [1, 1],
        ...(phase === undefined ? {} : { phase }),
        ...(weaponSaid === '' ? {} : { weapon: weaponSaid }),
        ...{ from: formatMoment(one.from), to: formatMoment(one.to) },
        ...{ at: roundedPosition(one.place.at), radius: radiusOf(one.place.covariance) },
        ...(one.settlement === undefined ? {} : { place: one.settlement }),
        incident: one.incident,
        ...(number === undefined ? {} : { number }),
        ...{ status: one.status, class: one.class, mark: one.mark },
      };
    });
}
