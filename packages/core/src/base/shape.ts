import { didYouMean, meantInstead } from './nearest.ts';
import { accept, type Result, refuse } from './result.ts';

// One declaration gives three things: a strict reader whose refusals name the place, the static type, and the
// JSON Schema that is published. Unknown fields are refused: a misspelt one must not be lost in silence.

/** JSON Schema, draft 2020-12. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** How a value of type T looks. `read` throws {@link Misshapen}; callers use {@link parseShape}. */
export interface Shape<T> {
  readonly schema: JsonSchema;
  /** How to write it, told where it is missing. */
  readonly example?: string;
  read(value: unknown, path: string): T;
}

/** The type of what a shape reads. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

class Misshapen extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path === '' ? 'it' : path} ${message}`);
    this.path = path;
  }
}

/** Reads a value strictly. `code` begins the refusal's code; the path in it is of the first fault. */
export function parseShape<T>(shape: Shape<T>, value: unknown, code: string): Result<T> {
  try {
    return accept(shape.read(value, ''));
  } catch (error) {
    if (error instanceof Misshapen) return refuse(code, error.message, error.path);
    throw error;
  }
}

/** Says what is wrong at a path, for shapes made elsewhere. */
export function misshapen(path: string, message: string): never {
  throw new Misshapen(path, message);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

interface TextRule {
  readonly max?: number;
  readonly pattern?: RegExp;
  /** What the text must be, for the message: "a UUID". */
  readonly what?: string;
  readonly format?: string;
  readonly description?: string;
}

/** Text of 1 to `max` (default 200) UTF-16 units, well-formed Unicode without U+0000. */
export function text(rule: TextRule = {}): Shape<string> {
  const { max = 200, pattern, what = 'text', format, description } = rule;
  return {
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: max,
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(format === undefined ? {} : { format }),
      ...(description === undefined ? {} : { description }),
    },
    read(value, path) {
      if (typeof value !== 'string') return misshapen(path, `must be ${what}, not ${shown(value)}`);
      if (value === '' || value.length > max)
        return misshapen(path, `must have 1 to ${max} characters, and has ${value.length}`);
      if (!value.isWellFormed())
        return misshapen(path, 'holds half of a surrogate pair; give whole characters');
      // PostgreSQL has no such character, and many programs end a text there: two readers would read two texts.
      if (value.includes('\0')) return misshapen(path, 'holds the character U+0000; leave it out');
      if (pattern !== undefined && !pattern.test(value))
        return misshapen(path, `must be ${what}, not ${shown(value)}`);
      return value;
    },
  };
}

/** A finite number from `min` to `max`, both allowed. */
export function number(min: number, max: number, unit: string, whole = false): Shape<number> {
  return {
    schema: { type: whole ? 'integer' : 'number', minimum: min, maximum: max, description: unit },
    read(value, path) {
      if (typeof value !== 'number' || !Number.isFinite(value))
        return misshapen(path, `must be a number (${unit}), not ${shown(value)}`);
      if (value < min || value > max)
        return misshapen(path, `must be from ${min} to ${max} (${unit}), not ${value}`);
      if (whole && !Number.isSafeInteger(value))
        return misshapen(path, `must be a whole number (${unit}), not ${value}`);
      return value;
    },
  };
}

/** True or false. */
export function flag(): Shape<boolean> {
  return {
    schema: { type: 'boolean' },
    read: (value, path) =>
      typeof value === 'boolean' ? value : misshapen(path, `must be true or false, not ${shown(value)}`),
  };
}

/** One of some words. */
export function oneOf<const T extends string | number>(...words: readonly T[]): Shape<T> {
  return {
    schema: { enum: words },
    read(value, path) {
      const found = words.find((word) => word === value);
      if (found !== undefined) return found;
      return misshapen(
        path,
        `must be ${words.length === 1 ? '' : 'one of '}${words.join(', ')}, not ${shown(value)}${didYouMean(String(value), words.map(String))}`,
      );
    },
  };
}

/** A list of `min` to `max` items. */
export function list<T>(item: Shape<T>, min: number, max: number): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: item.schema, minItems: min, maxItems: max },
    read(value, path) {
      if (!Array.isArray(value)) return misshapen(path, `must be a list, not ${shown(value)}`);
      if (value.length < min || value.length > max)
        return misshapen(path, `must have ${min} to ${max} items, and has ${value.length}`);
      return value.map((one, at) => item.read(one, `${path}[${at}]`));
    },
  };
}

