import { quantiseProbability } from '../base/index.ts';
import { type BeltQuestion, type Footprint, nearestOnLine, probabilityInBelt } from '../geo/index.ts';
import type { Agreement } from './agreement.ts';
import type { AreaAnswer, AreaQuestion } from './area.ts';
import { withSign } from './case-areas.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintAt, footprintOfEnd } from './footprint-at.ts';
import { type LineVersion, type LineVersions, underVersions } from './geometry.ts';
import { foldSpelling } from './spelling.ts';

/** How likely an event lies in a belt along a line in force at its time, on the side that is asked for. */
export function inBelt(
  agreement: Agreement,
  versions: LineVersions,
  question: AreaQuestion & { readonly line: string },
  event: EvaluatedIncident,
  map: string | undefined,
): AreaAnswer {
  const { line } = question;
  const none: AreaAnswer = { missing: 'line', says: `place: there is no geometry of ${line} for that time` };
  if (question.crossed !== true)
    return underVersions(versions, line, event, map, none, (version) => {
      const where = footprintAt(question, event);
      if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
      return measure(agreement, question, line, version, where);
    });
  const said = saidToCross(agreement, line, event.crossed);
  if (said !== undefined && 'probability' in said && said.probability === 1) return said;
  // What its source names shows no crossing of this line; both its ends, where they are stated, may.
  const bothEnds = event.movedFrom !== undefined && event.movedTo !== undefined;
  if (said !== undefined && !bothEnds) return said;
  return underVersions(versions, line, event, map, said ?? none, (version) => crossing(line, version, event));
}

/** Whether the lines that a source says were crossed are this one, by its name or one of its spellings. */
function saidToCross(
  { lines = {} }: Agreement,
  line: string,
  crossed: readonly string[] | undefined,
): AreaAnswer | undefined {
  if (crossed === undefined) return undefined;
  const says = `place: its source says that it crossed ${crossed.join(', ') || 'no line'}`;
  const meant = crossed.map((said) =>
    Object.keys(lines).find((one) => one === said || spellingsOf(lines[one]).includes(foldSpelling(said))),
  );
  if (meant.includes(line) || crossed.includes(line)) return { probability: 1, says };
  const strange = crossed.find((_, at) => meant[at] === undefined);
  if (strange !== undefined)
    return { missing: 'line', says: `${says}; ${strange} is no line of the agreement, and may be ${line}` };
  return { probability: 0, says };
}

function spellingsOf(line: NonNullable<Agreement['lines']>[string] | undefined): readonly string[] {
  if (line === undefined) return [];
  return [line.name, ...Object.values(line.aliases ?? {}).flat()].map(foldSpelling);
}

function measure(
  agreement: Agreement,
  question: AreaQuestion,
  line: string,
  version: LineVersion,
  where: Footprint,
): AreaAnswer {
  const hand = question.side === undefined ? undefined : agreement.lines?.[line]?.sides?.[question.side];
  if (question.side !== undefined && hand === undefined)
    return {
      missing: 'side',
      says: `place: which side of ${line} is that of ${question.side} is not declared`,
    };
  const { tolerance = 0, hash } = version;
  const probability = probabilityInBelt(version.line, where, {
    ...beltOf(question),
    ...(hand === undefined ? {} : { side: hand }),
    tolerance,
  });
  const near = nearestOnLine(version.line, where.at);
  const distance = `${Math.round(near.distance) / 1000} km from ${line}${near.side === undefined ? '' : `, to its ${near.side}`}`;
  const asked = [
    question.within === undefined ? '' : ` within ${question.within}`,
    question.beyond === undefined ? '' : ` beyond ${question.beyond}`,
    question.side === undefined ? '' : ` on the side of ${question.side}`,
  ].join('');
  const approximate = tolerance === 0 ? '' : `; the line is approximate, ±${tolerance} m`;
  return {
    probability,
    says: `place: ${distance}, ±${radiusOf(where)} m (90 %); asked is${asked}: ${probability}${approximate}${hash === undefined ? '' : ` (geometry ${hash})`}`,
    ...(hash === undefined ? {} : { geometry: hash }),
  };
}

/** The belt that a question states, its edges as the text has them. */
function beltOf({ within, beyond }: AreaQuestion): BeltQuestion {
  const outer = within === undefined ? undefined : withSign(within, '<');
  const inner = beyond === undefined ? undefined : withSign(beyond, '>=');
  return {
    ...(outer === undefined ? {} : { to: outer.value, toIncluded: outer.comparison === '<=' }),
    ...(inner === undefined ? {} : { from: inner.value, fromIncluded: inner.comparison === '>=' }),
  };
}

// 90 % of a circular normal distribution lies within so many standard deviations.
const CIRCLE_90 = 2.145966026289347;

/** Metres that hold 90 % of a circle as wide as the footprint is on average. */
function radiusOf({ covariance }: Footprint): number {
  return Math.round(Math.sqrt(Math.max(0, (covariance[0] + covariance[2]) / 2)) * CIRCLE_90);
}

/** Whether a movement began on one side of a line and ended on the other, its ends taken as independent. */
function crossing(line: string, version: LineVersion, event: EvaluatedIncident): AreaAnswer {
  const [from, to] = [footprintOfEnd(event.movedFrom), footprintOfEnd(event.movedTo)];
  if (from === undefined || to === undefined)
    return {
      missing: 'crossing',
      says: `place: from where to where it moved is not stated, nor that it crossed ${line}`,
    };
  const left = (where: Footprint) =>
    probabilityInBelt(version.line, where, { side: 'left', tolerance: version.tolerance ?? 0 });
  const [began, ended] = [left(from), left(to)];
  const probability = quantiseProbability(began * (1 - ended) + (1 - began) * ended);
  return {
    probability,
    says: `place: it moved across ${line} with probability ${probability}`,
    ...(version.hash === undefined ? {} : { geometry: version.hash }),
  };
}
