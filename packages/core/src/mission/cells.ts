import { areaFinder, type CountAnswer, type CountQuery, countUnder, localOffset } from './counting.ts';
import { whyNotObserved } from './coverage.ts';
import { localDay } from './discharge-groups.ts';
import type { CountRange } from './incident.ts';
import { observationsIn, type Stretch } from './observation.ts';
import { periodsOf } from './periods.ts';
import type { MissionView } from './state.ts';
import { MISSION } from './views.ts';

// A table cell says one of four things, and none of them is another: a figure with its hours; 0 with its hours; that
// nobody could observe, and why; or that the figure is too small to be shown without exposing somebody.

/** What one cell shows. */
export type Shown =
  | { readonly is: 'figure'; readonly count: CountRange; readonly hours: number; readonly of: number }
  | { readonly is: 'nothing-seen'; readonly hours: number; readonly of: number }
  | { readonly is: 'not-observed'; readonly causes: readonly string[] }
  | { readonly is: 'suppressed' };

/** One area over one stretch. Figures of a party alone stand beside, marked, and are never added. */
export interface Cell {
  readonly area: string;
  readonly from: string;
  readonly to: string;
  readonly shows: Shown;
  readonly apart: CountAnswer['apart'];
}

/** Kinds of which a small figure may tell who: outside the mission it is suppressed. */
export const PERSONS: ReadonlySet<string> = new Set(['casualty', 'detention']);
/** Below this, where the rules of the mission say nothing. */
export const SUPPRESS_BELOW = 3;
const MOST_CELLS = 100_000;

/** A table of a count by area and day or hour; days by the midnight that the rule names. */
export function cellsOf(
  state: MissionView,
  query: CountQuery,
  step: 'day' | 'hour',
  areas: readonly string[] = areasOn(state),
): readonly Cell[] {
  const stretches = stretchesOf(state, query, step);
  if (stretches.length * areas.length > MOST_CELLS)
    throw new Error(`a table of more than ${MOST_CELLS} cells: ask for fewer areas or a shorter stretch`);
  return areas.flatMap((area) =>
    stretches.map((stretch) => cellOf(state, { ...query, ...stretch, area }, area)),
  );
}

function cellOf(state: MissionView, query: CountQuery, area: string): Cell {
  const { count, apart, coverage, from, to } = countUnder(state, query);
  const suppressed = isSmall(state, query, count);
  return {
    area,
    from,
    to,
    shows: suppressed ? { is: 'suppressed' } : shownOf(count, coverage),
    apart: suppressed ? {} : apart,
  };
}

/** What is shown of a count of one area, or of all, to those whom it is asked for. */
export function shownUnder(state: MissionView, query: CountQuery): Shown {
  const { count, coverage } = countUnder(state, query);
  return isSmall(state, query, count) ? { is: 'suppressed' } : shownOf(count, coverage);
}

/** What is shown of a figure with its coverage: never 0 where nobody could observe. */
export function shownOf(count: CountRange, coverage: CountAnswer['coverage']): Shown {
  const causes = whyNotObserved(count, coverage);
  if (causes !== undefined) return { is: 'not-observed', causes };
  const { hours, of } = coverage;
  return count.max > 0 ? { is: 'figure', count, hours, of } : { is: 'nothing-seen', hours, of };
}

/** Where few persons are counted, a figure may tell who: outside the mission it is not shown. */
export function isSmall(
  state: MissionView,
  { rule, audience }: Pick<CountQuery, 'rule' | 'audience'>,
  { best, max }: CountRange,
): boolean {
  if (audience === MISSION || max === 0 || !rule.kinds.some((kind) => PERSONS.has(kind))) return false;
  return best < (state.rules['suppress-below'] ?? SUPPRESS_BELOW);
}

function stretchesOf(
  state: MissionView,
  { rule, from, to }: CountQuery,
  step: 'day' | 'hour',
): readonly Stretch[] {
  const offset = localOffset(state);
  return periodsOf({ from, to }, step, (at) => localDay(rule, offset, at), MOST_CELLS);
}

/** Every area that coverage, posts or sources name. */
export function areasOn(state: MissionView): readonly string[] {
  const named = [
    ...[...state.coverage.values()].map(({ body }) => body.area),
    ...[...state.posts.values()].map(({ area }) => area),
    ...[...state.sources.values()].flatMap(({ area }) => area ?? []),
  ];
  return [...new Set(named)].sort();
}

/** A cell in words that may be printed as they stand. */
export function wordsOf({ shows }: Pick<Cell, 'shows'>): string {
  switch (shows.is) {
    case 'figure': {
      const { min, best, max } = shows.count;
      const range = min === max ? `${best}` : `${best} (${min}–${max})`;
      return `${range} in ${shows.hours} of ${shows.of} position-hours`;
    }
    case 'nothing-seen':
      return `0 in ${shows.hours} of ${shows.of} position-hours`;
    case 'not-observed':
      return `not observed: ${shows.causes.join(', ')}`;
    case 'suppressed':
      return 'suppressed';
  }
}

/** Areas in which something was observed that no coverage names: they are listed, so that nothing falls out of a table. */
export function areasWithout(state: MissionView, query: CountQuery): readonly string[] {
  const areaOf = areaFinder(state);
  const known = new Set(areasOn(state));
  const found = observationsIn(state, query.rule, query, query.audience).map(areaOf);
  return [...new Set(found)].filter((area) => area !== '' && !known.has(area)).sort();
}
