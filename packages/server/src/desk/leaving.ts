import { readMoment } from '@armistice/core/base';
import { MISSION } from '@armistice/core/mission';
import type { Json } from '@armistice/core/record';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';

interface Entry {
  readonly kind: string;
  readonly audience: string;
  readonly body: { readonly [name: string]: Json };
}

const HOUR = 3_600_000;
const DELAY = 24;

/**
 * Who observes, and what is watched now, stays in the mission: whoever knows where nobody looks can do there what they like.
 * For others there are sums by area of what was over for as long as the rules say. Throws for anything else; what once
 * stands in the open record cannot be called back.
 */
export async function mustNotTellWhoWatches(
  mission: Mission,
  { kind, audience, body }: Entry,
  now: number,
): Promise<void> {
  if (audience === MISSION) return;
  if (kind === 'claim' || kind === 'inquiry')
    throw new Problem(
      'request/not-allowed',
      `who works on what is for the mission alone: write it for "${MISSION}", not for ${audience}`,
    );
  if (kind !== 'coverage' && kind !== 'access') return;
  if (body.source !== undefined || (kind === 'coverage' && body.state !== 'summed'))
    throw new Problem(
      'request/not-allowed',
      `who observes is for the mission alone: for ${audience} write sums by area (state: summed), without a source`,
    );
  const { rules } = await mission.ask('beginning', MISSION, {});
  const delay = rules['coverage-delay'] ?? DELAY;
  const to = typeof body.to === 'string' ? readMoment(body.to) : undefined;
  if (delay > 0 && (body.running === true || to === undefined || to > now - delay * HOUR))
    throw new Problem(
      'request/not-allowed',
      `what was watched is for ${audience} once it was over for ${delay} hours (coverage-delay in the rules)`,
    );
}
