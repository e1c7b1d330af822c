import type { Agreement } from '@armistice/core/agreement';
import type { BulletinRow, BulletinType } from '../../bulletins.ts';
import { fromLocal, toLocal } from '../agreement/try-out/local-time.ts';

// The stretch that a report is proposed for: daily and weekly reports go on where the last of their kind ended, so that nothing
// lies between two of them or in both, and each finds the period before it in the report before it.

type Offsets = Agreement['clock-offsets'];
const DAY_MS = 86_400_000;
/** Days that one daily report is about at most, as the server has it; each is counted by itself. */
const MOST_DAYS = 31;

/** Why a stretch is proposed. */
export interface Why {
  readonly is: 'first' | 'follows' | 'several' | 'running' | 'noneLeft';
  /** The last report of the same kind. */
  readonly number: string;
  /** Days in it, of a daily report. */
  readonly days: number;
}

/** On the clock of the mission, as it is typed. */
export interface Proposed {
  readonly from: string;
  readonly to: string;
  readonly why?: Why;
}

/** Reports that everyone reads and that are of everything: a draft is one of these. */
function ofKind<T extends Pick<BulletinRow, 'type' | 'audience'>>(
  rows: readonly T[],
  type: BulletinType,
): readonly T[] {
  return rows.filter((one) => one.type === type && (one.audience ?? 'public') === 'public');
}

/** So many days later at the same time of day, also where a day has 23 or 25 hours. */
function daysLater(local: string, days: number): string {
  const day = new Date(Date.parse(`${local.slice(0, 10)}T12:00:00Z`) + days * DAY_MS);
  return `${day.toISOString().slice(0, 10)}${local.slice(10)}`;
}

/** The day or week before the present one; of a spot report the last 24 hours. */
function usual(type: BulletinType, now: number, offsets: Offsets): Proposed {
  if (type === 'spot') return { from: toLocal(offsets, now - DAY_MS), to: toLocal(offsets, now) };
  const today = `${toLocal(offsets, now).slice(0, 10)}T00:00`;
  return { from: daysLater(today, type === 'daily' ? -1 : -7), to: today };
}

/** What is proposed for a report of a type, beside those that are out. */
export function proposedFor(
  type: BulletinType,
  rows: readonly BulletinRow[],
  now: number,
  offsets: Offsets,
): Proposed {
  if (type === 'spot' || type === 'thematic') return usual(type, now, offsets);
  const last = ofKind(rows, type).reduce<BulletinRow | undefined>(
    (latest, one) => (latest === undefined || Date.parse(one.to) > Date.parse(latest.to) ? one : latest),
    undefined,
  );
  if (last === undefined) return { ...usual(type, now, offsets), why: { is: 'first', number: '', days: 1 } };
  const { number } = last;
  const [begun, ended] = [last.from, last.to].map((at) => toLocal(offsets, Date.parse(at)));
  if (begun === undefined || ended === undefined || Date.parse(last.to) > now)
    return { from: begun ?? '', to: ended ?? '', why: { is: 'noneLeft', number, days: 1 } };
  const isOver = (days: number) => (fromLocal(offsets, daysLater(ended, days)) ?? now) <= now;
  if (type === 'weekly') {
    const is = isOver(7) ? 'follows' : 'running';
    return { from: ended, to: daysLater(ended, 7), why: { is, number, days: 7 } };
  }
  // A Monday covers the nights since Friday.
  let days = 1;
  while (days < MOST_DAYS && isOver(days + 1)) days += 1;
  const is = !isOver(1) ? 'running' : days === 1 ? 'follows' : 'several';
  return { from: ended, to: daysLater(ended, days), why: { is, number, days } };
}

/** Reports of the same kind, out or asked for, about a part of a stretch (UTC milliseconds), the earliest first. */
export function overlapping<T extends Pick<BulletinRow, 'type' | 'audience' | 'from' | 'to'>>(
  rows: readonly T[],
  type: BulletinType,
  from: number,
  to: number,
): readonly T[] {
  return ofKind(rows, type)
    .filter((one) => Date.parse(one.from) < to && Date.parse(one.to) > from)
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

/** Whether a report was issued before its stretch had ended. */
export function isCutShort({ issued, at, to }: Pick<BulletinRow, 'issued' | 'at' | 'to'>): boolean {
  return Date.parse(issued ?? at) < Date.parse(to);
}
