import { list, misshapen, number, object, type Shape, type Shaped, text } from '../base/index.ts';
import { name } from './ids.ts';

/** Any JSON value, no deeper than a person would write. */
export const jsonValue: Shape<unknown> = {
  schema: {},
  read(value, path) {
    if (tooDeep(value, 12)) return misshapen(path, 'is nested too deeply');
    return value;
  },
};

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  return Object.values(value).some((one) => tooDeep(one, left - 1));
}

const moment = text({ format: 'date-time', max: 40 });

/** Something that is known to have happened or to be so: a withdrawal completed, a notice given, a holding declared. */
export const factForm = object(
  { fact: name, at: moment },
  { by: text({ max: 63 }), value: jsonValue, id: text() },
);
export type Fact = Shaped<typeof factForm>;

export const factsForm = list(factForm, 0, 100_000);

/** A list of names, or one name, which is read as a list of one. */
function namesIn(most: number): Shape<readonly string[]> {
  const many = list(name, 1, most);
  return {
    schema: { anyOf: [name.schema, many.schema] },
    read: (value, path) => (typeof value === 'string' ? [name.read(value, path)] : many.read(value, path)),
  };
}

/** What is held: how many of what, where, in which state; the value of a fact `holding`. */
export const holdingForm = object(
  { count: number(0, 1_000_000_000, 'how many') },
  {
    /** A thing or weapon of the agreement, or a kind. */
    of: name,
    /** A weapon by its class, calibre, range or type, in place of `of`. */
    weapon: object(
      {},
      {
        class: name,
        calibre: number(0.1, 2000, 'millimetres'),
        range: number(0, 1e7, 'metres'),
        name: text(),
      },
    ),
    /** Zones; one may stand without a list. */
    in: namesIn(64),
    'held-in': name,
    /** The unit that holds it; a later holding of the same unit and thing takes the place of the earlier. */
    unit: text(),
    /** A counting rule that the holder claims: the name of an exclusion. */
    because: name,
    since: moment,
    site: text(),
    evidence: namesIn(32),
    'held-by': name,
  },
);
export type Holding = Shaped<typeof holdingForm>;
