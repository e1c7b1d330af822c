// RFC 3339, and nothing looser: a time without its offset would mean another moment in another office.
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|([+-])(\d{2}):(\d{2}))$/;

/** The first and the last year that a report can be from: what lies outside is a slip of the pen or of a clock. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2199;

/** Reads an RFC 3339 time with offset as UTC milliseconds; finer digits are cut. Undefined where it is not one. */
export function readMoment(text: string): number | undefined {
  const parts = MOMENT.exec(text);
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  const millisecond = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  // Date.UTC carries 31 February over into March; the round trip shows it.
  const written = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}`;
  if (new Date(local).toISOString().slice(0, 19) !== written) return undefined;
  const [hours, minutes] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  const offset = (parts[9] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  return local - offset;
}

/** Writes UTC milliseconds in their one spelling: `2026-11-20T21:03:10Z`, with `.123` only where it is needed. */
export function formatMoment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}