/** Exactly two items. */
export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return {
    schema: { type: 'array', prefixItems: [first.schema, second.schema], items: false, minItems: 2 },
    read(value, path) {
      if (!Array.isArray(value) || value.length !== 2)
        return misshapen(path, `must be a list of two, not ${shown(value)}`);
      return [first.read(value[0], `${path}[0]`), second.read(value[1], `${path}[1]`)];
    },
  };
}

/** A map from names of one shape to values of another. */
export function record<T>(
  name: Shape<string>,
  item: Shape<T>,
  max: number,
  min = 1,
): Shape<{ readonly [name: string]: T }> {
  return {
    schema: {
      type: 'object',
      propertyNames: name.schema,
      additionalProperties: item.schema,
      minProperties: min,
      maxProperties: max,
    },
    read(value, path) {
      const fields = asObject(value, path);
      const names = Object.keys(fields);
      if (names.length < min || names.length > max)
        return misshapen(path, `must have ${min} to ${max} members, and has ${names.length}`);
      return Object.fromEntries(
        names.map((key) => [
          name.read(key, `the name of ${join(path, key)}`),
          item.read(fields[key], join(path, key)),
        ]),
      );
    },
  };
}

type Shapes = { readonly [name: string]: Shape<unknown> };
type Required_<R extends Shapes> = { readonly [K in keyof R]: Shaped<R[K]> };
type Optional_<O extends Shapes> = { readonly [K in keyof O]?: Shaped<O[K]> };

/** An object of required and optional fields, and no others. `check` sees the whole once its fields are sound. */
export function object<R extends Shapes, O extends Shapes = Record<never, never>>(
  required: R,
  optional?: O,
  check?: (value: Required_<R> & Optional_<O>, path: string) => void,
): Shape<Required_<R> & Optional_<O>> {
  const shapes: Shapes = { ...required, ...optional };
  // Listed once: every field of every report is read by this.
  const listed = Object.entries(shapes).map(
    ([name, shape]) => [name, shape, Object.hasOwn(required, name)] as const,
  );
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(Object.entries(shapes).map(([name, { schema }]) => [name, schema])),
      required: Object.keys(required),
      additionalProperties: false,
    },
    read(value, path) {
      const fields = asObject(value, path);
      const stray = Object.keys(fields).find((name) => !Object.hasOwn(shapes, name));
      if (stray !== undefined)
        return misshapen(
          join(path, stray),
          `is not known here${cut(stray, fields[stray])}${meantInstead(stray, Object.keys(shapes))}`,
        );
      const read: { [name: string]: unknown } = {};
      for (const [name, shape, isRequired] of listed) {
        const given = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (given !== undefined) read[name] = shape.read(given, join(path, name));
        else if (isRequired) misshapen(join(path, name), missing(shape));
      }
      const whole = read as Required_<R> & Optional_<O>;
      check?.(whole, path);
      return whole;
    },
  };
}

/** One of several objects, told apart by the word in their field `tag`. */
export function variant<const Tag extends string, V extends { readonly [word: string]: Shape<unknown> }>(
  tag: Tag,
  variants: V,
): Shape<Shaped<V[keyof V]>> {
  const words = Object.keys(variants);
  const tagged = oneOf(...words);
  return {
    schema: { oneOf: words.map((word) => variants[word]?.schema) },
    read(value, path) {
      const word = tagged.read(asObject(value, path)[tag], join(path, tag));
      return variants[word]?.read(value, path) as Shaped<V[keyof V]>;
    },
  };
}

/** The same shape with words for how to write it, for those who left it out. */
export function withExample<T>(shape: Shape<T>, example: string): Shape<T> {
  return { ...shape, example };
}

/** A field of several words without a value is the end of a sentence that a comma cut. */
function cut(name: string, value: unknown): string {
  return value === null && name.includes(' ') ? '; did a comma end the sentence? Put it in quotes' : '';
}

function missing({ example }: Shape<unknown>): string {
  return example === undefined ? 'is missing' : `is missing; write it like ${example}`;
}

function asObject(value: unknown, path: string): { readonly [name: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return misshapen(path, `must be an object, not ${shown(value)}`);
  return value as { readonly [name: string]: unknown };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
