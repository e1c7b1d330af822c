import {
  type Agreement,
  type AreaQuestion,
  boundBy,
  type Clause,
  type Indication,
  quantityOf,
  questionsOf,
} from '@armistice/core/agreement';
import { type Position, signedDistancesToLine } from '@armistice/core/geo';
import type { DrawnLine } from './drawn-lines.ts';

/** An area along a line that clauses speak of: one side of it, or both. */
export interface ClauseArea {
  readonly key: string;
  readonly line: string;
  /** The party whose side it is; undefined: both sides alike. */
  readonly side: string | undefined;
  /** Metres; `Infinity` where the text sets no outer edge. */
  readonly within: number;
  readonly beyond: number;
  /** Whether a place at exactly the outer distance belongs to it. */
  readonly edgeIncluded: boolean;
  /** Clauses that speak of it, in the order of the text. */
  readonly clauses: readonly string[];
}

/** What a clause speaks of on the map. */
export interface ClausePlace {
  readonly areas: readonly string[];
  /** Lines that it names without asking for a distance. */
  readonly lines: readonly string[];
  /** Zones and moving things that have no geometry here. */
  readonly open: readonly string[];
}

/** Every area of an agreement, and where each of its clauses stands. */
export interface AreaIndex {
  readonly areas: readonly ClauseArea[];
  readonly places: ReadonlyMap<string, ClausePlace>;
}

type Placed = Extract<Clause, { readonly verb: 'forbid' | 'require' | 'limit' | 'permit' }>;

/** Reads off every clause which areas it asks for, for each whom it binds. */
export function indexAreas(agreement: Agreement): AreaIndex {
  const areas = new Map<string, ClauseArea>();
  const places = new Map<string, ClausePlace>();
  for (const clause of agreement.clauses) {
    const own = new Set<string>();
    const open = new Set<string>();
    for (const question of questionsFor(agreement, clause)) {
      if (question.line === undefined) {
        open.add(question.zone ?? question.around ?? '');
        continue;
      }
      const area = areaOf(question, question.line);
      own.add(area.key);
      const known = areas.get(area.key) ?? area;
      if (!known.clauses.includes(clause.id))
        areas.set(area.key, { ...known, clauses: [...known.clauses, clause.id] });
    }
    places.set(clause.id, { areas: [...own], lines: linesNamedBy(clause), open: [...open] });
  }
  // The widest first, so that the narrower lie on top of them.
  const sorted = [...areas.values()].sort((a, b) => b.within - a.within || (a.key < b.key ? -1 : 1));
  return { areas: sorted, places };
}

function questionsFor(agreement: Agreement, clause: Clause): readonly AreaQuestion[] {
  if (clause.verb === 'define') {
    const belt = clause.as === 'zone' ? agreement.zones?.[clause.define]?.belt : undefined;
    if (belt === undefined) return [];
    const { 'of-line': line, 'on-side': side, ...stated } = belt;
    return [{ line, ...stated, ...(side === undefined || side === 'either' ? {} : { side }) }];
  }
  if (clause.verb === 'not-counted') return [];
  return boundBy(agreement, clause).flatMap((actor) =>
    questionsOf(agreement, clause as Placed, actor).flat(),
  );
}

function linesNamedBy(clause: Clause): readonly string[] {
  if (clause.verb === 'define' && clause.as === 'line') return [clause.define];
  if (clause.verb === 'define' && clause.line !== undefined) return [clause.line];
  return [];
}

function areaOf(question: AreaQuestion, line: string): ClauseArea {
  const within = question.within === undefined ? undefined : quantityOf(question.within);
  const beyond = question.beyond === undefined ? 0 : quantityOf(question.beyond).value;
  return {
    key: [line, question.side ?? 'both', beyond, question.within ?? 'open'].join(' '),
    line,
    side: question.side,
    within: within?.value ?? Number.POSITIVE_INFINITY,
    beyond,
    edgeIncluded: within?.comparison === '<=',
    clauses: [],
  };
}

/** The areas that a place lies in, by the exact distance; where a line has no geometry, none of its areas. */
export function areasAt(
  agreement: Agreement,
  areas: readonly ClauseArea[],
  lines: readonly DrawnLine[],
  [longitude, latitude]: Position,
): readonly ClauseArea[] {
  const into = new Float64Array(1);
  const signed = new Map<string, number[]>();
  for (const { name, line } of lines) {
    signedDistancesToLine(line, Float64Array.of(longitude, latitude), into);
    signed.set(name, [...(signed.get(name) ?? []), into[0] ?? 0]);
  }
  return areas.filter(({ line, side, within, beyond, edgeIncluded }) => {
    const hand = side === undefined ? undefined : agreement.lines?.[line]?.sides?.[side];
    return (signed.get(line) ?? []).some((one) => {
      const distance = Math.abs(one);
      if (distance < beyond || (edgeIncluded ? distance > within : distance >= within)) return false;
      return side === undefined || (hand === 'left' ? one >= 0 : hand === 'right' && one <= 0);
    });
  });
}

/** Clauses that have something to say, in the order of the text. */
export function speaking(indications: readonly Indication[]): readonly Indication[] {
  return indications.filter(({ outcome }) => outcome !== 'not-applicable');
}
