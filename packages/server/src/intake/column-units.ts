/** What a cell says once read, or what is wrong with it, to follow the cell's text in a sentence. */
export type CellValue = string | number | { readonly problem: string };

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

function decimal(cell: string): CellValue {
  if (!/^[+-]?\d+(\.\d+)?$/.test(cell)) return { problem: 'is not a number; write it as 12 or 12.5' };
  return Number(cell);
}

/** A local date and time, with a blank or a T between; where the clock shows an hour twice, the row must say which by an offset. */
function localTime(cell: string, clock: string): CellValue {
  const written = cell.replace(' ', 'T');
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?$/.test(written))
    return { problem: 'is not a local time; write it as 2026-11-20 21:03:10' };
  try {
    const zoned = Temporal.PlainDateTime.from(written).toZonedDateTime(clock, { disambiguation: 'reject' });
    return zoned.toString({ timeZoneName: 'never' });
  } catch (error) {
    if (error instanceof RangeError)
      return { problem: `does not exist once and only once on the clock of ${clock}` };
    throw error;
  }
}

/** How the cells of a column are read. Lengths become metres, directions degrees from true north, local times RFC 3339. */
export const COLUMN_UNITS = {
  text: (cell: string): CellValue => cell,
  number: decimal,
  metres: decimal,
  kilometres: (cell: string): CellValue => {
    const value = decimal(cell);
    // Rounded to the millimetre: 0.3 km is 300 m, not 299.99999999999994.
    return typeof value === 'number' ? Math.round(value * 1_000_000) / 1000 : value;
  },
  'compass point': (cell: string): CellValue => {
    const at = POINTS.indexOf(cell.toUpperCase());
    return at < 0 ? { problem: `is no compass point; write one of ${POINTS.join(', ')}` } : at * 22.5;
  },
  'local time': localTime,
} as const;

export type ColumnUnit = keyof typeof COLUMN_UNITS;
