import { accept, type Result, refuse } from '@armistice/core/base';
import type { Json } from '@armistice/core/record';
import { COLUMN_UNITS, type ColumnUnit } from './column-units.ts';

// A mapping says, once for each kind of file, how a row becomes a Report: a tree in the shape of the Report whose
// leaves name a column or give a value. It is data, so that a field office can write one without a release.

/** A leaf: a column with the unit it is written in, or a fixed value. */
type Leaf =
  | { readonly column: string; readonly as: ColumnUnit; readonly words?: { readonly [word: string]: string } }
  | { readonly value: Json };

type Tree =
  | { readonly leaf: Leaf }
  | { readonly list: readonly Tree[] }
  | { readonly members: readonly (readonly [string, Tree])[] };

/** A parsed mapping file. */
export interface Mapping {
  /** IANA zone of local times. */
  readonly clock: string;
  readonly report: Tree;
  /** Every column that it reads. */
  readonly columns: readonly string[];
}

const FORMAT = 'armistice.csv-mapping/v1';

/** Reads a mapping file strictly; refusals (`mapping/form`) name the place. */
export function parseMapping(value: unknown): Result<Mapping> {
  const wrong = (message: string) => refuse('mapping/form', message);
  if (!isObject(value)) return wrong('the mapping must be an object');
  const stray = Object.keys(value).find((name) => !['mapping', 'clock', 'report'].includes(name));
  if (stray !== undefined) return wrong(`"${stray}" is not known; a mapping has mapping, clock and report`);
  if (value.mapping !== FORMAT) return wrong(`mapping must be "${FORMAT}"`);
  const { clock } = value;
  if (typeof clock !== 'string' || !isZone(clock))
    return wrong('clock must name a time zone such as "Europe/Kyiv"');
  try {
    const columns = new Set<string>();
    return accept({ clock, report: readTree(value.report, 'report', columns), columns: [...columns] });
  } catch (error) {
    if (error instanceof BadMapping) return wrong(error.message);
    throw error;
  }
}

class BadMapping extends Error {}

function isZone(zone: string): boolean {
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId !== '';
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readTree(value: unknown, path: string, columns: Set<string>): Tree {
  if (Array.isArray(value)) return { list: value.map((one, at) => readTree(one, `${path}[${at}]`, columns)) };
  if (!isObject(value))
    throw new BadMapping(`${path} must be an object with "column" or "value", or further fields`);
  if ('value' in value || 'column' in value) return { leaf: readLeaf(value, path, columns) };
  return {
    members: Object.entries(value).map(([name, one]) => [name, readTree(one, `${path}.${name}`, columns)]),
  };
}

function readLeaf(leaf: { readonly [name: string]: unknown }, path: string, columns: Set<string>): Leaf {
  const { column, as = 'text', words, value, ...others } = leaf;
  const stray = Object.keys(others)[0];
  if (stray !== undefined)
    throw new BadMapping(`${path}.${stray} is not known; a leaf has column, as and words, or value`);
  if (column === undefined) return { value: value as Json };
  if (value !== undefined) throw new BadMapping(`${path} has both a column and a value; give one`);
  const unit = Object.keys(COLUMN_UNITS).find((one): one is ColumnUnit => one === as);
  if (typeof column !== 'string') throw new BadMapping(`${path}.column must be the name of a column`);
  if (unit === undefined)
    throw new BadMapping(`${path}.as must be one of ${Object.keys(COLUMN_UNITS).join(', ')}`);
  columns.add(column);
  if (words === undefined) return { column, as: unit };
  if (!isObject(words) || !Object.values(words).every((word) => typeof word === 'string'))
    throw new BadMapping(`${path}.words must be an object of words`);
  return { column, as: unit, words: words as { readonly [word: string]: string } };
}

/** Fills a mapping with the cells of one row. Empty cells leave their field out. Refusals (`row/cell`) name the column. */
export function fillMapping(mapping: Mapping, cells: { readonly [column: string]: string }): Result<Json> {
  try {
    return accept(fill(mapping.report, cells, mapping.clock) ?? {});
  } catch (error) {
    if (error instanceof BadCell) return refuse('row/cell', error.message, error.column);
    throw error;
  }
}

class BadCell extends Error {
  readonly column: string;

  constructor(column: string, message: string) {
    super(`column "${column}": ${message}`);
    this.column = column;
  }
}

function fill(tree: Tree, cells: { readonly [column: string]: string }, clock: string): Json | undefined {
  if ('leaf' in tree) return fillLeaf(tree.leaf, cells, clock);
  if ('list' in tree) {
    const items = tree.list.map((one) => fill(one, cells, clock));
    // A pair of which one half is empty is left for the Report's own rules to refuse.
    return items.every((item) => item === undefined) ? undefined : items.map((item) => item ?? null);
  }
  const members = tree.members.map(([name, one]) => [name, fill(one, cells, clock)] as const);
  const present = members.filter((member): member is readonly [string, Json] => member[1] !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

function fillLeaf(leaf: Leaf, cells: { readonly [column: string]: string }, clock: string): Json | undefined {
  if ('value' in leaf) return leaf.value;
  const cell = (cells[leaf.column] ?? '').trim();
  if (cell === '') return undefined;
  const word = leaf.words === undefined ? cell : leaf.words[cell];
  if (word === undefined)
    throw new BadCell(
      leaf.column,
      `"${cell}" is none of the words that the mapping knows: ${Object.keys(leaf.words ?? {}).join(', ')}`,
    );
  const read = COLUMN_UNITS[leaf.as](word, clock);
  if (typeof read === 'object') throw new BadCell(leaf.column, `"${cell}" ${read.problem}`);
  return read;
}
