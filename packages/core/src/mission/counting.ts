import { formatMoment } from '../base/index.ts';
import { type CountingRule, SHIPPED_RULES } from './counting-rule.ts';
import { type Coverage, coverageOf, whyNotObserved } from './coverage.ts';
import {
  type DischargeGroup,
  groupDischarges,
  incidentHours,
  type LocalOffset,
  zonesOn,
} from './discharge-groups.ts';
import type { CountRange } from './incident.ts';
import { COUNTED, type Observation, OURS, observationsIn, type Stretch } from './observation.ts';
import { mayOverlap, notToldOf, withoutOverlap } from './overlap.ts';
import type { MissionView } from './state.ts';

/** What is asked: anyone entitled asks it again, under this rule or another. */
export interface CountQuery extends Stretch {
  readonly rule: CountingRule;
  /** Who reads the answer: what is sealed to others is not in it. */
  readonly audience: string;
  readonly area?: string;
}

/** What a rule comes to over a stretch. Figures under a mark or in a class are shown beside, and never added. */
export interface CountAnswer {
  readonly rule: { readonly rule: string; readonly version: number; readonly says: string };
  readonly unit: CountingRule['unit'];
  readonly from: string;
  readonly to: string;
  readonly audience: string;
  readonly area?: string;
  readonly statuses: readonly string[];
  readonly count: CountRange;
  /** Nobody could observe, for these causes: a count of 0 beside it is no figure. */
  readonly notObserved?: readonly string[];
  /** Groups below the threshold of a rule that does not say what they are, with their discharges. */
  readonly undetermined?: { readonly groups: number; readonly discharges: CountRange };
  /** Discharges that heavy fire in the same group absorbs. */
  readonly absorbed?: CountRange;
  /** Groups below the threshold that the rule drops or sets apart. */
  readonly below?: { readonly groups: number; readonly discharges: CountRange };
  readonly classes: { readonly [name: string]: CountRange };
  /** Perceived by these alone: a party, a third party, a crowding source. */
  readonly apart: { readonly [mark: string]: CountRange };
  /** Reports that told of the same as others, or whose incident has another status; none of a crowding source. */
  readonly notAdded: { readonly overlap: number; readonly status: number };
  readonly coverage: Coverage;
}

const NOTHING: CountRange = { min: 0, best: 0, max: 0 };

/** Counts under a rule. Pure: the same state, rule, stretch and audience give the same answer, to the byte. */
export function countUnder(state: MissionView, query: CountQuery): CountAnswer {
  const { rule, from, to, audience, area } = query;
  const all = observationsIn(state, rule, query, audience);
  const statuses: readonly string[] = rule.statuses;
  const looked = all.filter(({ status }) => statuses.includes(status));
  const inside = insideOf(state, area);
  const tallies = tally(state, rule, looked, inside);
  const coverage = coverageOf(state, query, audience, area);
  const causes = whyNotObserved(tallies.count, coverage);
  return {
    rule: { rule: rule.rule, version: rule.version, says: rule.says },
    unit: rule.unit,
    from: formatMoment(from),
    to: formatMoment(to),
    audience,
    ...(area === undefined ? {} : { area }),
    statuses,
    ...tallies,
    ...(causes === undefined ? {} : { notObserved: causes }),
    notAdded: { ...tallies.notAdded, status: ofMission(inside(all)) - ofMission(inside(looked)) },
    coverage,
  };
}

/** How many there are besides those of crowding sources, whose number is in no figure but their own. */
function ofMission(rows: readonly Observation[]): number {
  return rows.reduce((sum, { crowding }) => sum + (crowding ? 0 : 1), 0);
}

/** A rule by name: on record, or shipped; the last version where none is named. */
export function countingRuleNamed(
  state: MissionView,
  rule: string,
  version?: number,
): CountingRule | undefined {
  const known = [...SHIPPED_RULES, ...state.countingRules.values()].filter(
    (one) => one.rule === rule && (version === undefined || one.version === version),
  );
  return known.reduce<CountingRule | undefined>(
    (last, one) => (last === undefined || one.version >= last.version ? one : last),
    undefined,
  );
}

type Tallies = Pick<CountAnswer, 'count' | 'undetermined' | 'absorbed' | 'below' | 'classes' | 'apart'> & {
  readonly notAdded: { readonly overlap: number };
};

/** Which of some observations lie in the area that is asked for. */
type Inside = (rows: readonly Observation[]) => readonly Observation[];

/**
 * What several told of is taken out before an area is looked at, as it is taken out of the whole: else one event would count
 * in the area of each who told of it, and an area could come to more than the whole.
 */
function tally(
  state: MissionView,
  rule: CountingRule,
  looked: readonly Observation[],
  inside: Inside,
): Tallies {
  const offset = localOffset(state);
  const classes: { [name: string]: CountRange } = {};
  const apart: { [mark: string]: CountRange } = {};
  let overlap = 0;
  let main: Counted = { count: NOTHING };
  for (const [name, some] of byName(looked, (one) => one.class)) {
    const ours = some.filter(({ mark }) => mark === OURS);
    const counted = inside(withoutOverlap(rule, ours));
    overlap += inside(ours).length - counted.length;
    const figure = unitsOf(state, rule, counted, offset);
    if (name === COUNTED) main = figure;
    else classes[name] = sumOf(rule, counted);
    for (const [mark, own] of byName(some, (one) => one.mark)) {
      if (mark === OURS) continue;
      const alone = seenAlone(rule, own, ours);
      overlap += ofMission(inside(own)) - ofMission(inside(alone));
      // A crowding source is alone under its mark, and there are too many of its reports to compare each with each.
      const told = own[0]?.crowding === true ? alone : withoutOverlap(rule, alone);
      const sum = unitsOf(state, rule, inside(told), offset).count;
      if (sum.max > 0)
        apart[mark] = added(Object.hasOwn(apart, mark) ? (apart[mark] ?? NOTHING) : NOTHING, sum);
    }
  }
  return { ...main, classes, apart, notAdded: { overlap } };
}

