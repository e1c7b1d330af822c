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
  readonly to?: string;
  readonly audience?: string;
}

const BY_YEAR = /^(.*?)(\d+)\/(\d{4})$/;
const COUNTED = /^(.*?)(\d{1,15})$/;

/** A day as numbers name it, and how a day is named so; the day is `2026-11-30` in between. */
interface DayForm {
  readonly named: RegExp;
  readonly read: (named: string) => string;
  readonly write: (day: string) => string;
}
const DAY_FORMS: readonly DayForm[] = [
  { named: /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/, read: (named) => named, write: (day) => day },
  {
    named: /(?<!\d)\d{2}\.\d{2}\.\d{4}(?!\d)/,
    read: (named) => named.split('.').reverse().join('-'),
    write: (day) => day.split('-').reverse().join('.'),
  },
  {
    named: /(?<!\d)(?:19|20)\d{6}(?!\d)/,
    read: (named) => `${named.slice(0, 4)}-${named.slice(4, 6)}-${named.slice(6)}`,
    write: (day) => day.replaceAll('-', ''),
  },
];

/**
 * The number after those that are out or wait (`all`, the newest first): by the day that it reports on, the count of the year
 * or a count alone, as the last of its kind has it; `1/2026` where there is none to go by.
 */
export function proposedNumber(
  { type, from, to = '' }: { readonly type: BulletinType; readonly from: string; readonly to?: string },
  all: readonly Numbered[],
  now: number,
  offsets: Offsets,
): string {
  const taken = new Set(all.map(({ number }) => number));
  const last = all.find((one) => one.type === type && (one.audience ?? 'public') === 'public');
  const byDay = last === undefined ? undefined : dayNumber(last, { from, to }, offsets);
  if (byDay !== undefined) return free(byDay, taken);
  const year = new Date(now).getUTCFullYear();
  const counted = COUNTED.exec(last?.number ?? '');
  const [, lead = '', digits = ''] = counted ?? [];
  if (last !== undefined && isCount(lead, digits, year) && !BY_YEAR.test(last.number)) {
    return following(Number(digits), (n) => `${lead}${String(n).padStart(digits.length, '0')}`, taken);
  }
  const [, ofYear = ''] = BY_YEAR.exec(last?.number ?? '') ?? [];
  const used = all.flatMap(({ number }) => {
    const found = BY_YEAR.exec(number);
    return found?.[1] === ofYear && found[3] === String(year) ? [Number(found[2])] : [];
  });
  return following(Math.max(0, ...used), (n) => `${ofYear}${n}/${year}`, taken);
}

/** Whether digits at the end count reports: not where they are a year, or the end of more digits than can be counted. */
function isCount(lead: string, digits: string, year: number): boolean {
  if (digits === '' || /\d$/.test(lead)) return false;
  return digits.length !== 4 || Math.abs(Number(digits) - year) > 1;
}

/**
 * A number that names the day on which its stretch begins or ends, in UTC or on the clock of the mission, for another
 * stretch; one that names another day, for the day as far from the beginning of this one.
 */
function dayNumber(
  { number, from, to }: Numbered,
  next: { readonly from: string; readonly to: string },
  offsets: Offsets,
): string | undefined {
  const begins = fromLocal(offsets, next.from);
  const ends = fromLocal(offsets, next.to);
  const inUtc = (at: number) => new Date(at).toISOString().slice(0, 10);
  const local = (at: number) => toLocal(offsets, at).slice(0, 10);
  for (const { named, read, write } of DAY_FORMS) {
    const found = named.exec(number);
    const day = Date.parse(read(found?.[0] ?? ''));
    if (found === null || begins === undefined || !Number.isFinite(day)) continue;
    const sides = [[Date.parse(from), begins] as const, [Date.parse(to ?? ''), ends] as const];
    const [manner] = sides.flatMap(([was, is]) =>
      Number.isFinite(was) && is !== undefined
        ? [inUtc, local].flatMap((dayOf) => (dayOf(was) === inUtc(day) ? [dayOf(is)] : []))
        : [],
    );
    const apart = day - Date.parse(local(Date.parse(from)));
    const comes = manner ?? inUtc(Date.parse(local(begins)) + apart);
    const behind = number.slice(found.index + found[0].length);
    // A number behind the day tells several of one day apart.
    return `${number.slice(0, found.index)}${write(comes)}${/^ \d+$/.test(behind) ? '' : behind}`;
  }
  return undefined;
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
