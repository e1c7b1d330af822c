import { didYouMean } from '../base/index.ts';
import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import { reportKinds } from './report-kinds.ts';

/** Kinds of report that an activity names, that no source bears, and that are nearly spelt like one that it does. */
export function kindAdvice({ activities = {} }: Agreement): readonly Advice[] {
  const common = reportKinds({ activities: {} });
  return Object.entries(activities).flatMap(([id, { is = [], 'may-be': mayBe = [] }]) =>
    [...is, ...mayBe].flatMap((kind) => {
      const mend = common.includes(kind) || kind === 'fire' ? '' : didYouMean(kind, common);
      if (mend === '') return [];
      const path = `activities.${id}`;
      const message = `${path}: "${kind}" is no common kind of report, and only reports written for this agreement bear it${mend}`;
      return [{ code: 'agreement/unknown-kind', path, message }];
    }),
  );
}
