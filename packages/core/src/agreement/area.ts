import type { Agreement } from './agreement.ts';
import type { Clause } from './clauses.ts';
import { listOf } from './lists.ts';

/** One question of place: in a zone, or in a belt along a line on a side, or near something that moves. */
export interface AreaQuestion {
  readonly zone?: string;
  readonly line?: string;
  readonly around?: string;
  /** As the text states them: `25 km`, `<= 25 km`. */
  readonly within?: string;
  readonly beyond?: string;
  /** A party whose side is meant; left out: either side. */
  readonly side?: string;
  /** Whether the line itself was crossed; nothing of distance or side is asked then. */
  readonly crossed?: true;
  /** Which end of fire; left out: whichever the place is of. */
  readonly end?: 'fired-from' | 'impact';
}

/** How likely a place is where a question asks, with what was measured; or what is missing to say so. */
export type AreaAnswer =
  | { readonly probability: number; readonly says: string; readonly geometry?: string }
  | { readonly missing: string; readonly says: string };

/**
 * The geometry of an agreement, bound. `map` names one of several maps of record. Implementations never throw: what
 * they cannot answer is missing, by name (`line`, `zone`, `place`, `side`).
 */
export interface Areas<Event> {
  answer(question: AreaQuestion, event: Event, map: string | undefined): AreaAnswer;
}

/** No geometry at all: every question of place is open. */
export const NO_AREAS: Areas<unknown> = {
  answer: (question) => ({
    missing: question.zone === undefined ? (question.line === undefined ? 'place' : 'line') : 'zone',
    says: `place: there is no geometry for ${question.zone ?? question.line ?? question.around ?? 'it'}`,
  }),
};

type Placed = Exclude<Clause, { readonly verb: 'define' | 'not-counted' }>;

/** The questions of place that a clause asks for an actor; each must hold, and of a list of zones one. */
export function questionsOf(
  agreement: Agreement,
  clause: Placed,
  actor: string,
): readonly (readonly AreaQuestion[])[] {
  const end = clause.end === undefined || clause.end === 'either' ? {} : { end: clause.end };
  const zones = listOf(clause.in).flatMap((zone) => zoneQuestions(agreement, zone, actor, end));
  const stated = {
    ...(clause.within === undefined ? {} : { within: clause.within }),
    ...(clause.beyond === undefined ? {} : { beyond: clause.beyond }),
  };
  const side = sideOf(agreement, clause['on-side'], actor);
  const asks: (readonly AreaQuestion[])[] = zones.length === 0 ? [] : [zones];
  const line = lineOf(agreement, clause['of-line'], actor);
  const measured = clause.within !== undefined || clause.beyond !== undefined;
  if (clause.around !== undefined) asks.push([{ around: clause.around, ...stated, ...end }]);
  else if (line !== undefined && !measured && side.length === 0 && speaksOfCrossing(clause))
    asks.push([{ line, crossed: true }]);
  else if (line !== undefined && (measured || side.length > 0))
    asks.push(
      side.length === 0
        ? [{ line, ...stated, ...end }]
        : side.map((one) => ({ line, ...stated, side: one, ...end })),
    );
  return asks;
}

/** A ban on crossing that names a line and no distance means that line. */
function speaksOfCrossing(clause: Placed): boolean {
  if (clause.verb === 'forbid') return listOf(clause.forbid).includes('crossing');
  return clause.verb === 'permit' && listOf(clause.permit).includes('crossing');
}

/** A zone that is a belt is asked of its line: the two are one thing. A belt on one's own side is each party's own. */
export function zoneQuestions(
  agreement: Agreement,
  zone: string,
  actor: string,
  end: Pick<AreaQuestion, 'end'>,
): readonly AreaQuestion[] {
  const belt = agreement.zones?.[zone]?.belt;
  if (belt === undefined) return [{ zone, ...end }];
  const line = lineOf(agreement, belt['of-line'], actor) ?? belt['of-line'];
  const sides = sideOf(agreement, belt['on-side'], actor);
  return (sides.length === 0 ? [undefined] : sides).map((side) => ({
    line,
    ...(belt.within === undefined ? {} : { within: belt.within }),
    ...(belt.beyond === undefined ? {} : { beyond: belt.beyond }),
    ...(side === undefined ? {} : { side }),
    ...end,
    zone,
  }));
}

/** A line by its own name, or by a term that is defined for each party. */
export function lineOf(agreement: Agreement, line: string | undefined, actor: string): string | undefined {
  if (line === undefined || agreement.lines?.[line] !== undefined) return line;
  for (const clause of agreement.clauses) {
    if (clause.verb !== 'define' || clause.as !== 'reference-line' || clause.define !== line) continue;
    const whom = listOf(clause.for);
    const meant =
      whom.length === 0 || whom.some((one) => one === actor || agreement.groups?.[one]?.of.includes(actor));
    if (meant) return clause.line;
  }
  return line;
}

function sideOf(agreement: Agreement, side: string | undefined, actor: string): readonly string[] {
  if (side === undefined || side === 'either') return [];
  if (side === 'own') return [actor];
  if (side === 'other') return agreement.parties.map(({ id }) => id).filter((id) => id !== actor);
  return [side];
}

/** Maps of record that bear on a question: those of its line or zone, where there are several. */
export function mapsOf(
  agreement: Agreement,
  questions: readonly (readonly AreaQuestion[])[],
): readonly string[] {
  const maps = new Set<string>();
  for (const question of questions.flat()) {
    const line = question.line === undefined ? undefined : agreement.lines?.[question.line]?.maps;
    const zone = question.zone === undefined ? undefined : agreement.zones?.[question.zone]?.maps;
    for (const map of [...Object.keys(line ?? {}), ...Object.keys(zone ?? {})]) maps.add(map);
  }
  return [...maps];
}
