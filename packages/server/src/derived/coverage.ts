import { type Coverage, coverageShown, type MissionView, shownOf, wordsOf } from '@armistice/core/mission';

/** What stands beside every count: a count without it is read as calm where nobody looked. */
export type CoverageBeside =
  | 'not recorded'
  | (Pick<Coverage, 'hours' | 'of' | 'byMeans' | 'minutesLost' | 'running'> & {
      readonly denied: number;
      /** Position-hours lost, by cause. */
      readonly lost: { readonly [cause: string]: number };
    });

interface FromTo {
  readonly from?: string;
  readonly to?: string;
}

/** A number of incidents over a stretch in words: it is never 0 where nobody could observe. */
export function saysOf(view: MissionView, audience: string, incidents: number, stretch: FromTo = {}): string {
  const count = { min: incidents, best: incidents, max: incidents };
  return wordsOf({ shows: shownOf(count, coverageShown(view, stretchOf(stretch), audience)) });
}

function stretchOf({ from, to }: FromTo): { readonly from: number; readonly to: number } {
  return {
    from: from === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
  };
}

/** Coverage over a stretch (UTC, RFC 3339; everything where it is left out), as one audience may know it. */
export function coverageBeside(view: MissionView, audience: string, stretch: FromTo = {}): CoverageBeside {
  const found: Coverage = coverageShown(view, stretchOf(stretch), audience);
  if (!found.recorded) return 'not recorded';
  const { hours, of, byMeans, lost, access, minutesLost, running } = found;
  const causes: { [cause: string]: number } = {};
  for (const one of lost) causes[one.cause] = (causes[one.cause] ?? 0) + one.hours;
  const beside = { hours, of, byMeans, lost: causes, denied: access.denied, minutesLost };
  return running === true ? { ...beside, running } : beside;
}
