import { type Me, useMe } from './me.ts';
import { useSeenAs } from './seen-as.ts';

const MISSION = 'mission';
const PUBLIC = 'public';

/** As which audience somebody reads: the one they chose where they may, else their widest: the mission's, their party's, everyone's. */
export function audienceFor(
  { audiences, party = PUBLIC }: Pick<Me, 'audiences' | 'party'>,
  chosen?: string,
): string {
  return [chosen, MISSION, party].find((one) => one !== undefined && audiences.includes(one)) ?? PUBLIC;
}

/** The audience as whom the views are read; `public` until the server has said who asks. */
export function useAudience(): string {
  const chosen = useSeenAs();
  const me = useMe();
  return me === undefined ? PUBLIC : audienceFor(me, chosen);
}
