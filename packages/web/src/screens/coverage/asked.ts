import { offsetAt } from '../../i18n/zones.ts';

// What is asked of the table stands in the address by the names that the API has.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type By = 'day' | 'hour';

/** A table as it is asked for; where nothing is said, the server's own: the last week, or the last day by hours. */
export interface AskedTable {
  readonly by: By;
  /** RFC 3339. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The area whose sources are shown. */
  readonly open: string | undefined;
}

/** Lengths that can be chosen: days, and hours. */
export const SPANS = { day: [7, 14, 30, 90], hour: [12, 24, 48, 72] } as const;

/** What an address asks for; a time that cannot be read is left out. */
export function askedIn(search: string): AskedTable {
  const fields = new URLSearchParams(search);
  const moment = (name: string) => {
    const at = Date.parse(fields.get(name) ?? '');
    return Number.isFinite(at) ? new Date(at).toISOString() : undefined;
  };
  return {
    by: fields.get('by') === 'hour' ? 'hour' : 'day',
    from: moment('from'),
    to: moment('to'),
    open: fields.get('open') ?? undefined,
  };
}

/** The same as an address. */
export function addressOf({ by, from, to, open }: AskedTable): string {
  const fields = new URLSearchParams();
  if (by === 'hour') fields.set('by', by);
  for (const [name, value] of Object.entries({ from, to, open }))
    if (value !== undefined) fields.set(name, value);
  return `/coverage${fields.size === 0 ? '' : `?${fields.toString().replaceAll('%3A', ':')}`}`;
}

interface Shown {
  readonly by: By;
  readonly from: string;
  readonly to: string;
  readonly clock: string;
}

/** How long a table is, in its own unit. */
export function lengthOf({ by, from, to }: Shown): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (by === 'day' ? DAY : HOUR));
}

/** A table of another length that ends where this one does, or so many of its lengths earlier or later. */
export function moved(shown: Shown, length: number, steps: number = 0): Pick<AskedTable, 'from' | 'to'> {
  const unit = shown.by === 'day' ? DAY : HOUR;
  const end = Date.parse(shown.to) + steps * length * unit;
  const [from, to] = [end - length * unit, end];
  const snapped = shown.by === 'day' ? (at: number) => midnightNear(at, shown.clock) : (at: number) => at;
  return { from: new Date(snapped(from)).toISOString(), to: new Date(snapped(to)).toISOString() };
}

/** The midnight of a clock nearest to a moment: where the clocks were changed between, days are an hour off. */
export function midnightNear(at: number, zone: string): number {
  const local = at + offsetAt(at, zone);
  const midnight = Math.round(local / DAY) * DAY;
  const guess = midnight - offsetAt(at, zone);
  return midnight - offsetAt(guess, zone);
}
