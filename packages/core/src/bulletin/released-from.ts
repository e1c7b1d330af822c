import { readMoment } from '../base/index.ts';
import { type BulletinEntry, MISSION, PARTNERS } from '../mission/index.ts';
import { PUBLIC } from '../record/index.ts';

/**
 * UTC milliseconds from which on an audience is given the document of a bulletin; 0 where it is not held back. Parties get
 * it together, then partners, then everyone.
 */
export function releasedFrom(audience: string, { release }: Pick<BulletinEntry, 'release'>): number {
  if (release === undefined || audience === MISSION) return 0;
  if (audience === PUBLIC) return readMoment(release.public) ?? 0;
  if (audience === PARTNERS) return readMoment(release.partners) ?? 0;
  // Every party, and every body that parties sit in, at the same moment.
  return readMoment(release.parties) ?? 0;
}
