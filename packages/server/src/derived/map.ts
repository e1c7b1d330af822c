import type { Indication } from '@armistice/core/agreement';
import { KeyIndex } from '@armistice/core/fusion';
import type { Incident, MissionView } from '@armistice/core/mission';
import { soughtBy } from '../store/sought-by.ts';
import { type Figure, figureOf } from './figures.ts';
import { type ColumnsDump, MapColumns, type MapRowSeen } from './map-columns.ts';
import type { MapFilter, MapTraits } from './map-filter.ts';
import { cutTo, mortonOf, type Stretch } from './map-grid.ts';
import { type FoundRow, MapOrder } from './map-order.ts';
import { type Sieve, sieveOf } from './map-sieve.ts';
import { sourcesOf } from './sources-of.ts';
import type { Touched } from './touched.ts';

/** The map as plain data. */
export interface MapDump {
  readonly rows: Uint32Array;
  /** The beginning of each incident's id, to know that the order is the same. */
  readonly marks: Uint32Array;
  /** Rows in the order of the curve. */
  readonly sorted: Uint32Array<ArrayBuffer>;
  readonly columns: ColumnsDump;
  readonly traits: readonly MapTraits[];
  readonly sources: readonly (readonly string[])[];
  readonly figures: readonly Figure[];
  readonly standing: readonly number[];
}

const markOf = (id: string): number => Number.parseInt(id.slice(0, 8), 16);

// Rows that are not in order yet are looked through one by one.
const MAX_UNSORTED = 8192;

/**
 * Every incident of the mission by place, in typed arrays in the order of a Z-curve: a tile is one stretch of it. It
 * follows the fold and decides nothing.
 */
export class MissionMap {
  readonly #view: MissionView;
  readonly #columns = new MapColumns();
  /** Rows by the ids of their incidents. */
  readonly #rowOf = new KeyIndex(this.#columns.ids);
  readonly #codeOf = new Map<string, number>();
  readonly #traits: MapTraits[] = [];
  /** Sources that told of an incident together; few combinations of them as well. */
  readonly #sourcesCodeOf = new Map<string, number>();
  readonly #sources: (readonly string[])[] = [];
  readonly #figureOf = new Map<string, number>();
  readonly #figures: Figure[] = [];
  /** Incidents of each figure. */
  #standing: number[] = [];
  /** Rows in order of place, and those that came since. */
  readonly #order = new MapOrder(this.#columns);
  #unsorted: number[] = [];
  #version = 0;

  constructor(view: MissionView) {
    this.#view = view;
  }

  /** Grows with every change: what was drawn under the same number is still right. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#rowOf.size;
  }

  /** The audience that reads an incident, as the map has it; undefined of one that it has not. */
  basisOf(id: string): string | undefined {
    const row = this.#rowOf.find(id);
    return row < 0 ? undefined : this.#traits[this.#columns.traits[row] as number]?.basis;
  }

