// Clocks of zones, as the browser knows them. Times of an agreement's own text are reckoned by the offsets that stand in it.

const HOUR = 3_600_000;

/** Offset of a zone at a moment, as `UTC−01:00`: written the same in every language and held left to right. */
export function offsetName(at: number | string, zone: string): string {
  return `\u2066${nameOf(at, zone)}\u2069`;
}

/** The same in parentheses, behind a time. */
export function offsetOf(at: number | string, zone: string): string {
  return `\u2066(${nameOf(at, zone)})\u2069`;
}

function nameOf(at: number | string, zone: string): string {
  return zone === 'UTC' ? zone : longOffset(at, zone).replace('GMT', 'UTC').replace('-', '\u2212');
}

// Made once for each zone: a list asks for every row.
const formats = new Map<string, Intl.DateTimeFormat>();

function longOffset(at: number | string, zone: string): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const parts = format.formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Milliseconds by which a clock is ahead of UTC. */
export function offsetAt(at: number, zone: string): number {
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d\d):?(\d\d)?/.exec(longOffset(at, zone)) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000);
}

/** `2026-11-20T21:03` on the clock of a zone, as fields for a time have it. */
export function localAt(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

/** The moment of a local time, UTC milliseconds: the first of two where the clock shows it twice; undefined where it never does. */
export function momentOf(local: string, zone: string): number | undefined {
  const plain = Date.parse(`${local}Z`);
  if (Number.isNaN(plain)) return undefined;
  const day = 24 * HOUR;
  const found = [offsetAt(plain - day, zone), offsetAt(plain + day, zone)]
    .map((offset) => plain - offset)
    .filter((at) => at + offsetAt(at, zone) === plain);
  return found.length === 0 ? undefined : Math.min(...found);
}
