import { normalShare, parseShape, quantiseProbability, sineCosine } from '../base/index.ts';
import {
  courseBetween,
  type Footprint,
  footprintOf,
  type Line,
  nearestOnLine,
  type Place,
  type Position,
} from '../geo/index.ts';
import type { Agreement } from './agreement.ts';
import type { AreaAnswer, AreaQuestion, Areas } from './area.ts';
import { withSign } from './case-areas.ts';
import { indexFacts, momentMs, type TimedFact } from './count-from.ts';
import type { EvaluatedIncident } from './event.ts';
import type { Fact } from './facts.ts';
import { footprintForm } from './footprint-form.ts';

/** One version of a line, in force from a moment on. */
export interface LineVersion {
  /** UTC milliseconds. */
  readonly from: number;
  readonly line: Line;
  /** Metres that hold 90 % of the error of an approximate line. */
  readonly tolerance?: number;
  /** Its hash, which stands in the reasons. */
  readonly hash?: string;
}

/** Versions of lines by name, and by `name@map` where there are several maps of record. */
export type LineVersions = ReadonlyMap<string, readonly LineVersion[]>;

// 90 % of a one-dimensional normal distribution lies within so many standard deviations.
const LINE_90 = 1.6448536269514722;

/**
 * Answers questions of distance and side from lines in force at the time of the event, and of distance to what moves
 * from facts `position` ({ of, place }). Zones by polygon stay open.
 */
export function lineAreas(
  agreement: Agreement,
  versions: LineVersions,
  facts: readonly Fact[] = [],
): Areas<EvaluatedIncident> {
  const positions = indexFacts(facts).get('position') ?? [];
  return {
    answer: (question, event, map) =>
      question.around === undefined
        ? answer(agreement, versions, question, event, map)
        : nearMoving(positions, question.around, question, event),
  };
}

function answer(
  agreement: Agreement,
  versions: LineVersions,
  question: AreaQuestion,
  event: EvaluatedIncident,
  map: string | undefined,
): AreaAnswer {
  const { line } = question;
  if (line === undefined)
    return {
      missing: question.zone === undefined ? 'place' : 'zone',
      says: `place: there is no geometry for ${question.zone ?? question.around}`,
    };
  const at = momentMs(event.occurred.from);
  const known = (map === undefined ? undefined : versions.get(`${line}@${map}`)) ?? versions.get(line) ?? [];
  const version = known.findLast((one) => one.from <= at);
  if (version === undefined)
    return { missing: 'line', says: `place: there is no geometry of ${line} for that time` };
  const where = footprintAt(question, event);
  if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
  return measure(agreement, question, line, version, where);
}

/** The footprint that a question means: of the place, or of one end of fire. */
function footprintAt({ end }: AreaQuestion, event: EvaluatedIncident): Footprint | string {
  const given = end === 'fired-from' ? event.firedFrom : end === 'impact' ? event.impactAt : undefined;
  const sameEnd =
    end === undefined || (end === 'fired-from' ? event.phase === 'outgoing' : event.phase === 'impact');
  const place = given ?? (sameEnd ? event.place : undefined);
  if (place === undefined) return end === undefined ? 'place' : `place ${end}`;
  const read = parseShape(footprintForm, place, 'agreement/place');
  if (!read.ok) return 'place';
  return 'covariance' in read.value ? read.value : footprintOf(read.value as Place);
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

/** The variance of a footprint in the direction of a point, in square metres. */
function varianceToward({ at, covariance }: Footprint, to: Position, distance: number): number {
  const [ee, en, nn] = covariance;
  const course = distance > 0 ? courseBetween(at, to) : undefined;
  const [s, c] = sineCosine(course?.azimuth ?? 0);
  const along = course === undefined ? (ee + nn) / 2 : ee * s * s + 2 * en * s * c + nn * c * c;
  return Math.max(0, along);
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

// A position older than this says nothing of where a vessel is.
const STALE = 3_600_000;

/**
 * How near an event is to the nearest of what moves, by the last position of each before it, no older than an hour.
 * KNOWN: the deviation of both footprints is taken along the line between them; movement since is not.
 */
function nearMoving(
  positions: readonly TimedFact[],
  around: string,
  question: AreaQuestion,
  event: EvaluatedIncident,
): AreaAnswer {
  const where = footprintAt(question, event);
  if (typeof where === 'string') return { missing: where, says: `place: ${where} is not stated` };
  const at = momentMs(event.occurred.from);
  const latest = new Map<string, Footprint>();
  for (const row of positions) {
    if (row.at > at) break;
    const value = row.fact.value as
      | { readonly of?: unknown; readonly id?: unknown; readonly place?: unknown }
      | null
      | undefined;
    const read = parseShape(footprintForm, value?.place, 'agreement/place');
    const id = String(value?.id ?? row.fact.by ?? '');
    if (value?.of !== around || !read.ok) continue;
    if (row.at < at - STALE) latest.delete(id);
    else latest.set(id, 'covariance' in read.value ? read.value : footprintOf(read.value as Place));
  }
  if (latest.size === 0)
    return { missing: 'place', says: `place: no position of ${around} within the hour before is on record` };
  const limit = withSign(question.within ?? '0 m', '<');
  let best = { probability: 0, distance: Number.POSITIVE_INFINITY };
  for (const vessel of latest.values()) {
    const distance = courseBetween(where.at, vessel.at)?.distance ?? Number.POSITIVE_INFINITY;
    const deviation = Math.sqrt(
      varianceToward(where, vessel.at, distance) + varianceToward(vessel, where.at, distance),
    );
    const probability =
      deviation === 0
        ? Number(limit.comparison === '<=' ? distance <= limit.value : distance < limit.value)
        : quantiseProbability(normalShare((limit.value - distance) / deviation));
    if (probability > best.probability || distance < best.distance)
      best = {
        probability: Math.max(probability, best.probability),
        distance: Math.min(distance, best.distance),
      };
  }
  return {
    probability: best.probability,
    says: `place: ${Math.round(best.distance) / 1000} km from the nearest ${around}; asked is within ${question.within}`,
  };
}
