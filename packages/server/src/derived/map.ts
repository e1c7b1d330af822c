import type { Indication } from '@armistice/core/agreement';
import { KeyIndex } from '@armistice/core/fusion';
import type { Incident, MissionView } from '@armistice/core/mission';
import { type SoughtBy, soughtBy } from '../store/sought-by.ts';
import { type Figure, figureOf } from './figures.ts';
import { type ColumnsDump, MapColumns } from './map-columns.ts';
import { mortonOf, mortonRange, type TileAddress } from './map-grid.ts';
import type { Touched } from './touched.ts';

/** What is wanted on the map. */
export interface MapFilter {
  /** Whose incidents: those of every one of these audiences. */
  readonly bases: readonly string[];
  /** Indications of incidents that nobody assessed are not for this asker: no filter may tell of them. */
  readonly assessedOnly: boolean;
  readonly kind?: string;
  readonly status?: string;
  /** UTC milliseconds. */
  readonly from?: number;
  readonly to?: number;
  readonly clause?: string;
  readonly party?: string;
  readonly outcome?: string;
}

/** What an incident is looked for by besides time and place; few combinations serve a million incidents. */
interface Traits extends SoughtBy {
  readonly basis: string;
  readonly kind: string;
  readonly status: string;
}

/** The map as plain data. */
export interface MapDump {
  readonly rows: Uint32Array;
  /** The beginning of each incident's id, to know that the order is the same. */
  readonly marks: Uint32Array;
  /** Rows in the order of the curve. */
  readonly sorted: Uint32Array<ArrayBuffer>;
  readonly columns: ColumnsDump;
  readonly traits: readonly Traits[];
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
  readonly #traits: Traits[] = [];
  readonly #figureOf = new Map<string, number>();
  readonly #figures: Figure[] = [];
  /** Incidents of each figure. */
  #standing: number[] = [];
  /** Rows in order of place, of which some may be dead; and those that came since. */
  #sorted: Uint32Array<ArrayBuffer> = new Uint32Array(0);
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
      sorted: this.#sorted,
      columns: this.#columns.dump(),
      traits: this.#traits,
      figures: this.#figures,
      standing: this.#standing,
    };
  }

  /** Takes over what another one dumped, of the same state. False where it is of another: then nothing is shown. */
  restore({ rows, marks, sorted, columns, traits, figures, standing }: MapDump): boolean {
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
    for (const one of figures) codeOf(one, this.#figures, this.#figureOf);
    this.#standing = [...standing];
    this.#sorted = sorted;
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

  /** Merges what came since into the order, and drops the dead. */
  #sort(): void {
    const { morton, alive } = this.#columns;
    const at = (row: number) => morton[row] as number;
    const fresh = Uint32Array.from(this.#unsorted.filter((row) => alive[row] === 1)).sort(
      (a, b) => at(a) - at(b),
    );
    const merged = new Uint32Array(this.#sorted.length + fresh.length);
    let size = 0;
    let next = 0;
    for (const row of this.#sorted) {
      if (alive[row] === 0) continue;
      while (next < fresh.length && at(fresh[next] as number) < at(row))
        merged[size++] = fresh[next++] as number;
      merged[size++] = row;
    }
    while (next < fresh.length) merged[size++] = fresh[next++] as number;
    this.#sorted = merged.subarray(0, size);
    this.#unsorted = [];
    this.#columns.reuseDead();
  }

  /** Calls back with every wanted row in a tile, in the order of place but for those that came last. */
  eachIn(tile: TileAddress, filter: MapFilter, found: (row: number) => void): void {
    const { morton, alive, from, to, traits } = this.#columns;
    const wanted = Uint8Array.from(this.#traits, (one) => (isWanted(one, filter) ? 1 : 0));
    const begin = filter.from ?? Number.NEGATIVE_INFINITY;
    const end = filter.to ?? Number.POSITIVE_INFINITY;
    const [low, high] = mortonRange(tile);
    const check = (row: number) => {
      if (alive[row] === 1 && wanted[traits[row] as number] === 1)
        if ((to[row] as number) >= begin && (from[row] as number) <= end) found(row);
    };
    for (let place = this.#firstAt(low); place < this.#sorted.length; place++) {
      const row = this.#sorted[place] as number;
      if ((morton[row] as number) >= high) break;
      check(row);
    }
    for (const row of this.#unsorted) {
      const key = morton[row] as number;
      if (key >= low && key < high) check(row);
    }
  }

  #firstAt(key: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#columns.morton[this.#sorted[middle] as number] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What a row says, for drawing. */
  row(row: number): {
    readonly id: string;
    readonly morton: number;
    readonly kind: string;
    readonly status: string;
    readonly covariance: readonly [number, number, number];
  } {
    const { ids, morton, traits, covariance } = this.#columns;
    const { kind, status } = this.#traits[traits[row] as number] as Traits;
    const [a = 0, b = 0, c = 0] = covariance.subarray(3 * row, 3 * row + 3);
    return { id: ids.at(row), morton: morton[row] as number, kind, status, covariance: [a, b, c] };
  }

  idAt(row: number): string {
    return this.#columns.ids.at(row);
  }

  /** Place of a row on the Z-curve. */
  mortonAt(row: number): number {
    return this.#columns.morton[row] as number;
  }
}

/** The number of a value among those that are known; a new one is added. */
function codeOf<T>(value: T, known: T[], codes: Map<string, number>): number {
  const text = JSON.stringify(value);
  const code = codes.get(text) ?? known.push(value) - 1;
  codes.set(text, code);
  return code;
}

function traitsOf({ basis, kind, status }: Incident, indications: readonly Indication[]): Traits {
  return { basis, kind, status, ...soughtBy(indications) };
}

function isWanted(
  traits: Traits,
  { bases, assessedOnly, kind, status, clause, party, outcome }: MapFilter,
): boolean {
  if (!bases.includes(traits.basis)) return false;
  if (kind !== undefined && traits.kind !== kind) return false;
  if (status !== undefined && traits.status !== status) return false;
  if (clause === undefined && party === undefined && outcome === undefined) return true;
  if (assessedOnly && traits.status === 'alleged') return false;
  const holds = (names: readonly string[], name: string | undefined) =>
    name === undefined || names.includes(name);
  return holds(traits.clauses, clause) && holds(traits.parties, party) && holds(traits.outcomes, outcome);
}