/** What others perceived that nobody of ours did; that is all that is shown under their mark. */
function seenAlone(
  rule: CountingRule,
  own: readonly Observation[],
  ours: readonly Observation[],
): readonly Observation[] {
  if (ours.length === 0 || own.length === 0) return own;
  if (own[0]?.crowding === true) return mayOverlap(rule) ? notToldOf(rule, ours, own) : own;
  // Ours outweigh any other in the comparison, so that what is left is what they do not tell of.
  const weighed = ours.map((one) => ({ ...one, source: OURS, count: HEAVY }));
  const left = withoutOverlap(
    rule,
    [...weighed, ...own].sort((a, b) => a.from - b.from || a.to - b.to || (a.key < b.key ? -1 : 1)),
  );
  return left.filter(({ mark }) => mark !== OURS);
}

const HEAVY: CountRange = { min: 1e9, best: 1e9, max: 1e9 };

function byName(
  rows: readonly Observation[],
  nameOf: (one: Observation) => string,
): readonly (readonly [string, readonly Observation[]])[] {
  return [...Map.groupBy(rows, nameOf)].sort(([a], [b]) => (a < b ? -1 : 1));
}

type Counted = Pick<CountAnswer, 'count' | 'undetermined' | 'absorbed' | 'below'>;

function unitsOf(
  state: MissionView,
  rule: CountingRule,
  counted: readonly Observation[],
  offset: LocalOffset,
): Counted {
  switch (rule.unit) {
    case 'report':
    case 'event':
      return { count: sumOf(rule, counted) };
    case 'incident-hour': {
      const hours = incidentHours(state, rule, counted);
      return { count: { min: hours, best: hours, max: hours } };
    }
    case 'burst':
    case 'salvo':
    case 'shelling':
    case 'incident':
      return groupsOf(rule, groupDischarges(state, rule, counted, offset));
  }
}

function groupsOf(rule: CountingRule, groups: readonly DischargeGroup[]): Counted {
  const least = rule.threshold['at-least'];
  let [count, below, absorbed] = [NOTHING, NOTHING, NOTHING];
  let few = 0;
  for (const group of groups) {
    const heavy = withoutAbsorbed(rule, group);
    absorbed = added(absorbed, less(sumOf(rule, group), sumOf(rule, heavy)));
    const discharges = sumOf(rule, heavy);
    const reaches = (one: number) => (one >= least ? 1 : 0);
    if (discharges.best >= least || rule.threshold.below === 'counts-as-one')
      count = added(count, {
        min: rule.threshold.below === 'counts-as-one' ? 1 : reaches(discharges.min),
        best: 1,
        max: 1,
      });
    else {
      // What may reach the threshold at the upper end of its range may be one more.
      count = added(count, { min: 0, best: 0, max: reaches(discharges.max) });
      few += 1;
      below = added(below, discharges);
    }
  }
  const open = few === 0 ? {} : { groups: few, discharges: below };
  return {
    count,
    ...(absorbed.max > 0 ? { absorbed } : {}),
    ...(few === 0
      ? {}
      : rule.threshold.below === 'undetermined'
        ? { undetermined: open as { groups: number; discharges: CountRange } }
        : { below: open as { groups: number; discharges: CountRange } }),
  };
}

function withoutAbsorbed({ precedence }: CountingRule, group: DischargeGroup): DischargeGroup {
  const gone = new Set<string>();
  for (const { heavy, absorbs } of precedence)
    if (group.some(({ kind }) => (heavy as readonly string[]).includes(kind)))
      for (const kind of absorbs) gone.add(kind);
  return gone.size === 0 ? group : group.filter(({ kind }) => !gone.has(kind));
}

function sumOf({ ranges }: CountingRule, rows: readonly Observation[]): CountRange {
  const sum = rows.reduce((all, { count }) => added(all, count), NOTHING);
  return ranges === 'best-alone' ? { min: sum.best, best: sum.best, max: sum.best } : sum;
}

function added(a: CountRange, b: CountRange): CountRange {
  return { min: a.min + b.min, best: a.best + b.best, max: a.max + b.max };
}

function less(a: CountRange, b: CountRange): CountRange {
  return { min: a.min - b.min, best: a.best - b.best, max: a.max - b.max };
}

/** Those in an area: by its zone on record, or else by the area of the source. */
function insideOf(state: MissionView, area: string | undefined): Inside {
  if (area === undefined) return (rows) => rows;
  const areaOf = areaFinder(state);
  return (rows) => rows.filter((one) => areaOf(one) === area);
}

/** The area of an observation: the zone that it lies in, or else where its source observes. */
export function areaFinder(
  state: MissionView,
): (one: Pick<Observation, 'place' | 'from' | 'source'>) => string {
  const zoneOf = zonesOn(state);
  return ({ place, from, source }) => {
    const zone = state.zones.size === 0 ? '' : zoneOf(place, from);
    if (zone !== '') return zone;
    const known = state.sources.get(source);
    return known?.area ?? state.posts.get(known?.post ?? source)?.area ?? '';
  };
}

/** The clock of the agreement adopted last, as its record settled it; UTC where there is none. */
export function localOffset(state: MissionView): LocalOffset {
  const offsets = state.agreements.at(-1)?.agreement['clock-offsets'] ?? [];
  return (at) => offsets.findLast(([from]) => from * 1000 <= at)?.[1] ?? 0;
}
