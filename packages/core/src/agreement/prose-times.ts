import type { Agreement } from './agreement.ts';
import type { Edge } from './count-from.ts';
import { type ClockTime, type CountedTime, isCounted, type Recurrence } from './times.ts';

// Times read aloud. "From" a day is from its first moment, "until" a day is to its last: that is said, because two clauses
// that name one day share it.

/** An event by its name in the agreement, or its id. */
export function eventName(agreement: Agreement, word: string): string {
  const plain = word.startsWith('each ') ? word.slice(5) : word;
  const name = agreement.events?.[plain]?.name;
  return name === undefined ? plain : `"${name}"`;
}

/** How often something is due: "2 times every month", "every year by 12-15". */
export function repeated({ each, times = 1, 'by-day': day, rolling }: Recurrence): string {
  const often = times === 1 ? 'once' : `${times} times`;
  return day === undefined
    ? `${often} ${rolling === true ? 'in any' : 'every'} ${each}`
    : `every year by ${day}`;
}

/** A beginning or an end as a lawyer says it: "the beginning of day 15 after …", "the end of day 14 after …". */
export function saidTime(agreement: Agreement, at: ClockTime | CountedTime, edge: Edge): string {
  const side = edge === 'from' ? 'the beginning of' : 'the end of';
  if (!isCounted(at)) {
    const day = at.local.replace('T', ' ');
    return edge === 'until' && day === at.local ? `${side} ${day}` : day;
  }
  if (at.of !== undefined) return `${side} day ${at.day} of ${eventName(agreement, at.of)}`;
  const unit = (['hours', 'days', 'day', 'working-days', 'weeks', 'months', 'years'] as const).find(
    (one) => at[one] !== undefined,
  );
  const number = unit === undefined ? 0 : (at[unit] ?? 0);
  const first = at['first-day'] === undefined ? '' : ` (first day ${at['first-day']})`;
  const event = `${at.after?.startsWith('each ') === true ? 'each ' : ''}${eventName(agreement, at.after ?? '')}`;
  const base =
    at['after-deadline-of'] === undefined ? event : `the deadline of clause ${at['after-deadline-of']}`;
  return `${length(unit, number, side)} after ${base}${first}`;
}

function length(unit: string | undefined, number: number, side: string): string {
  switch (unit) {
    case undefined:
    case 'hours':
      return `${number} ${number === 1 ? 'hour' : 'hours'}`;
    case 'days':
    case 'day':
      return `${side} day ${number}`;
    case 'working-days':
      return `${side} working day ${number}`;
    default:
      return `${side} the day ${number} ${number === 1 ? unit.slice(0, -1) : unit}`;
  }
}
