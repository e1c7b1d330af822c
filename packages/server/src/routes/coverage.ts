import { type Coverage, coverageOf, shownOf, wordsOf } from '@armistice/core/mission';
import { type Static, Type } from 'typebox';
import type { Mission } from '../mission.ts';

/** What stands beside every count: a count without it is read as calm where nobody looked. */
export const CoverageSchema = Type.Union([
  Type.Literal('not recorded', { description: 'nobody stated who could observe: 0 here is not calm' }),
  Type.Object({
    hours: Type.Number({ description: 'position-hours able to observe' }),
    of: Type.Number({ description: 'position-hours planned' }),
    byMeans: Type.Record(Type.String(), Type.Number()),
    lost: Type.Record(Type.String(), Type.Number(), { description: 'position-hours lost, by cause' }),
    denied: Type.Integer({ description: 'times that access was denied' }),
    minutesLost: Type.Number({ description: 'to access refused, delayed or given on terms' }),
    running: Type.Optional(
      Type.Literal(true, { description: 'part of it is of a day that is not over: more hours will come' }),
    ),
  }),
]);

export const SaysSchema = Type.String({
  description:
    'the number of incidents in words, with its hours; where nobody could observe: "not observed", and why',
});

interface FromTo {
  readonly from?: string;
  readonly to?: string;
}

/** A number of incidents over a stretch in words: it is never 0 where nobody could observe. */
export function saysOf(mission: Mission, audience: string, incidents: number, stretch: FromTo = {}): string {
  const count = { min: incidents, best: incidents, max: incidents };
  return wordsOf({ shows: shownOf(count, coverageOf(mission.view, stretchOf(stretch), audience)) });
}

function stretchOf({ from, to }: FromTo): { readonly from: number; readonly to: number } {
  return {
    from: from === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
  };
}

/** Coverage over a stretch (UTC, RFC 3339; everything where it is left out), as one audience may know it. */
export function coverageBeside(
  mission: Mission,
  audience: string,
  stretch: FromTo = {},
): Static<typeof CoverageSchema> {
  const found: Coverage = coverageOf(mission.view, stretchOf(stretch), audience);
  if (!found.recorded) return 'not recorded';
  const { hours, of, byMeans, lost, access, minutesLost, running } = found;
  const causes: { [cause: string]: number } = {};
  for (const one of lost) causes[one.cause] = (causes[one.cause] ?? 0) + one.hours;
  const beside = { hours, of, byMeans, lost: causes, denied: access.denied, minutesLost };
  return running === true ? { ...beside, running } : beside;
}
