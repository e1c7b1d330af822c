import type { Agreement } from '@armistice/core/agreement';
import type { BulletinType } from '../../bulletins.ts';
import { fromLocal, toLocal } from '../agreement/try-out/local-time.ts';

// The number that a report is proposed with: it goes on in the manner of the last one of its kind, whatever that is.

type Offsets = Agreement['clock-offsets'];

/** A report that is out or waits for a second person, as far as its number goes. */
export interface Numbered {
  readonly number: string;
  readonly type: BulletinType;
  readonly from: string;
  readonly audience?: string;
}

const BY_YEAR = /^(.*?)(\d+)\/(\d{4})$/;
const BY_DAY = /\d{4}-\d{2}-\d{2}/;
const COUNTED = /^(.*?)(\d+)$/;

/**
 * The number after those that are out or wait (`all`, the newest first): by the day that it reports on, the count of the year
 * or a count alone, as the last of its kind has it; `1/2026` where there is none to go by.
 */
export function proposedNumber(
  { type, from }: { readonly type: BulletinType; readonly from: string },
  all: readonly Numbered[],
  now: number,
  offsets: Offsets,
): string {
  const taken = new Set(all.map(({ number }) => number));
  const last = all.find((one) => one.type === type && (one.audience ?? 'public') === 'public');
  const byDay = last === undefined ? undefined : dayNumber(last, from, offsets);
  if (byDay !== undefined) return free(byDay, taken);
  const year = new Date(now).getUTCFullYear();
  const counted = COUNTED.exec(last?.number ?? '');
  if (last !== undefined && counted !== null && !BY_YEAR.test(last.number)) {
    const [, lead = '', digits = ''] = counted;
    return following(Number(digits), (n) => `${lead}${String(n).padStart(digits.length, '0')}`, taken);
  }
  const [, lead = ''] = BY_YEAR.exec(last?.number ?? '') ?? [];
  const used = all.flatMap(({ number }) => {
    const found = BY_YEAR.exec(number);
    return found?.[1] === lead && found[3] === String(year) ? [Number(found[2])] : [];
  });
  return following(Math.max(0, ...used), (n) => `${lead}${n}/${year}`, taken);
}

/** A number that names the day on which its stretch begins, in UTC or on the clock of the mission, for another day. */
function dayNumber({ number, from }: Numbered, next: string, offsets: Offsets): string | undefined {
  const named = BY_DAY.exec(number)?.[0];
  const begins = fromLocal(offsets, next);
  if (named === undefined || begins === undefined) return undefined;
  const inUtc = (at: number) => new Date(at).toISOString().slice(0, 10);
  const local = (at: number) => toLocal(offsets, at).slice(0, 10);
  const manner = [inUtc, local].find((dayOf) => dayOf(Date.parse(from)) === named);
  return manner === undefined
    ? undefined
    : number.slice(0, number.indexOf(named) + 10).replace(named, manner(begins));
}

/** The same where nobody has it, or the next of several on one day. */
function free(number: string, taken: ReadonlySet<string>): string {
  return taken.has(number) ? following(1, (n) => `${number} ${n}`, taken) : number;
}

function following(last: number, named: (n: number) => string, taken: ReadonlySet<string>): string {
  let n = last + 1;
  while (taken.has(named(n))) n += 1;
  return named(n);
}
