import { readDegrees, readGridReference } from '@armistice/core/notation';
import type { Json } from '@armistice/core/record';
import type { DateFormat } from './date-format.ts';
import type { Gazetteer } from './gazetteer.ts';

/** What a cell says once read, or what is wrong with it, to follow the cell's text in a sentence. */
export type CellValue = { readonly value: Json } | { readonly problem: string };

/** What a cell is read by besides its unit. */
export interface CellRules {
  /** IANA zone of local times. */
  readonly clock: string;
  readonly decimal: '.' | ',';
  readonly formats: readonly DateFormat[];
  /** Metres, of a place that its own notation says nothing about. */
  readonly radius?: number;
  readonly gazetteer?: Gazetteer;
}

const POINTS = [
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
];

function decimal(cell: string, { decimal: sign }: CellRules): CellValue {
  const form = sign === '.' ? /^[+-]?\d+(\.\d+)?$/ : /^[+-]?\d+(,\d+)?$/;
  if (form.test(cell)) return { value: Number(cell.replace(',', '.')) };
  return { problem: `is not a number; write it as 12 or 12${sign}5` };
}

/** A length in another unit than metres, to the millimetre: 0.3 km is 300 m, not 299.99999999999994. */
function length(metres: number) {
  return (cell: string, rules: CellRules): CellValue => {
    const read = decimal(cell, rules);
    return 'problem' in read ? read : { value: Math.round((read.value as number) * metres * 1000) / 1000 };
  };
}

function workbookDate(cell: string): readonly Temporal.PlainDateTime[] {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(cell)) return [];
  try {
    return [Temporal.PlainDateTime.from(cell.replace(' ', 'T'))];
  } catch {
    return [];
  }
}

function onTheWall(
  cell: string,
  { formats }: CellRules,
): Temporal.PlainDateTime | { readonly problem: string } {
  const read = formats.flatMap((format) => format.read(cell) ?? []);
  // What a workbook knows to be a date needs no format: it comes with year, month and day in this order.
  if (read.length === 0) read.push(...workbookDate(cell));
  const [first] = read;
  const written = formats.map(({ text }) => text).join(' or ');
  if (first === undefined) return { problem: `is no date that exists, written as ${written}` };
  // 03/04 is a day in March or in April, and nobody can tell which: a guess would be wrong half of the time.
  if (read.some((one) => !one.equals(first))) return { problem: `can be read in two ways by ${written}` };
  return first;
}

/** A time of a clock on the wall; where the clock shows an hour twice, the row must say which by an offset. */
function zoned(wall: Temporal.PlainDateTime, clock: string): CellValue {
  try {
    const time = wall.toZonedDateTime(clock, { disambiguation: 'reject' });
    return { value: time.toString({ timeZoneName: 'never' }) };
  } catch (error) {
    if (error instanceof RangeError)
      return { problem: `does not exist once and only once on the clock of ${clock}` };
    throw error;
  }
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/;

function localTime(cell: string, rules: CellRules): CellValue {
  if (rules.formats.length > 0) {
    const wall = onTheWall(cell, rules);
    return 'problem' in wall ? wall : zoned(wall, rules.clock);
  }
  const written = cell.replace(' ', 'T');
  if (!LOCAL_TIME.test(written)) return { problem: 'is not a local time; write it as 2026-11-20 21:03:10' };
  try {
    return zoned(Temporal.PlainDateTime.from(written), rules.clock);
  } catch {
    return { problem: 'is no time that exists' };
  }
}

/** The beginning of a local day, or its last second; a day may have 23 or 25 hours. */
function dayEnd(end: 'begin' | 'end') {
  return (cell: string, rules: CellRules): CellValue => {
    const wall = rules.formats.length > 0 ? onTheWall(cell, rules) : plainDay(cell);
    if ('problem' in wall) return wall;
    const day = wall.toPlainDate();
    const begin = (end === 'begin' ? day : day.add({ days: 1 })).toZonedDateTime(rules.clock);
    const moment = end === 'begin' ? begin : begin.subtract({ seconds: 1 });
    return { value: moment.toString({ timeZoneName: 'never' }) };
  };
}

/** The beginning of a local month, or its last second. */
function monthEnd(end: 'begin' | 'end') {
  return (cell: string, rules: CellRules): CellValue => {
    if (rules.formats.length === 0)
      return { problem: 'cannot be read: the mapping gives no format for the month' };
    const wall = onTheWall(cell, rules);
    if ('problem' in wall) return wall;
    const first = wall.toPlainDate().with({ day: 1 });
    const day = end === 'begin' ? first : first.add({ months: 1 });
    const moment = day.toZonedDateTime(rules.clock).subtract({ seconds: end === 'begin' ? 0 : 1 });
    return { value: moment.toString({ timeZoneName: 'never' }) };
  };
}

function plainDay(cell: string): Temporal.PlainDateTime | { readonly problem: string } {
  try {
    if (/^\d{4}-\d{2}-\d{2}( 00:00:00)?$/.test(cell))
      return Temporal.PlainDate.from(cell.slice(0, 10)).toPlainDateTime();
  } catch {
    // The form is right and the day does not exist.
  }
  return { problem: 'is no day that exists; write it as 2026-11-20' };
}

function grid(as: 'place' | 'position') {
  return (cell: string): CellValue => {
    const read = readGridReference(cell);
    if (!read.ok) return { problem: withoutSubject(read.refusal.message) };
    const { at, radius } = read.value;
    return { value: as === 'position' ? [...at] : { type: 'point', at: [...at], radius } };
  };
}

function written(as: 'place' | 'position') {
  return (cell: string, { radius = 100 }: CellRules): CellValue => {
    const read = readDegrees(cell);
    if (!read.ok) return { problem: withoutSubject(read.refusal.message) };
    return { value: as === 'position' ? [...read.value] : { type: 'point', at: [...read.value], radius } };
  };
}

/** Refusals of the notations begin with what was given, which stands in the sentence already. */
function withoutSubject(message: string): string {
  return message.replace(/^"[^"]*" /, '');
}

/** How the cells of a column are read. Lengths become metres, directions degrees from true north, times RFC 3339. */
export const COLUMN_UNITS = {
  text: (cell: string): CellValue => ({ value: cell }),
  number: decimal,
  metres: decimal,
  kilometres: length(1000),
  feet: length(0.3048),
  miles: length(1609.344),
  'nautical miles': length(1852),
  degrees: decimal,
  // 6400 mils to the circle, as in NATO; 6000 are in use too and would have to be named.
  mils: (cell: string, rules: CellRules): CellValue => {
    const read = decimal(cell, rules);
    return 'problem' in read ? read : { value: Math.round((read.value as number) * 0.05625 * 1000) / 1000 };
  },
  'compass point': (cell: string): CellValue => {
    const at = POINTS.indexOf(cell.toUpperCase());
    return at < 0
      ? { problem: `is no compass point; write one of ${POINTS.join(', ')}` }
      : { value: at * 22.5 };
  },
  'local time': localTime,
  'day begin': dayEnd('begin'),
  'day end': dayEnd('end'),
  'month begin': monthEnd('begin'),
  'month end': monthEnd('end'),
  'grid place': grid('place'),
  'grid position': grid('position'),
  'degrees place': written('place'),
  'degrees position': written('position'),
  'named place': (cell: string, { gazetteer }: CellRules): CellValue =>
    gazetteer?.find(cell) ?? { problem: 'cannot be found: the mapping names no gazetteer' },
} as const;

export type ColumnUnit = keyof typeof COLUMN_UNITS;
