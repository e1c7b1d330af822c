import { formatJson, type Json, PUBLIC, utf8 } from '../record/index.ts';
import { type Counts, RowSums, type SummedRow } from './counts.ts';
import { isTheSameForAll, type PublishedRow, rowOf } from './row.ts';
import { RowTree, rowHash } from './row-tree.ts';
import type { MissionView } from './state.ts';
import { type TouchedRows, watchRows } from './touched-rows.ts';

// What was stated of a state, kept beside it: the next statement looks at the rows that something touched since. It is
// found by the state, follows from it, and is in no snapshot.

interface HashedRow {
  readonly hash: Uint8Array;
  readonly adds: SummedRow;
}

/** The rows of one audience, hashed and summed. */
class RowLedger {
  readonly #tree = new RowTree();
  readonly #sums = new RowSums();
  /** What each row adds, one object for all that add the same. */
  readonly #added = new Map<string, SummedRow>();
  readonly #alike = new Map<string, SummedRow>();
  readonly #touched: TouchedRows;

  constructor(touched: TouchedRows) {
    this.#touched = touched;
  }

  /** `open` is the ledger of everyone, if there is one: most rows are the same there, and are not made twice. */
  bring(state: MissionView, audience: string, open: RowLedger | undefined): void {
    const ids = this.#touched.ids ?? new Set([...this.#added.keys(), ...state.incidents.keys()]);
    const known = open !== undefined && open !== this && open.#touched.ids?.size === 0 ? open : undefined;
    for (const id of ids) this.#look(state, audience, id, known);
    this.#touched.ids = new Set();
  }

  #look(state: MissionView, audience: string, id: string, open: RowLedger | undefined): void {
    const before = this.#added.get(id);
    if (before !== undefined) this.#sums.take(before, -1);
    const incident = state.incidents.get(id);
    if (incident === undefined || (incident.basis !== PUBLIC && incident.basis !== audience)) {
      if (before === undefined) return;
      this.#tree.delete(id);
      this.#added.delete(id);
      return;
    }
    const told =
      open !== undefined && isTheSameForAll(state, incident, audience) ? open.#told(id) : undefined;
    const { hash, adds } = told ?? this.#made(rowOf(state, incident, audience));
    this.#tree.put(id, hash);
    this.#sums.take(adds, 1);
    this.#added.set(id, adds);
  }

  #told(id: string): HashedRow | undefined {
    const [hash, adds] = [this.#tree.hashUnder(id), this.#added.get(id)];
    return hash === undefined || adds === undefined ? undefined : { hash, adds };
  }

  #made(row: PublishedRow): HashedRow {
    return {
      hash: rowHash(utf8(`${formatJson(row as unknown as Json)}\n`)),
      adds: this.#once(RowSums.of(row)),
    };
  }

  #once(adds: SummedRow): SummedRow {
    const text = JSON.stringify(adds);
    const known = this.#alike.get(text);
    if (known !== undefined) return known;
    this.#alike.set(text, adds);
    return adds;
  }

  root(): Uint8Array {
    return this.#tree.root();
  }

  counts(): Counts {
    return this.#sums.counts();
  }
}

const LEDGERS = new WeakMap<MissionView, Map<string, RowLedger>>();

/** The hash over the rows of an audience, and their sums. It costs what was touched since it was asked before. */
export function statedRows(
  state: MissionView,
  audience: string,
): { readonly root: Uint8Array; readonly counts: Counts } {
  let ledgers = LEDGERS.get(state);
  if (ledgers === undefined) {
    ledgers = new Map();
    LEDGERS.set(state, ledgers);
  }
  let ledger = ledgers.get(audience);
  if (ledger === undefined) {
    ledger = new RowLedger(watchRows(state));
    ledgers.set(audience, ledger);
  }
  ledger.bring(state, audience, ledgers.get(PUBLIC));
  return { root: ledger.root(), counts: ledger.counts() };
}
