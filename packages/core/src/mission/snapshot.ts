import { accept, type Result, refuse } from '../base/index.ts';
import type { KeyColumn } from '../fusion/index.ts';
import { reportsOf } from './filing.ts';
import { FOLD_VERSION } from './fold.ts';
import { makerKept } from './fused-maker.ts';
import type { GroupingMaker, KeptGroups } from './grouping.ts';
import { ONE_BY_ONE } from './one-by-one.ts';
import type { PackedMap, PackedMapDump } from './packed-map.ts';
import { Packing, type PackingWords } from './packing.ts';
import { type KeptRows, keepRows, restoreRows } from './row-ledger.ts';
import { KeyNumbers } from './snapshot-keys.ts';
import { type MissionState, newMissionState } from './state.ts';

// A snapshot spares a start the record's first entries. It is disposable and proves nothing: whoever doubts it folds
// from the beginning. A few large arrays of bytes and numbers, so that a host writes and reads them as they are.

/** A map as bytes, its keys by number. */
interface NumberedDump extends PackedMapDump {
  readonly keys: Uint32Array;
}

interface NumberedGroups extends Omit<KeptGroups, 'keys'> {
  readonly keys: Uint32Array;
}

interface NumberedRows extends Omit<KeptRows, 'ids'> {
  readonly ids: Uint32Array;
}

/** A state as plain data, by tree size. */
export interface StateSnapshot {
  readonly fold: number;
  /** What made it, as the host names it: the hash of its program. */
  readonly engine: string;
  readonly method: string;
  readonly size: number;
  readonly words: PackingWords;
  /** Every key once. */
  readonly keys: Uint8Array;
  readonly reports: NumberedDump;
  readonly incidents: NumberedDump;
  /** Pairs of numbers of keys, one after the other. */
  readonly incidentOf: Uint32Array;
  readonly caseOf: Uint32Array;
  readonly filedAt: Float64Array;
  readonly filedKeys: Uint32Array;
  /** Rows that were hashed, by audience, with their ids by number. */
  readonly rows: ReadonlyMap<string, NumberedRows>;
  /** What groupings made of their reports, by audience. */
  readonly groups: ReadonlyMap<string, NumberedGroups>;
  /** All else, packed; what groupings keep besides reports included. */
  readonly rest: Uint8Array;
}

/** The state as plain data; what is taken later does not reach it. */
export function snapshotOf(state: MissionState, engine = ''): StateSnapshot {
  const { maker: _maker, indications: _indications, packing, groupings, ...kept } = state;
  const { reports, incidents, incidentOf, caseOf, filedAt, filedKeys, ...rest } = kept;
  const numbers = new KeyNumbers();
  const numbered = (map: PackedMap<unknown>): NumberedDump => ({
    keys: numbers.of(map.keys(), map.size),
    ...map.dump(),
  });
  const grouped = new Map([...groupings].map(([basis, grouping]) => [basis, grouping.snapshot()]));
  const packed = packing.pack({ ...rest, groupings: grouped }).slice();
  const parts = {
    reports: numbered(reports),
    incidents: numbered(incidents),
    incidentOf: numbers.of(flat(incidentOf), 2 * incidentOf.size),
    caseOf: numbers.of(flat(caseOf), 2 * caseOf.size),
    filedKeys: numbers.of(filedKeys.texts(), filedKeys.count),
    groups: new Map(
      [...groupings].flatMap(([basis, grouping]) => {
        const kept = grouping.keep();
        return kept === undefined
          ? []
          : [[basis, { ...kept, keys: numbers.of(kept.keys, kept.keys.length) }] as const];
      }),
    ),
    rows: new Map(
      [...keepRows(state)].map(([audience, rows]) => [
        audience,
        { ...rows, ids: numbers.of(rows.ids, rows.ids.length) },
      ]),
    ),
  };
  return {
    fold: FOLD_VERSION,
    engine,
    method: state.method,
    size: state.size,
    words: packing.words(),
    ...parts,
    keys: numbers.bytes(),
    filedAt: Float64Array.from(filedAt),
    rest: packed,
  };
}

/** The state again, owned by the caller; refuses a snapshot of another fold, engine or grouping. */
export function restoreState(
  snapshot: StateSnapshot,
  maker: GroupingMaker = ONE_BY_ONE,
  engine = '',
): Result<MissionState> {
  const refused = () =>
    refuse(
      'mission/snapshot',
      `it was kept by fold ${snapshot.fold} of ${nameOf(snapshot.engine)} with ${snapshot.method}, and this is fold ${FOLD_VERSION} of ${nameOf(engine)} with ${maker.method}: fold from the beginning`,
    );
  if (snapshot.fold !== FOLD_VERSION || snapshot.engine !== engine) return refused();
  const packing = new Packing(snapshot.words);
  const { groupings, ...rest } = packing.unpack(snapshot.rest) as Rest;
  // An entry of the record may have named another grouping than the one that the fold began with.
  const now = snapshot.method === maker.method ? maker : makerKept(snapshot.method, rest.fusion);
  if (now === undefined) return refused();
  const state = newMissionState(now, packing);
  Object.assign(state, rest);
  const keys = KeyNumbers.read(snapshot.keys);
  const named = (numbers: Uint32Array) => Array.from(numbers, (number) => keys.at(number));
  state.reports.restore(texts(keys, snapshot.reports.keys), snapshot.reports);
  state.incidents.restore(texts(keys, snapshot.incidents.keys), snapshot.incidents);
  putPairs(state.incidentOf, snapshot.incidentOf, keys);
  putPairs(state.caseOf, snapshot.caseOf, keys);
  state.filedAt = Array.from(snapshot.filedAt);
  for (const key of texts(keys, snapshot.filedKeys)) state.filedKeys.push(key);
  for (const [basis, kept] of groupings) {
    const made = snapshot.groups.get(basis);
    const groups = made === undefined ? undefined : { ...made, keys: named(made.keys) };
    state.groupings.set(basis, now.make(reportsOf(state, basis), kept, groups));
  }
  restoreRows(
    state,
    new Map([...snapshot.rows].map(([audience, kept]) => [audience, { ...kept, ids: named(kept.ids) }])),
  );
  return accept(state);
}

type Rest = Partial<MissionState> & { readonly groupings: ReadonlyMap<string, unknown> };

function nameOf(engine: string): string {
  return engine === '' ? 'an unnamed engine' : engine;
}

function putPairs(
  map: { set(key: string, value: string): unknown },
  pairs: Uint32Array,
  keys: KeyColumn,
): void {
  for (let at = 0; at < pairs.length; at += 2)
    map.set(keys.at(pairs[at] as number), keys.at(pairs[at + 1] as number));
}

function* flat(pairs: Iterable<readonly [string, string]>): Generator<string> {
  for (const pair of pairs) yield* pair;
}

/** The keys of numbers, one at a time. */
function* texts(keys: KeyColumn, numbers: Uint32Array): Generator<string> {
  for (const number of numbers) yield keys.at(number);
}
