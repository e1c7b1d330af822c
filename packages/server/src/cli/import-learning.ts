import { FUSION_ENTRY, isContext, lessonsOf, type MissionView } from '@armistice/core/mission';
import type { Mission } from '../mission.ts';
import { enterLessons } from '../mission-learning.ts';
import type { OpenLog } from '../record/folder.ts';
import type { Io } from './command.ts';
import { tellLessons } from './mission-learn.ts';

/**
 * Puts on record what the reports teach of their sources, where the mission holds nothing but what others wrote: in one
 * that was made here before anything is grouped. Models of a mission with reports of its own are for a person to change;
 * if it was made here, it begins with those of this program. Answers how many entries that took.
 */
export async function learnOfContext(
  mission: Mission,
  view: MissionView,
  open: OpenLog,
  found: boolean,
  io: Io,
): Promise<number> {
  await mission.settled();
  const { reports, fusion } = view;
  let [own, others] = [0, 0];
  for (const { view: report } of reports.values())
    if (isContext(report.source)) others += 1;
    else own += 1;
  if (!found && (own > 0 || others === 0)) return 0;
  const lessons =
    own > 0 ? { reports: 0, clocks: [], leftOut: 0, parameters: FUSION_ENTRY } : lessonsOf(view);
  const written = await enterLessons(open, lessons);
  if (own === 0 && written > 0) tellLessons({ fusion }, lessons, io);
  await mission.settled();
  return written;
}
