import { misshapen, type Shape } from '../base/index.ts';

/** How a stated edge compares; `>` and `>=` are different rules, and texts differ in nothing else. */
export type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** A number with its unit, brought to the unit that evaluation uses: metres, millimetres, milliseconds or a plain count. */
export interface Quantity {
  readonly comparison: Comparison | undefined;
  readonly value: number;
  readonly dimension: Dimension;
}

export type Dimension = 'length' | 'calibre' | 'time' | 'days' | 'months' | 'count' | 'area' | 'resolution';

const UNITS: { readonly [unit: string]: readonly [dimension: Dimension, factor: number] } = {
  '': ['count', 1],
  m: ['length', 1],
  km: ['length', 1000],
  // International nautical mile, exact by definition.
  nmi: ['length', 1852],
  km2: ['area', 1],
  mm: ['calibre', 1],
  cm: ['resolution', 1],
  min: ['time', 60_000],
  h: ['time', 3_600_000],
  hours: ['time', 3_600_000],
  hour: ['time', 3_600_000],
  day: ['days', 1],
  days: ['days', 1],
  week: ['days', 7],
  weeks: ['days', 7],
  month: ['months', 1],
  months: ['months', 1],
  year: ['months', 12],
  years: ['months', 12],
};

const FORM = /^(<=|>=|<|>|=)?\s*(\d{1,9}(?:\.\d{1,6})?)\s*([a-z0-9]*)$/;

/** Reads `25 km`, `> 100 mm`, `<= 48 h`, `13000`. Undefined where it is none of these. */
export function readQuantity(text: string): Quantity | undefined {
  const [, comparison, digits, unit] = FORM.exec(text) ?? [];
  const known = unit !== undefined && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (digits === undefined || known === undefined) return undefined;
  // Decimal digits times a factor: exact for every edge that a text states (100.0 mm, 15.000 km).
  return {
    comparison: comparison as Comparison | undefined,
    value: Number(digits) * known[1],
    dimension: known[0],
  };
}

/** The units in which a quantity of some dimensions may be stated. */
function unitsOf(dimensions: readonly Dimension[]): readonly string[] {
  return Object.entries(UNITS).flatMap(([unit, [dimension]]) => {
    if (!dimensions.includes(dimension)) return [];
    if (unit === '') return ['none (a number alone)'];
    return [unit === 'nmi' ? 'nmi (nautical miles)' : unit];
  });
}

const NUMBER_NAME = /^(<=|>=|<|>|=)?\s*([a-z][a-z0-9-]{0,62})$/;

/** Reads the name of a number that the agreement defines, with its sign if it has one: `<= route-length`. */
export function readNumberName(
  text: string,
): { readonly sign?: Comparison; readonly name: string } | undefined {
  const [, sign, name] = NUMBER_NAME.exec(text) ?? [];
  if (name === undefined || Object.hasOwn(UNITS, name)) return undefined;
  return { name, ...(sign === undefined ? {} : { sign: sign as Comparison }) };
}

/** A quantity that was read before, where it must be one. */
export function quantityOf(text: string | number): Quantity {
  const read = readQuantity(String(text));
  if (read === undefined)
    throw new Error(`"${text}" is no quantity: it should have been refused on the way in`);
  return read;
}

/** Whether a value meets a stated edge. A quantity without a sign states the value itself. */
export function meets(value: number, { comparison, value: edge }: Quantity): boolean {
  switch (comparison) {
    case '<':
      return value < edge;
    case '<=':
      return value <= edge;
    case '>':
      return value > edge;
    case '>=':
      return value >= edge;
    default:
      return value === edge;
  }
}

interface QuantityRule {
  readonly dimensions: readonly Dimension[];
  /** An example for the message: "25 km". */
  readonly like: string;
  readonly compared?: boolean;
  /** Whether the name of a number that the agreement defines may stand in its place. */
  readonly named?: boolean;
}

