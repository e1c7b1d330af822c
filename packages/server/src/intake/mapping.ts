import { accept, type Result, refuse } from '@armistice/core/base';
import type { Json } from '@armistice/core/record';
import { COLUMN_UNITS, type ColumnUnit } from './column-units.ts';
import type { Dataset } from './context.ts';
import { type DateFormat, readDateFormat } from './date-format.ts';
import type { Gazetteer, GazetteerForm } from './gazetteer.ts';
import { BadMapping, isObject, type MappingHead, readHead } from './mapping-head.ts';

// A mapping says, once for each kind of file, how a row becomes a Report: a tree in the shape of the Report whose
// leaves name a column or give a value. It is data, so that a field office can write one without a release.

/** A leaf that reads cells. Several columns are read as one text, with a blank between them. */
interface ColumnLeaf {
  readonly columns: readonly string[];
  readonly as: ColumnUnit;
  readonly words?: { readonly [word: string]: string };
  readonly formats: readonly DateFormat[];
  readonly radius?: number;
}

/** A leaf: columns with the unit they are written in, or a fixed value. */
type Leaf = ColumnLeaf | { readonly value: Json };

type Tree =
  | { readonly leaf: Leaf }
  | { readonly list: readonly Tree[] }
  | { readonly members: readonly (readonly [string, Tree])[] };

/** A parsed mapping file. */
export interface Mapping extends MappingHead {
  readonly report: Tree;
  /** Every column that it reads. */
  readonly columns: readonly string[];
  readonly givesId: boolean;
  readonly gazetteer?: Gazetteer;
}

export type { Dataset, GazetteerForm };

/** Reads a mapping file strictly; refusals (`mapping/form`) name the place. `gazetteer` is what its `gazetteer` names. */
export function parseMapping(value: unknown, gazetteer?: Gazetteer): Result<Mapping> {
  try {
    if (!isObject(value)) throw new BadMapping('the mapping must be an object');
    const head = readHead(value);
    const columns = new Set<string>(head.key);
    const report = readTree(value.report, 'report', columns);
    const givesId = 'members' in report && report.members.some(([name]) => name === 'id');
    if (!('members' in report)) throw new BadMapping('report must be an object in the shape of a report');
    return accept({
      ...head,
      report,
      columns: [...columns],
      givesId,
      ...(gazetteer === undefined ? {} : { gazetteer }),
    });
  } catch (error) {
    if (error instanceof BadMapping) return refuse('mapping/form', error.message);
    throw error;
  }
}

const LEAF = ['column', 'columns', 'as', 'words', 'format', 'radius', 'value'];

function readTree(value: unknown, path: string, columns: Set<string>): Tree {
  if (Array.isArray(value)) return { list: value.map((one, at) => readTree(one, `${path}[${at}]`, columns)) };
  if (!isObject(value))
    throw new BadMapping(`${path} must be an object with "column" or "value", or further fields`);
  if ('value' in value || 'column' in value || 'columns' in value)
    return { leaf: readLeaf(value, path, columns) };
  return {
    members: Object.entries(value).map(([name, one]) => [name, readTree(one, `${path}.${name}`, columns)]),
  };
}

function readLeaf(leaf: { readonly [name: string]: unknown }, path: string, columns: Set<string>): Leaf {
  const stray = Object.keys(leaf).find((name) => !LEAF.includes(name));
  if (stray !== undefined)
    throw new BadMapping(
      `${path}.${stray} is not known; a leaf has ${LEAF.slice(0, -1).join(', ')}, or value`,
    );
  if (leaf.value !== undefined) {
    if (Object.keys(leaf).length > 1) throw new BadMapping(`${path} has both a column and a value; give one`);
    return { value: leaf.value as Json };
  }
  const { as = 'text', words, radius } = leaf;
  const unit = Object.keys(COLUMN_UNITS).find((one): one is ColumnUnit => one === as);
  if (unit === undefined)
    throw new BadMapping(`${path}.as must be one of ${Object.keys(COLUMN_UNITS).join(', ')}`);
  const named = namesOf(leaf, path);
  for (const column of named) columns.add(column);
  if (
    words !== undefined &&
    !(isObject(words) && Object.values(words).every((word) => typeof word === 'string'))
  )
    throw new BadMapping(`${path}.words must be an object of words`);
  if (radius !== undefined && !(typeof radius === 'number' && radius >= 0))
    throw new BadMapping(`${path}.radius must be a number of metres`);
  return {
    columns: named,
    as: unit,
    formats: formatsOf(leaf.format, path, /^month /.test(unit) ? 'month' : 'day'),
    ...(words === undefined ? {} : { words: words as { readonly [word: string]: string } }),
    ...(radius === undefined ? {} : { radius }),
  };
}

