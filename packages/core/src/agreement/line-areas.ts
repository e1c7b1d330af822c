import { normalShare, quantiseProbability } from '../base/index.ts';
import { type Footprint, nearestOnLine, type Position } from '../geo/index.ts';
import type { Agreement } from './agreement.ts';
import type { AreaAnswer, AreaQuestion } from './area.ts';
import { withSign } from './case-areas.ts';
import type { EvaluatedIncident } from './event.ts';
import { footprintAt, footprintOfEnd, varianceToward } from './footprint-at.ts';
import { type LineVersion, type LineVersions, versionAt } from './geometry.ts';

// 90 % of a one-dimensional normal distribution lies within so many standard deviations.
const LINE_90 = 1.6448536269514722;

/** How likely an event lies in a belt along a line in force at its time, on the side that is asked for. */
export function inBelt(
  agreement: Agreement,
  versions: LineVersions,
  question: AreaQuestion & { readonly line: string },
  event: EvaluatedIncident,
  map: string | undefined,
): AreaAnswer {
  const { line } = question;
  if (question.crossed === true && event.crossed !== undefined)
    return {
      probability: Number(event.crossed.includes(line)),
      says: `place: its source says that it crossed ${event.crossed.join(', ')}`,
    };
  const version = versionAt(versions, line, event, map);
  if (version === undefined)
    return { missing: 'line', says: `place: there is no geometry of ${line} for that time` };
  if (question.crossed === true) return crossing(line, version, event);
  const where = footprintAt(question, event);
  if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
  return measure(agreement, question, line, version, where);
}

function measure(
  agreement: Agreement,
  question: AreaQuestion,
  line: string,
  version: LineVersion,
  where: Footprint,
): AreaAnswer {
  const near = nearestOnLine(version.line, where.at);
  const signed = near.side === 'right' ? -near.distance : near.distance;
  const deviation = deviationToward(where, near.at, near.distance, version.tolerance ?? 0);
  const within = question.within === undefined ? undefined : withSign(question.within, '<');
  const beyond = question.beyond === undefined ? 0 : withSign(question.beyond, '>=').value;
  const outer = within?.value ?? Number.POSITIVE_INFINITY;
  const bands: (readonly [number, number])[] = [];
  if (question.side === undefined) bands.push([beyond, outer], [-outer, -beyond]);
  else {
    const hand = agreement.lines?.[line]?.sides?.[question.side];
    if (hand === undefined)
      return {
        missing: 'side',
        says: `place: which side of ${line} is that of ${question.side} is not declared`,
      };
    bands.push(hand === 'left' ? [beyond, outer] : [-outer, -beyond]);
  }
  const probability =
    deviation === 0
      ? Number(bands.some((band) => holds(signed, band, within?.comparison === '<=')))
      : quantiseProbability(
          Math.min(
            1,
            bands.reduce((sum, band) => sum + share(signed, deviation, band), 0),
          ),
        );
  const kilometres = Math.round(near.distance) / 1000;
  const asked = `${question.within === undefined ? '' : ` within ${question.within}`}${question.beyond === undefined ? '' : ` beyond ${question.beyond}`}`;
  return {
    probability,
    says: `place: ${kilometres} km from ${line}${near.side === undefined ? '' : `, to its ${near.side}`}, ±${Math.round(deviation * LINE_90)} m (90 %); asked is${asked}${question.side === undefined ? '' : ` on the side of ${question.side}`}${version.tolerance === undefined || version.tolerance === 0 ? '' : `; the line is approximate, ±${version.tolerance} m`}${version.hash === undefined ? '' : ` (geometry ${version.hash})`}`,
    ...(version.hash === undefined ? {} : { geometry: version.hash }),
  };
}

/** Whether a movement began on one side of a line and ended on the other, its ends taken as independent. */
function crossing(line: string, version: LineVersion, event: EvaluatedIncident): AreaAnswer {
  const [from, to] = [footprintOfEnd(event.movedFrom), footprintOfEnd(event.movedTo)];
  if (from === undefined || to === undefined)
    return {
      missing: 'crossing',
      says: `place: from where to where it moved is not stated, nor that it crossed ${line}`,
    };
  const left = (where: Footprint) => {
    const near = nearestOnLine(version.line, where.at);
    const deviation = deviationToward(where, near.at, near.distance, version.tolerance ?? 0);
    if (deviation === 0) return Number(near.side === 'left');
    return normalShare((near.side === 'right' ? -near.distance : near.distance) / deviation);
  };
  const [began, ended] = [left(from), left(to)];
  const probability = quantiseProbability(began * (1 - ended) + (1 - began) * ended);
  return {
    probability,
    says: `place: it moved across ${line} with probability ${probability}`,
    ...(version.hash === undefined ? {} : { geometry: version.hash }),
  };
}

/** Whether an exact distance lies in a band: its outer edge belongs to it only where the text says so. */
function holds(signed: number, [from, to]: readonly [number, number], inclusive: boolean): boolean {
  if (from < 0 || to <= 0) return holds(-signed, [-to, -from], inclusive) && signed <= 0;
  return signed >= from && (inclusive ? signed <= to : signed < to);
}

/**
 * The standard deviation across the line: the footprint's in the direction of the nearest point, and the line's own.
 * KNOWN: the line is taken as straight over the width of the footprint.
 */
function deviationToward(where: Footprint, to: Position, distance: number, tolerance: number): number {
  const line = tolerance / LINE_90;
  return Math.sqrt(varianceToward(where, to, distance) + line * line);
}

function share(mean: number, deviation: number, [from, to]: readonly [number, number]): number {
  const below = (edge: number) =>
    edge === Number.POSITIVE_INFINITY
      ? 1
      : edge === Number.NEGATIVE_INFINITY
        ? 0
        : normalShare((edge - mean) / deviation);
  return below(to) - below(from);
}
