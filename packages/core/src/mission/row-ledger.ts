import { Once } from '../fusion/index.ts';
import { formatJson, type Json, PUBLIC, utf8 } from '../record/index.ts';
import { reads } from './audiences.ts';
import { type Counts, RowSums, type SummedRow } from './counts.ts';
import type { Incident } from './incident.ts';
import type { Judge } from './judging.ts';
import { isTheSameForAll, type PublishedRow, rowOf } from './row.ts';
import { HASH, RowTree, rowHash } from './row-tree.ts';
import type { MissionView } from './state.ts';
import { type TouchedRows, watchRows } from './touched-rows.ts';

// What was stated of a state, kept beside it: the next statement looks at the rows that something touched since. It is
// found by the state and follows from it.

interface HashedRow {
  readonly hash: Uint8Array;
  readonly adds: SummedRow;
}

/** The rows of a ledger as they were when they were kept; what was touched then is not among them. */
export interface KeptRows {
  readonly ids: readonly string[];
  /** 32 bytes for each. */
  readonly hashes: Uint8Array;
  /** What rows add, and for each row which of these it is. */
  readonly sums: readonly SummedRow[];
  readonly adds: Uint32Array;
}

/** The rows of one audience, hashed and summed. */
class RowLedger {
  readonly #state: MissionView;
  readonly #audience: string;
  readonly #tree = new RowTree();
  readonly #sums = new RowSums();
  /** What rows add, each once; and by the slot of a row in the tree, which of these. */
  readonly #alike = new Once<string, SummedRow>();
  #added = new Uint32Array(64);
  readonly #touched: TouchedRows = { ids: undefined };

  constructor(state: MissionView, audience: string) {
    this.#state = state;
    this.#audience = audience;
    const hear = audience === PUBLIC ? this.#hear : undefined;
    watchRows(state, this.#touched, hear);
  }

  /** `open` is the ledger of everyone, if there is one: most rows are the same there, and are not made twice. */
  bring(open: RowLedger | undefined): void {
    const known = open !== undefined && open !== this && open.#touched.ids?.size === 0 ? open : undefined;
    for (const id of this.#due()) this.#look(id, this.#state.incidents.get(id), known);
    this.#touched.ids = new Set();
  }

  *#ids(): Generator<string> {
    for (const [id] of this.#tree.rows()) yield id;
  }

  /** What a row adds, by its slot. */
  #addedAt(slot: number): SummedRow {
    return this.#alike.all[this.#added[slot] as number] as SummedRow;
  }

  /** The rows to look at, which are all where any may have been touched. */
  #due(): Set<string> {
    this.#touched.ids ??= new Set([...this.#ids(), ...this.#state.incidents.keys()]);
    return this.#touched.ids;
  }

  /** What was worked out for others is what a statement would say: the row is made of it at once. */
  readonly #hear = (incident: Incident, indications: ReturnType<Judge>): void => {
    if (this.#due().delete(incident.id)) this.#look(incident.id, incident, undefined, () => indications);
  };

  #look(id: string, incident: Incident | undefined, open: RowLedger | undefined, judge?: Judge): void {
    const before = this.#tree.slotOf(id);
    if (before >= 0) this.#sums.take(this.#addedAt(before), -1);
    const [state, audience] = [this.#state, this.#audience];
    if (incident === undefined || !reads(audience, incident.basis)) {
      this.#tree.delete(id);
      return;
    }
    const told =
      open !== undefined && isTheSameForAll(state, incident, audience) ? open.#told(id) : undefined;
    this.#put(id, told ?? this.#made(rowOf(state, incident, audience, judge)));
  }

  #put(id: string, { hash, adds }: HashedRow): void {
    const slot = this.#tree.put(id, hash);
    this.#sums.take(adds, 1);
    if (slot >= this.#added.length) {
      const longer = new Uint32Array(Math.ceil(1.5 * this.#added.length));
      longer.set(this.#added);
      this.#added = longer;
    }
    this.#added[slot] = this.#alike.of(JSON.stringify(adds), adds);
  }

  #told(id: string): HashedRow | undefined {
    const slot = this.#tree.slotOf(id);
    return slot < 0 ? undefined : { hash: this.#tree.hashAt(slot), adds: this.#addedAt(slot) };
  }

  #made(row: PublishedRow): HashedRow {
    return {
      hash: rowHash(utf8(`${formatJson(row as unknown as Json)}\n`)),
      adds: RowSums.of(row),
    };
  }

  keep(): KeptRows {
    const due = this.#touched.ids;
    const rows = due === undefined ? [] : [...this.#tree.rows()].filter(([id]) => !due.has(id));
    const hashes = new Uint8Array(rows.length * HASH);
    const adds = new Uint32Array(rows.length);
    const used = new Once<SummedRow, SummedRow>();
    for (const [at, [, slot]] of rows.entries()) {
      hashes.set(this.#tree.hashAt(slot), at * HASH);
      const sum = this.#addedAt(slot);
      adds[at] = used.of(sum, sum);
    }
    return { ids: rows.map(([id]) => id), hashes, sums: used.all, adds };
  }

  /** Takes in what {@link keep} gave, into a ledger that is empty; all else is due. */
  restore({ ids, hashes, sums, adds }: KeptRows): void {
    const due = new Set(this.#state.incidents.keys());
    for (const [at, id] of ids.entries()) {
      const hash = hashes.subarray(at * HASH, (at + 1) * HASH);
      if (due.delete(id)) this.#put(id, { hash, adds: sums[adds[at] as number] as SummedRow });
    }
    this.#touched.ids = due;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  counts(): Counts {
    return this.#sums.counts();
  }
}

const LEDGERS = new WeakMap<MissionView, Map<string, RowLedger>>();

function ledgersOf(state: MissionView): Map<string, RowLedger> {
  const known = LEDGERS.get(state);
  if (known !== undefined) return known;
  const made = new Map<string, RowLedger>();
  LEDGERS.set(state, made);
  return made;
}

function ledgerOf(state: MissionView, audience: string): RowLedger {
  const ledgers = ledgersOf(state);
  const known = ledgers.get(audience);
  if (known !== undefined) return known;
  const made = new RowLedger(state, audience);
  ledgers.set(audience, made);
  return made;
}

/** The hash over the rows of an audience, and their sums. It costs what was touched since it was asked before. */
export function statedRows(
  state: MissionView,
  audience: string,
): { readonly root: Uint8Array; readonly counts: Counts } {
  const ledger = ledgerOf(state, audience);
  ledger.bring(ledgersOf(state).get(PUBLIC));
  return { root: ledger.root(), counts: ledger.counts() };
}

/**
 * Hashes from now on the row of each incident whose indications are asked for, while they are at hand. A host that shows
 * indications pays a little with each; its first statement then costs what nobody asked for.
 */
export function followRows(state: MissionView): void {
  ledgerOf(state, PUBLIC);
}

/** The rows that were stated, by audience, so that a state that is made again need not make them again. */
export function keepRows(state: MissionView): ReadonlyMap<string, KeptRows> {
  return new Map([...ledgersOf(state)].map(([audience, ledger]) => [audience, ledger.keep()]));
}

/** Takes in what {@link keepRows} gave of the same state. */
export function restoreRows(state: MissionView, kept: ReadonlyMap<string, KeptRows>): void {
  for (const [audience, rows] of kept) ledgerOf(state, audience).restore(rows);
}