function namesOf(leaf: { readonly [name: string]: unknown }, path: string): readonly string[] {
  const { column, columns } = leaf;
  if (column !== undefined && columns !== undefined)
    throw new BadMapping(`${path} has column and columns; give one`);
  const named = column === undefined ? columns : [column];
  if (Array.isArray(named) && named.length > 0 && named.every((one) => typeof one === 'string')) return named;
  throw new BadMapping(`${path}.column must be the name of a column`);
}

function formatsOf(given: unknown, path: string, finest: 'month' | 'day'): readonly DateFormat[] {
  const texts = given === undefined ? [] : Array.isArray(given) ? given : [given];
  return texts.map((text) => {
    const format = typeof text === 'string' ? readDateFormat(text, finest) : undefined;
    if (format !== undefined) return format;
    throw new BadMapping(
      `${path}.format must name year, month and (but for a month) day, such as "dd.MM.yyyy HH:mm"`,
    );
  });
}

/** Fills a mapping with the cells of one row. Empty cells leave their field out. Refusals (`row/cell`) name the column. */
export function fillMapping(mapping: Mapping, cells: { readonly [column: string]: string }): Result<Json> {
  try {
    return accept(fill(mapping.report, cells, mapping) ?? {});
  } catch (error) {
    if (error instanceof BadCell) return refuse('row/cell', error.message, error.column);
    throw error;
  }
}

class BadCell extends Error {
  readonly column: string;

  constructor(columns: readonly string[], message: string) {
    const named = columns.map((column) => `"${column}"`).join(', ');
    super(`column${columns.length > 1 ? 's' : ''} ${named}: ${message}`);
    this.column = columns.join(', ');
  }
}

function fill(tree: Tree, cells: { readonly [column: string]: string }, mapping: Mapping): Json | undefined {
  if ('leaf' in tree) return fillLeaf(tree.leaf, cells, mapping);
  if ('list' in tree) {
    const items = tree.list.map((one) => fill(one, cells, mapping));
    // A pair of which one half is empty is left for the Report's own rules to refuse.
    return items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? null);
  }
  const members = tree.members.map(([name, one]) => [name, fill(one, cells, mapping)] as const);
  const present = members.filter((member): member is readonly [string, Json] => member[1] !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

const SHOWN = 200;

function fillLeaf(
  leaf: Leaf,
  cells: { readonly [column: string]: string },
  mapping: Mapping,
): Json | undefined {
  if ('value' in leaf) return leaf.value;
  const parts = leaf.columns.map((column) => (cells[column] ?? '').trim());
  // Half a date is no date: an empty cell among several leaves the field out, and the Report's own rules speak.
  if (parts.some((part) => part === '' || mapping.empty.includes(part))) return undefined;
  // A workbook gives a day at midnight; beside a column with the time, that is the day alone.
  const cell =
    parts.length === 1
      ? (parts[0] ?? '')
      : parts.map((part) => part.replace(/(?<=^\d{4}-\d\d-\d\d) 00:00:00$/, '')).join(' ');
  const shown = cell.length > SHOWN ? `${cell.slice(0, SHOWN)}…` : cell;
  const known = leaf.words === undefined || Object.hasOwn(leaf.words, cell);
  if (!known)
    throw new BadCell(
      leaf.columns,
      `"${shown}" is none of the words that the mapping knows: ${Object.keys(leaf.words ?? {}).join(', ')}`,
    );
  const { clock, decimal, gazetteer } = mapping;
  const read = COLUMN_UNITS[leaf.as](leaf.words?.[cell] ?? cell, {
    clock,
    decimal,
    formats: leaf.formats,
    ...(leaf.radius === undefined ? {} : { radius: leaf.radius }),
    ...(gazetteer === undefined ? {} : { gazetteer }),
  });
  if ('problem' in read) throw new BadCell(leaf.columns, `"${shown}" ${read.problem}`);
  return read.value;
}
