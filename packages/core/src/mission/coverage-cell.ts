import { reads } from './audiences.ts';
import { type CoverageState, coverageShown, delayFor, isShown } from './coverage.ts';
import type { Stretch } from './observation.ts';
import { millisecondsOf } from './words.ts';

/** How much of what could be watched was: `held back` until its time is over for this audience, `to come` by the record's clock. */
export type Observed = 'whole' | 'part' | 'none' | 'not recorded' | 'held back' | 'to come';

/** One area or source over one period. */
export interface CoverageCell {
  readonly observed: Observed;
  /** Position-hours able to observe, of those there could have been; left out where nothing is known of them. */
  readonly hours?: number;
  readonly of?: number;
  /** Position-hours lost, by cause. */
  readonly lost?: { readonly [cause: string]: number };
  /** Incidents that began there and then. Never 0 unless somebody could observe. */
  readonly incidents?: number;
  /** Sums of a stretch that goes on. */
  readonly running?: true;
  /** It is the share of a sum over a longer time, which says nothing of this time by itself. */
  readonly spread?: true;
}

/** What one area, or all of them, comes to over a stretch; `incidents`: how many were told of, where they are counted. */
export function cellOf(
  state: CoverageState,
  { audience, ...stretch }: Stretch & { readonly audience: string },
  area: string | undefined,
  incidents: number | undefined,
): CoverageCell {
  const { recorded, hours, of, lost, running } = coverageShown(state, stretch, audience, area);
  const seen = incidents === undefined || incidents === 0 ? {} : { incidents };
  if (!recorded) return { observed: unrecorded(state, stretch, audience), ...seen };
  const causes: { [cause: string]: number } = {};
  for (const one of lost) causes[one.cause] = thousandths((causes[one.cause] ?? 0) + one.hours);
  const told = {
    ...{ hours, of },
    ...(Object.keys(causes).length === 0 ? {} : { lost: causes }),
    ...(running === true ? { running } : {}),
    ...(isSpread(state, stretch, audience, area) ? { spread: true as const } : {}),
  };
  if (hours === 0) return { observed: 'none', ...told, ...seen };
  return {
    ...{ observed: hours < of ? 'part' : 'whole', ...told },
    ...(incidents === undefined ? {} : { incidents }),
  };
}

/** Whether all that is known of a stretch is its share of sums over a longer time. */
function isSpread(
  state: CoverageState,
  { from, to }: Stretch,
  audience: string,
  area: string | undefined,
): boolean {
  const shown = isShown(state, audience);
  const about = [...state.coverage.values()].filter(
    ({ audience: whose, body }) =>
      reads(audience, whose) &&
      (area === undefined || body.area === area) &&
      millisecondsOf(body.from) < to &&
      millisecondsOf(body.to) > from &&
      shown(body),
  );
  return (
    about.every(({ body }) => body.state === 'summed') &&
    about.some(({ body }) => millisecondsOf(body.from) < from || millisecondsOf(body.to) > to)
  );
}

/** Why nothing is known of a stretch: it has not come, it is not shown yet, or nobody recorded it. */
function unrecorded(state: CoverageState, { from, to }: Stretch, audience: string): Observed {
  if (from >= state.at) return 'to come';
  const delay = delayFor(state, audience);
  return delay !== undefined && delay > 0 && to > state.at - delay * 3_600_000 ? 'held back' : 'not recorded';
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