  /** As plain data. Names are not repeated: rows stand in the order in which the state has its incidents. */
  dump(): MapDump {
    const rows = new Uint32Array(this.#rowOf.size);
    const marks = new Uint32Array(this.#rowOf.size);
    let at = 0;
    for (const id of this.#view.incidents.keys()) {
      rows[at] = Math.max(0, this.#rowOf.find(id));
      marks[at++] = markOf(id);
    }
    // Without the dead, whose rows are given away after a restore.
    this.#sort();
    return {
      rows,
      marks,
      sorted: this.#order.dump(),
      columns: this.#columns.dump(),
      traits: this.#traits,
      sources: this.#sources,
      figures: this.#figures,
      standing: this.#standing,
    };
  }

  /** Takes over what another one dumped, of the same state. False where it is of another: then nothing is shown. */
  restore({ rows, marks, sorted, columns, traits, sources, figures, standing }: MapDump): boolean {
    if (rows.length !== this.#view.incidents.size) return false;
    const ids: string[] = new Array(columns.alive.length).fill('');
    let at = 0;
    for (const id of this.#view.incidents.keys()) {
      if (marks[at] !== markOf(id)) return false;
      const row = rows[at] as number;
      ids[row] = id;
      at += 1;
    }
    this.#columns.restore(columns, ids);
    for (const row of rows) this.#rowOf.add(row);
    for (const one of traits) codeOf(one, this.#traits, this.#codeOf);
    for (const one of sources) codeOf(one, this.#sources, this.#sourcesCodeOf);
    for (const one of figures) codeOf(one, this.#figures, this.#figureOf);
    this.#standing = [...standing];
    this.#order.restore(sorted);
    return true;
  }

  /** Takes note of what entries changed. */
  take({ incidents }: Touched): void {
    if (incidents.size === 0) return;
    this.#version += 1;
    for (const id of incidents) {
      const before = this.#rowOf.find(id);
      const incident = this.#view.incidents.get(id);
      if (before >= 0) {
        this.#rowOf.delete(id);
        this.#columns.kill(before);
        this.#order.kill(before);
        this.#tally(this.#columns.figures[before] as number, -1);
      }
      if (incident !== undefined) this.#add(incident, this.#view.indications.get(id) ?? []);
    }
    if (this.#unsorted.length > MAX_UNSORTED) this.#sort();
  }

  #add(incident: Incident, indications: readonly Indication[]): void {
    const figure = codeOf(figureOf(incident, indications), this.#figures, this.#figureOf);
    const row = this.#columns.add({
      id: incident.id,
      morton: mortonOf(incident.place.at),
      from: Date.parse(incident.occurred.from),
      to: Date.parse(incident.occurred.to),
      covariance: incident.place.covariance,
      traits: codeOf(traitsOf(incident, indications), this.#traits, this.#codeOf),
      sources: codeOf(sourceSetOf(this.#view, incident), this.#sources, this.#sourcesCodeOf),
      figure,
    });
    this.#tally(figure, 1);
    this.#rowOf.add(row);
    this.#unsorted.push(row);
  }

  #tally(figure: number, change: number): void {
    this.#standing[figure] = (this.#standing[figure] ?? 0) + change;
  }

  /** How many incidents add what to the sums. */
  *figures(): Generator<readonly [Figure, number]> {
    for (const [code, figure] of this.#figures.entries()) yield [figure, this.#standing[code] ?? 0];
  }

  /** How many incidents are looked for by what. */
  standing(): ReadonlyMap<MapTraits, number> {
    const { alive, traits } = this.#columns;
    const counts = new Uint32Array(this.#traits.length);
    for (let row = 0; row < alive.length; row++)
      if (alive[row] === 1) counts[traits[row] as number] = (counts[traits[row] as number] as number) + 1;
    return new Map(this.#traits.map((one, code) => [one, counts[code] as number]));
  }

  /** Merges what came since into the order, and drops the dead. */
  #sort(): void {
    const { alive } = this.#columns;
    this.#order.merge(Uint32Array.from(this.#unsorted.filter((row) => alive[row] === 1)));
    this.#unsorted = [];
    this.#columns.reuseDead();
  }

  /** A filter made ready: right until the map takes the next change. */
  sieve(filter: MapFilter): Sieve {
    return sieveOf(this.#traits, this.#sources, filter);
  }

  /** Calls back with every wanted row, in the order of place but for those that came last; of stretches of the curve alone. */
  eachFound(sieve: Sieve, found: FoundRow, within?: readonly Stretch[]): void {
    const stretches = within === undefined ? sieve.stretches : cutTo(sieve.stretches, within);
    for (const stretch of stretches) this.#order.scan(stretch, sieve, found);
    this.#order.scanRows(this.#unsorted, stretches, sieve, found);
  }

  /** Calls back with every incident, in no order. */
  each(found: (seen: MapRowSeen) => void): void {
    const { alive, to, traits, size } = this.#columns;
    for (let row = 0; row < size; row++) {
      if (alive[row] !== 1) continue;
      const { basis, kind, status } = this.#traits[traits[row] as number] as MapTraits;
      found({ row, to: to[row] as number, basis, kind, status });
    }
  }

  /** What is said of a row beside its symbol. */
  wordsAt(row: number): Pick<MapTraits, 'kind' | 'status'> {
    return this.#traits[this.#columns.traits[row] as number] as MapTraits;
  }

  /** East-east, east-north and north-north of a row, square metres. */
  covarianceAt(row: number): readonly [number, number, number] {
    const { covariance } = this.#columns;
    const at = 3 * row;
    return [covariance[at] as number, covariance[at + 1] as number, covariance[at + 2] as number];
  }

  /** No footprint is wider, metres: a standard deviation of both axes together. */
  get widest(): number {
    return this.#columns.widest;
  }

  idAt(row: number): string {
    return this.#columns.ids.at(row);
  }

  /** Below zero where the id of the first row comes before that of the second. */
  compareIds(a: number, b: number): number {
    return this.#columns.ids.compare(a, b);
  }
}

/** The number of a value among those that are known; a new one is added. */
function codeOf<T>(value: T, known: T[], codes: Map<string, number>): number {
  const text = JSON.stringify(value);
  const code = codes.get(text) ?? known.push(value) - 1;
  codes.set(text, code);
  return code;
}

function traitsOf({ basis, kind, status }: Incident, indications: readonly Indication[]): MapTraits {
  return { basis, kind, status, ...soughtBy(indications) };
}

function sourceSetOf(view: MissionView, incident: Incident): readonly string[] {
  return [...new Set(sourcesOf(view, incident))].sort();
}
