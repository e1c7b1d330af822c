import type { Refusal } from '../base/index.ts';
import type { Draft } from './model.ts';
import { momentOf } from './narrowed.ts';
import { sectionsIn } from './sections.ts';

const DAY = 86_400_000;

/**
 * So many days each type reaches over, at most. Each night of a daily report is counted by itself, and each day of a weekly
 * one stands in its trend, with every area and zone: what is asked for must be done some time.
 */
export const MOST_DAYS: { readonly [type in Draft['type']]: number } = {
  ...{ daily: 31, weekly: 92 },
  ...{ spot: 3660, thematic: 3660 },
};

/** Why a bulletin cannot be about a stretch; undefined where it can. */
export function stretchProblem({ type, from, to }: Pick<Draft, 'type' | 'from' | 'to'>): Refusal | undefined {
  const [begins, ends] = [momentOf(from), momentOf(to)];
  if (ends <= begins)
    return { code: 'bulletin/stretch', message: `it ends at ${to}, which is not after ${from}` };
  const most = MOST_DAYS[type];
  if (ends - begins <= most * DAY) return undefined;
  return {
    code: 'bulletin/stretch',
    message: `a ${type} report is about ${most} days at most: take another type, or several`,
  };
}

/** Why what a person chose for a bulletin does not hold; undefined where it does. */
export function draftProblem(draft: Pick<Draft, 'type' | 'from' | 'to' | 'remarks'>): Refusal | undefined {
  const { type, remarks = [] } = draft;
  const nowhere = remarks.find(({ section }) => !sectionsIn(type).includes(section));
  if (nowhere === undefined) return stretchProblem(draft);
  return {
    code: 'bulletin/section',
    message: `a ${type} report prints no section "${nowhere.section}": put the remark into ${sectionsIn(type).join(', ')}`,
  };
}
