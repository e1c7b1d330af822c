import { nearestWord } from '@armistice/core/base';
import type { Json } from '@armistice/core/record';
import { UnreadableSource } from './intake.ts';
import { byColumn, mustHave, openCsvBytes } from './table.ts';

/** Where the names of places are, as a mapping says it. */
export interface GazetteerForm {
  readonly file: string;
  readonly name: string;
  readonly latitude: string;
  readonly longitude: string;
  /** A column with metres, or the same radius for every place. */
  readonly radius: string | number;
}

/** Places by their names: `{type: "named", name, at, radius}`, or what is wrong, to follow the name in a sentence. */
export interface Gazetteer {
  find(name: string): { readonly value: Json } | { readonly problem: string };
}

function plain(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** Reads a gazetteer: CSV, UTF-8, one place a row. A place of two spellings has two rows. */
export function readGazetteer(bytes: Uint8Array, form: GazetteerForm): Gazetteer {
  const table = openCsvBytes(bytes, { encoding: 'utf-8' });
  const { name, latitude, longitude, radius } = form;
  const needed = [name, latitude, longitude, ...(typeof radius === 'string' ? [radius] : [])];
  mustHave(table.columns, needed, `the gazetteer ${form.file}`);
  const places = new Map<string, Json | 'twice'>();
  for (const row of table.rows as Iterable<{
    readonly line: number;
    readonly cells?: readonly string[] | undefined;
  }>) {
    if (row.cells === undefined) throw unreadable(form, row.line, 'cannot be read');
    const cells = byColumn(table.columns, row.cells);
    const at = [cells[longitude], cells[latitude]].map((cell) => numberIn(cell));
    const metres = typeof radius === 'number' ? radius : numberIn(cells[radius]);
    const called = (cells[name] ?? '').trim();
    if (called === '' || at.includes(undefined) || metres === undefined)
      throw unreadable(form, row.line, 'must have a name, a latitude, a longitude and a radius in metres');
    const place = { type: 'named', name: called, at: at as number[], radius: metres };
    const known = places.get(plain(called));
    places.set(
      plain(called),
      known === undefined || JSON.stringify(known) === JSON.stringify(place) ? place : 'twice',
    );
  }
  return {
    find(wanted) {
      const place = places.get(plain(wanted));
      if (place === 'twice')
        return { problem: 'is the name of several places in the gazetteer; write which, in both files' };
      if (place !== undefined) return { value: place };
      const near = nearestWord(plain(wanted), [...places.keys()]);
      return { problem: `is not in the gazetteer${near === undefined ? '' : `; did you mean "${near}"?`}` };
    },
  };
}

function numberIn(cell: string | undefined): number | undefined {
  return /^-?\d+(\.\d+)?$/.test((cell ?? '').trim()) ? Number(cell) : undefined;
}

function unreadable(form: GazetteerForm, line: number, what: string): UnreadableSource {
  return new UnreadableSource(`line ${line} of the gazetteer ${form.file} ${what}`, 'mend that line');
}
