import {
  type Agreement,
  type AreaQuestion,
  boundBy,
  type Clause,
  type Indication,
  quantityOf,
  questionsOf,
} from '@armistice/core/agreement';
import { inZone, type Position, signedDistancesToLine } from '@armistice/core/geo';
import type { DrawnGeometry } from './drawn-geometry.ts';

/** An area along a line that clauses speak of: one side of it, or both. */
export interface BeltArea {
  readonly kind: 'belt';
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

/** A zone with an outline of its own that clauses speak of. */
export interface ZoneArea {
  readonly kind: 'zone';
  readonly key: string;
  readonly zone: string;
  readonly clauses: readonly string[];
}

export type ClauseArea = BeltArea | ZoneArea;

/** What stands for a zone wherever areas are named. */
export function zoneKey(zone: string): string {
  return `zone ${zone}`;
}

/** What a clause speaks of on the map. */
export interface ClausePlace {
  readonly areas: readonly string[];
  /** Lines that it names without asking for a distance. */
  readonly lines: readonly string[];
  /** Moving things, which no map holds. */
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
    const lines = new Set(linesNamedBy(clause));
    for (const question of questionsFor(agreement, clause)) {
      // A crossing is asked of the line itself.
      if (question.crossed === true && question.line !== undefined) {
        lines.add(question.line);
        continue;
      }
      const area = areaOf(question);
      if (area === undefined) {
        open.add(question.around ?? '');
        continue;
      }
      own.add(area.key);
      const known = areas.get(area.key) ?? area;
      if (!known.clauses.includes(clause.id))
        areas.set(area.key, { ...known, clauses: [...known.clauses, clause.id] });
    }
    places.set(clause.id, { areas: [...own], lines: [...lines], open: [...open] });
  }
  // The widest first, so that the narrower lie on top of them.
  const sorted = [...areas.values()].sort((a, b) => widthOf(b) - widthOf(a) || (a.key < b.key ? -1 : 1));
  return { areas: sorted, places };
}

function questionsFor(agreement: Agreement, clause: Clause): readonly AreaQuestion[] {
  if (clause.verb === 'define') {
    if (clause.as === 'zone' && agreement.zones?.[clause.define]?.belt === undefined)
      return [{ zone: clause.define }];
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

/** Zones lie on top of belts, which have a width. */
function widthOf(area: ClauseArea): number {
  return area.kind === 'belt' ? area.within : 0;
}

function areaOf(question: AreaQuestion): ClauseArea | undefined {
  const { line, zone } = question;
  if (line === undefined)
    return zone === undefined ? undefined : { kind: 'zone', key: zoneKey(zone), zone, clauses: [] };
  const within = question.within === undefined ? undefined : quantityOf(question.within);
  const beyond = question.beyond === undefined ? 0 : quantityOf(question.beyond).value;
  return {
    kind: 'belt',
    key: [line, question.side ?? 'both', beyond, question.within ?? 'open'].join(' '),
    line,
    side: question.side,
    within: within?.value ?? Number.POSITIVE_INFINITY,
    beyond,
    edgeIncluded: within?.comparison === '<=',
    clauses: [],
  };
}

/** Areas that a map can show with this geometry, by their keys. */
export function drawnKeys(
  areas: readonly ClauseArea[],
  { lines, zones }: DrawnGeometry,
): ReadonlySet<string> {
  const [byLine, byZone] = [new Set(lines.map(({ name }) => name)), new Set(zones.map(({ name }) => name))];
  const shown = areas.filter((area) =>
    area.kind === 'belt' ? byLine.has(area.line) : byZone.has(area.zone),
  );
  return new Set(shown.map(({ key }) => key));
}

/** The areas that a place lies in, by the exact distance and outline; what has no geometry holds no place. */
export function areasAt(
  agreement: Agreement,
  areas: readonly ClauseArea[],
  { lines, zones }: DrawnGeometry,
  at: Position,
): readonly ClauseArea[] {
  const into = new Float64Array(1);
  const signed = new Map<string, number[]>();
  for (const { name, line } of lines) {
    signedDistancesToLine(line, Float64Array.from(at), into);
    signed.set(name, [...(signed.get(name) ?? []), into[0] ?? 0]);
  }
  return areas.filter((area) => {
    if (area.kind === 'zone') return zones.some(({ name, zone }) => name === area.zone && inZone(zone, at));
    const hand = area.side === undefined ? undefined : agreement.lines?.[area.line]?.sides?.[area.side];
    return (signed.get(area.line) ?? []).some((one) => inBelt(area, hand, one));
  });
}

function inBelt(
  { side, within, beyond, edgeIncluded }: BeltArea,
  hand: 'left' | 'right' | undefined,
  signed: number,
): boolean {
  const distance = Math.abs(signed);
  if (distance < beyond || (edgeIncluded ? distance > within : distance >= within)) return false;
  return side === undefined || (hand === 'left' ? signed >= 0 : hand === 'right' && signed <= 0);
}

/** Clauses that have something to say, in the order of the text. */
export function speaking(indications: readonly Indication[]): readonly Indication[] {
  return indications.filter(({ outcome }) => outcome !== 'not-applicable');
}
