import type { Advice } from './advice.ts';
import type { Agreement } from './agreement.ts';
import { recordedGeometries, type ZoneVersion } from './geometry.ts';
import { quantityOf } from './quantity.ts';
import { overlapArea } from './zone-overlap.ts';

// Zones that overlap: what is done in both is judged twice, and what lies in both is counted twice. That may be meant;
// then one lies inside the other, and the file says so.

/** Fewer square kilometres than this are a common border drawn twice. */
const LEAST = 0.01;
const MOST_ADVICE = 100;
/** The share of a zone that lies in another where all of it is meant to: outlines are drawn by hand. */
const NEARLY_ALL = 0.995;

/** Zones that overlap, which two and how much; belts that no place can lie in. */
export function zoneAdvice(agreement: Agreement): readonly Advice[] {
  return [...emptyBelts(agreement), ...beltOverlaps(agreement), ...polygonOverlaps(agreement)].slice(
    0,
    MOST_ADVICE,
  );
}

interface BeltReach {
  readonly id: string;
  readonly line: string;
  readonly side: string;
  readonly from: number;
  readonly to: number;
}

function reaches(agreement: Agreement): readonly BeltReach[] {
  return Object.entries(agreement.zones ?? {}).flatMap(([id, { belt }]) =>
    belt === undefined
      ? []
      : [
          {
            id,
            line: belt['of-line'],
            side: belt['on-side'] ?? 'either',
            from: belt.beyond === undefined ? 0 : quantityOf(belt.beyond).value,
            to: belt.within === undefined ? Number.POSITIVE_INFINITY : quantityOf(belt.within).value,
          },
        ],
  );
}

function emptyBelts(agreement: Agreement): readonly Advice[] {
  return reaches(agreement)
    .filter(({ from, to }) => to <= from)
    .map(({ id }) => {
      const path = `zones.${id}.belt.within`;
      return {
        code: 'agreement/dead-zone',
        path,
        message: `${path}: nothing can lie in ${id}, which ends before it begins; "within" must be more than "beyond"`,
      };
    });
}

function beltOverlaps(agreement: Agreement): readonly Advice[] {
  return pairsOf(reaches(agreement)).flatMap(([a, b]) => {
    const width = Math.min(a.to, b.to) - Math.max(a.from, b.from);
    if (a.line !== b.line || !sidesMeet(a.side, b.side) || width <= 0 || nested(agreement, a.id, b.id))
      return [];
    const far = Number.isFinite(width) ? `${width / 1000} km wide` : 'without end';
    const what = `a belt ${far} along ${a.line}`;
    if (holds(b, a)) return [contained(a.id, b.id, what)];
    return [holds(a, b) ? contained(b.id, a.id, what) : overlap(a.id, b.id, what)];
  });
}

/** Whether one belt lies wholly in another. */
function holds(outer: BeltReach, inner: BeltReach): boolean {
  const sides = outer.side === inner.side || outer.side === 'either';
  return sides && outer.from <= inner.from && outer.to >= inner.to;
}

/** Whether belts on these sides can hold one place for one party. */
function sidesMeet(a: string, b: string): boolean {
  const anyones = ['either', 'own', 'other'];
  if (a === b || a === 'either' || b === 'either') return true;
  return anyones.includes(a) !== anyones.includes(b);
}

/** Borders of one zone times those of another, all pairs together, that are compared: a second's work. */
const MOST_WORK = 20_000_000;

function polygonOverlaps(agreement: Agreement): readonly Advice[] {
  const drawn = [...recordedGeometries(agreement).zones].map(([key, versions]) => {
    const [id = '', map] = key.split('@');
    return { id, map, versions };
  });
  let work = 0;
  let left = 0;
  const found = pairsOf(drawn).flatMap(([a, b]) => {
    // Two maps of record draw the same twice, and are never in force together.
    const apart = a.map !== undefined && b.map !== undefined && a.map !== b.map;
    if (a.id === b.id || apart || nested(agreement, a.id, b.id)) return [];
    work += borders(a.versions) * borders(b.versions);
    if (work > MOST_WORK) {
      left += 1;
      return [];
    }
    const [largest] = together(a.versions, b.versions)
      .map(([one, other]) => ({ one, other, shared: overlapArea(one.zone, other.zone) }))
      .sort((x, y) => y.shared - x.shared);
    if (largest === undefined || largest.shared < LEAST) return [];
    const { one, other, shared } = largest;
    const under = a.map ?? b.map;
    const what = `${said(shared)} km²${under === undefined ? '' : ` under map ${under}`}`;
    if (shared >= NEARLY_ALL * overlapArea(other.zone, other.zone)) return [contained(b.id, a.id, what)];
    if (shared >= NEARLY_ALL * overlapArea(one.zone, one.zone)) return [contained(a.id, b.id, what)];
    return [overlap(a.id, b.id, what)];
  });
  if (left === 0) return found;
  const message = `zones: ${left} pairs of zones were not compared for overlaps: the borders are too many`;
  return [...found, { code: 'agreement/zones-not-compared', path: 'zones', message }];
}

function borders(versions: readonly ZoneVersion[]): number {
  return versions.reduce(
    (sum, { zone }) => sum + zone.polygons.reduce((edges, one) => edges + one.edges.length / 4, 0),
    0,
  );
}

/** Versions of two zones that are in force at one time. */
function together(
  a: readonly ZoneVersion[],
  b: readonly ZoneVersion[],
): readonly (readonly [ZoneVersion, ZoneVersion])[] {
  const end = (of: readonly ZoneVersion[], at: number) => of[at + 1]?.from ?? Number.POSITIVE_INFINITY;
  return a.flatMap((one, m) =>
    b.flatMap((other, n) => (one.from < end(b, n) && other.from < end(a, m) ? [[one, other] as const] : [])),
  );
}

function overlap(a: string, b: string, what: string): Advice {
  const path = `zones.${b}`;
  return {
    code: 'agreement/zones-overlap',
    path,
    message: `${path}: ${a} and ${b} overlap by ${what}: what lies there is judged and counted in both; unless that is meant, mend their borders`,
  };
}

function contained(inner: string, outer: string, what: string): Advice {
  const path = `zones.${inner}`;
  return {
    code: 'agreement/zones-overlap',
    path,
    message: `${path}: ${inner} and ${outer} overlap by ${what}, which is all of ${inner}: say "inside: ${outer}" if it is part of it, else mend their borders`,
  };
}

function said(square: number): string {
  return square >= 100 ? String(Math.round(square)) : String(Math.round(square * 100) / 100);
}

/** Whether one of two zones is declared to lie within the other, also by way of others. */
function nested(agreement: Agreement, a: string, b: string): boolean {
  return within(agreement, a, b) || within(agreement, b, a);
}

function within(agreement: Agreement, inner: string, outer: string): boolean {
  const seen = new Set<string>();
  for (
    let at: string | undefined = inner;
    at !== undefined && !seen.has(at);
    at = agreement.zones?.[at]?.inside
  ) {
    if (at === outer) return true;
    seen.add(at);
  }
  return false;
}

function pairsOf<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other] as const));
}