/** Text that states a quantity of some dimensions; `compared` allows an edge such as `> 100 mm`. */
export function quantityText(rule: QuantityRule): Shape<string> {
  const what = `must be written like "${rule.like}"`;
  const units = `; units here: ${unitsOf(rule.dimensions).join(', ')}`;
  const unit = rule.like.slice(rule.like.lastIndexOf(' ') + 1);
  const spoken = (value: unknown) => (typeof value === 'number' ? String(value) : value);
  return {
    schema: {
      anyOf: [
        { type: 'string', pattern: FORM.source },
        ...(rule.named === true ? [{ type: 'string', pattern: NUMBER_NAME.source }] : []),
        ...(rule.dimensions.includes('count') ? [{ type: 'number', minimum: 0 }] : []),
      ],
      description: `such as ${rule.like}`,
    },
    read(value, path) {
      const text = rule.dimensions.includes('count') ? spoken(value) : value;
      if (typeof text === 'number')
        return misshapen(path, `${what}: ${text} has no unit; write "${text} ${unit}"`);
      if (typeof text !== 'string') return misshapen(path, `${what}, in quotes if it begins with a sign`);
      const read = readQuantity(text);
      const name = rule.named === true && read === undefined ? readNumberName(text) : undefined;
      if (name !== undefined && name.sign !== undefined && rule.compared !== true)
        return misshapen(path, `${what}, without a sign of comparison, not "${text}"`);
      if (name !== undefined) return text;
      const alone = rule.dimensions.includes('count') ? /^(\d{1,12}) [a-z]/.exec(text)?.[1] : undefined;
      if (read === undefined && alone !== undefined)
        return misshapen(
          path,
          `${what}, not "${text.slice(0, 60)}"; for a number of things write the number alone: ${alone}`,
        );
      if (read === undefined) return misshapen(path, `${what}, not "${text.slice(0, 60)}"${units}`);
      if (read.dimension === 'count' && !rule.dimensions.includes('count'))
        return misshapen(path, `${what}: "${text}" has no unit; add ${unit}`);
      if (!rule.dimensions.includes(read.dimension))
        return misshapen(path, `${what}; "${text}" is in another unit${units}`);
      if (read.comparison !== undefined && rule.compared !== true)
        return misshapen(path, `${what}, without a sign of comparison, not "${text}"`);
      return text;
    },
  };
}

/** A part of a whole, exact: `75 %` is 75/100, `2/3` is two thirds. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

/** Reads `75 %`, `0.5 %` or `2/3`. */
export function readShare(text: string): Share | undefined {
  const percent = /^(\d{1,4})(?:\.(\d{1,3}))?\s*%$/.exec(text);
  if (percent !== null) {
    const decimals = percent[2] ?? '';
    let denominator = 100;
    for (let at = 0; at < decimals.length; at += 1) denominator *= 10;
    return { numerator: Number(`${percent[1]}${decimals}`), denominator };
  }
  const parts = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  if (parts === null || Number(parts[2]) === 0) return undefined;
  return { numerator: Number(parts[1]), denominator: Number(parts[2]) };
}

/** Text that states a share. */
export const shareText: Shape<string> = {
  schema: { type: 'string', pattern: '^(\\d{1,4}(\\.\\d{1,3})?\\s*%|\\d{1,6}/\\d{1,6})$' },
  read: (value, path) =>
    typeof value === 'string' && readShare(value) !== undefined
      ? value
      : misshapen(path, 'must be a share, written like "75 %" or "2/3"'),
};

export type Rounding = 'down' | 'up' | 'nearest';

/** A share of a whole number, in integers throughout: 75 % of 7, rounded down, is 5. Halves round up. */
export function shareOf(whole: number, share: Share, rounding: Rounding): number {
  const product = whole * share.numerator;
  const rest = product % share.denominator;
  const below = (product - rest) / share.denominator;
  if (rest === 0 || rounding === 'down') return below;
  if (rounding === 'up') return below + 1;
  return 2 * rest >= share.denominator ? below + 1 : below;
}
