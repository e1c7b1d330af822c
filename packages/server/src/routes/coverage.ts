import { type Coverage, coverageOf } from '@armistice/core/mission';
import { type Static, Type } from 'typebox';
import type { Mission } from '../mission.ts';

/** What stands beside every count: a count without it is read as calm where nobody looked. */
export const CoverageSchema = Type.Union([
  Type.Literal('not recorded', { description: 'nobody stated who could observe: 0 here is not calm' }),
  Type.Object({
    hours: Type.Number({ description: 'position-hours able to observe' }),
    of: Type.Number({ description: 'position-hours planned' }),
    byMeans: Type.Record(Type.String(), Type.Number()),
    denied: Type.Integer({ description: 'times that access was denied' }),
    minutesLost: Type.Number({ description: 'to access refused, delayed or given on terms' }),
    running: Type.Optional(
      Type.Literal(true, { description: 'part of it is of a day that is not over: more hours will come' }),
    ),
  }),
]);

/** Coverage over a stretch (UTC, RFC 3339; everything where it is left out), as one audience may know it. */
export function coverageBeside(
  mission: Mission,
  audience: string,
  { from, to }: { readonly from?: string; readonly to?: string } = {},
): Static<typeof CoverageSchema> {
  const stretch = {
    from: from === undefined ? Number.MIN_SAFE_INTEGER : Date.parse(from),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
  };
  const found: Coverage = coverageOf(mission.view, stretch, audience);
  if (!found.recorded) return 'not recorded';
  const { hours, of, byMeans, access, minutesLost, running } = found;
  const beside = { hours, of, byMeans, denied: access.denied, minutesLost };
  return running === true ? { ...beside, running } : beside;
}
