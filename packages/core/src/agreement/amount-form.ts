import { flag, list, misshapen, number, object, oneOf, type Shape, type Shaped } from '../base/index.ts';
import { name, oneOrMore, quotedId } from './ids.ts';
import { quantityText, shareText } from './quantity.ts';

// How a ceiling is stated: a number, a measure with its unit, or computed from other numbers.

const clauseIds = oneOrMore(quotedId);

const computedAmount = object(
  {},
  {
    share: shareText,
    'one-per': number(1, 1_000_000, 'units', true),
    'as-many-as': name,
    'sum-of': list(quotedId, 1, 64),
    row: name,
    'of-number': number(0, 1_000_000_000, 'whole', true),
    'of-fact': name,
    'of-clause': clauseIds,
    round: oneOf('down', 'up', 'nearest'),
    'at-most': number(0, 1_000_000_000, 'cap', true),
  },
  (value, path) => {
    const ways = (['share', 'one-per', 'as-many-as', 'sum-of'] as const).filter(
      (way) => value[way] !== undefined,
    );
    if (ways.length !== 1)
      misshapen(path, 'must be computed in one way: share, one-per, as-many-as or sum-of');
    const wholes = (['of-number', 'of-fact', 'of-clause'] as const).filter((way) => value[way] !== undefined);
    if ((ways[0] === 'share' || ways[0] === 'one-per') && wholes.length !== 1)
      misshapen(path, 'must say of what: of-number, of-fact or of-clause');
    if (ways[0] === 'share' && value.round === undefined)
      misshapen(path, 'must say how it rounds: round: down, up or nearest');
  },
);
export type ComputedAmount = Shaped<typeof computedAmount>;

/** A ceiling: a number, or how it is computed. */
export type Amount = number | string | ComputedAmount;
export const amount = amountShape();

function amountShape(): Shape<Amount> {
  const whole = number(0, 1_000_000_000, 'how many');
  const measured = quantityText({
    dimensions: ['count', 'length', 'time', 'days', 'months', 'resolution', 'area'],
    like: '48 h',
    named: true,
  });
  return {
    schema: { anyOf: [whole.schema, measured.schema, computedAmount.schema] },
    read: (value, path) =>
      typeof value === 'number'
        ? whole.read(value, path)
        : typeof value === 'string'
          ? measured.read(value, path)
          : computedAmount.read(value, path),
  };
}

/** A share of a ceiling, or a number. */
export function shareOrNumber(): Shape<string | number> {
  const whole = number(1, 1_000_000, 'how many', true);
  return {
    schema: { anyOf: [shareText.schema, whole.schema] },
    read: (value, path) =>
      typeof value === 'number' ? whole.read(value, path) : shareText.read(value, path),
  };
}

/** A share, or that the text leaves it open. */
export function shareOrTrue(): Shape<string | boolean> {
  const plain = flag();
  return {
    schema: { anyOf: [shareText.schema, plain.schema] },
    read: (value, path) =>
      typeof value === 'string' ? shareText.read(value, path) : plain.read(value, path),
  };
}
