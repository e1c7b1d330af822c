import { formatMoment } from '../base/index.ts';
import {
  areasOn,
  areasWithout,
  type CountingRule,
  type CountRange,
  countUnder,
  isSmall,
  type MissionView,
  type Published,
  type Stretch,
  shownUnder,
} from '../mission/index.ts';
import type { AreaRow, Before, Draft, Period } from './model.ts';
import { momentOf } from './narrowed.ts';

const DAY = 86_400_000;

/** What the figures are asked of. */
export interface Asked {
  readonly state: MissionView;
  readonly rule: CountingRule;
  readonly audience: string;
  /** Of a spot or thematic report nothing is compared. */
  readonly compares: boolean;
}

/** The nights of a daily report, each compared by itself; of the others the whole stretch. */
export function stretchesOf({ type, from, to }: Pick<Draft, 'type' | 'from' | 'to'>): readonly Stretch[] {
  const [begins, ends] = [momentOf(from), momentOf(to)];
  if (type !== 'daily' || ends - begins <= DAY) return [{ from: begins, to: ends }];
  return daysOf(begins, ends);
}

/** Stretches of 24 hours from the beginning; the last may be shorter. */
export function daysOf(from: number, to: number): readonly Stretch[] {
  const days: Stretch[] = [];
  for (let at = from; at < to; at += DAY) days.push({ from: at, to: Math.min(at + DAY, to) });
  return days;
}

/** The stretch of the same length before another. */
export function stretchBefore({ from, to }: Stretch): Stretch {
  return { from: from - (to - from), to: from };
}

export function periodOf(asked: Asked, stretch: Stretch, draft: Draft): Period {
  const { state, rule, audience, compares } = asked;
  const area = draft.area === undefined ? {} : { area: draft.area };
  const query = { rule, audience, ...stretch, ...area };
  const { classes, apart, undetermined, below, notAdded, from, to } = countUnder(state, query);
  const shows = shownUnder(state, query);
  // Parts of a figure that is suppressed would give it away.
  const parts = {
    ...{ classes, apart, notAdded },
    ...(undetermined === undefined ? {} : { undetermined }),
    ...(below === undefined ? {} : { below }),
  };
  return {
    ...{ from, to, shows },
    ...(shows.is === 'suppressed' ? { classes: {}, apart: {} } : parts),
    ...(compares ? { before: beforeOf(asked, stretchBefore(stretch), draft) } : {}),
  };
}

function beforeOf({ state, rule, audience }: Asked, stretch: Stretch, draft: Draft): Before {
  const area = draft.area === undefined ? {} : { area: draft.area };
  const query = { rule, audience, ...stretch, ...area };
  const times = { from: formatMoment(stretch.from), to: formatMoment(stretch.to) };
  const shows = shownUnder(state, query);
  const told = bulletinOn(state, stretch, audience, draft);
  if (told === undefined) return { ...times, shows };
  const first = countIn(told.body.figures);
  const stands = first === undefined ? undefined : corrected(told, first);
  const now = countUnder(state, query).count;
  const bulletin = told.body.number;
  // Nobody could observe, or it would expose somebody: an earlier figure changes nothing about that.
  if (stands === undefined || first === undefined || shows.is === 'suppressed')
    return { ...times, shows, bulletin };
  return {
    ...times,
    bulletin,
    shows: isNothing(stands)
      ? shows.is === 'figure'
        ? { is: 'nothing-seen', hours: shows.hours, of: shows.of }
        : shows
      : { is: 'figure', count: stands, ...hoursIn(shows) },
    ...(isSame(first, stands) ? {} : { first }),
    ...(isSame(stands, now) ? {} : { due: now }),
  };
}

function hoursIn(shows: Period['shows']): { readonly hours: number; readonly of: number } {
  return shows.is === 'figure' || shows.is === 'nothing-seen'
    ? { hours: shows.hours, of: shows.of }
    : { hours: 0, of: 0 };
}

/** The bulletin that reported on exactly that stretch, by the same rule and for the same readers; the last of them. */
function bulletinOn(
  { bulletins }: MissionView,
  { from, to }: Stretch,
  audience: string,
  { rule, area }: Draft,
): Published | undefined {
  return [...bulletins.values()].findLast(
    (one) =>
      one.audience === audience &&
      one.body.area === area &&
      one.body.rule.rule === rule.rule &&
      one.body.rule.version === rule.version &&
      momentOf(one.body.from) === from &&
      momentOf(one.body.to) === to &&
      one.body.figures !== undefined,
  );
}

function isRange(value: unknown): value is CountRange {
  const range = value as Partial<CountRange> | null;
  return typeof range === 'object' && range !== null && typeof range.best === 'number';
}

/** The count among the figures that a bulletin stated. */
export function countIn(figures: unknown): CountRange | undefined {
  const count = (figures as { readonly count?: unknown } | undefined)?.count;
  return isRange(count) ? { min: count.min, best: count.best, max: count.max } : undefined;
}

function corrected({ corrected: errata }: Published, first: CountRange): CountRange {
  let stands = first;
  for (const { body } of errata)
    for (const { figure, is } of body.changes) if (figure === 'count' && isRange(is)) stands = is;
  return { min: stands.min, best: stands.best, max: stands.max };
}

function isSame(a: CountRange, b: CountRange): boolean {
  return a.min === b.min && a.best === b.best && a.max === b.max;
}

function alone(best: number): CountRange {
  return { min: best, best, max: best };
}

function isNothing({ max }: CountRange): boolean {
  return max === 0;
}

/** Areas of the record, and those in which something was seen that no coverage names; or those that the draft names. */
export function areaNames(
  { state, rule, audience }: Asked,
  stretch: Stretch,
  draft: Draft,
): readonly string[] {
  const zones = new Set(zoneNames(state));
  const all = [...areasOn(state), ...areasWithout(state, { rule, audience, ...stretch })];
  const named = [...new Set(all)].filter((area) => !zones.has(area)).sort();
  return draft.areas === undefined ? named : named.filter((area) => draft.areas?.includes(area));
}

/** Zones on record by name: disengagement areas, security zones. */
export function zoneNames({ zones }: MissionView): readonly string[] {
  return [...zones.keys()].filter((name) => !name.includes('@')).sort();
}

export function areaRow(
  { state, rule, audience, compares }: Asked,
  stretches: readonly Stretch[],
  area: string,
): AreaRow {
  return {
    area,
    periods: stretches.map((stretch) => {
      const query = { rule, audience, area, ...stretch };
      const shows = shownUnder(state, query);
      const before = { ...query, ...stretchBefore(stretch) };
      const { apart, count, notAdded } = countUnder(state, query);
      const { overlap: elsewhere } = notAdded;
      return {
        shows,
        apart: shows.is === 'suppressed' ? {} : apart,
        // 0 alone would say that nothing was told of there.
        ...(isNothing(count) && elsewhere > 0 && !isSmall(state, query, alone(elsewhere))
          ? { elsewhere }
          : {}),
        ...(compares ? { before: shownUnder(state, before) } : {}),
      };
    }),
  };
}
