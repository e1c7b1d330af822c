import type { Rows } from './rows.ts';
import type { Tape } from './tape.ts';

/** Reports that are held to be of one incident. */
export interface Group {
  /** Rows that found it, in the order of their keys: they alone decide where, when, how many, and its id. */
  readonly founders: readonly number[];
  readonly kind: 'sharp' | 'group' | 'left';
  /** Rows that attached: diffuse ones, repeats, and those of crowding sources. In the order of their keys. */
  attached: readonly number[];
  /** Rows that wish to attach, with their scores. A source may have one place only. Made when there is one. */
  wishes: Map<number, number> | undefined;
  /** Rows that have it among their choices. */
  suitors: Set<number> | undefined;
  /** Whether it was put before the rows that may attach. */
  presented: boolean;
  /** For groups of many: the groups that it covers. */
  covers: Set<Group> | undefined;
  coveredBy: Group | undefined;
  /** Set while the group stands. */
  alive: boolean;
  /** The row whose key is the id under which it was answered; −1 while it was not. */
  named: number;
}

export function newGroup(founders: readonly number[], kind: Group['kind']): Group {
  return {
    founders,
    kind,
    attached: NONE,
    wishes: undefined,
    suitors: undefined,
    presented: false,
    covers: undefined,
    coveredBy: undefined,
    alive: true,
    named: -1,
  };
}

const NONE: readonly number[] = [];

export function sameRows(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}

/** Whether a group comes before another: by the keys of their first founders. */
export function before(rows: Rows, a: Group, b: Group): boolean {
  return rows.compare(a.founders[0] as number, b.founders[0] as number) < 0;
}

const KINDS: readonly Group['kind'][] = ['sharp', 'group', 'left'];

/** Hands over groups that stand, without their suitors, or gives those that were handed over. */
export function carryGroups(tape: Tape, standing: readonly Group[]): readonly Group[] {
  const numbers = new Map(standing.map((group, at) => [group, at]));
  const kinds = tape.list(() => standing.map(({ kind }) => KINDS.indexOf(kind)));
  const presented = tape.list(() => standing.map((group) => Number(group.presented)));
  const coveredBy = tape.list(() =>
    standing.map((group) => (group.coveredBy === undefined ? -1 : (numbers.get(group.coveredBy) ?? -1))),
  );
  const founders = lists(tape, standing, ({ founders: rows }) => rows);
  const attached = lists(tape, standing, ({ attached: rows }) => rows);
  const wishing = lists(tape, standing, ({ wishes }) => wishes?.keys() ?? []);
  const scores = lists(tape, standing, ({ wishes }) => wishes?.values() ?? []);
  if (!tape.reading) return standing;
  const groups = founders.map((rows, at): Group => {
    const group = newGroup(rows, KINDS[kinds[at] as number] ?? 'sharp');
    const [wish, score] = [wishing[at] ?? [], scores[at] ?? []];
    if (attached[at]?.length !== 0) group.attached = attached[at] ?? NONE;
    if (wish.length > 0) group.wishes = new Map(wish.map((row, nth) => [row, score[nth] as number]));
    group.presented = presented[at] === 1;
    return group;
  });
  for (const [at, part] of groups.entries()) {
    const whole = groups[coveredBy[at] as number];
    if (whole === undefined) continue;
    part.coveredBy = whole;
    whole.covers ??= new Set();
    whole.covers.add(part);
  }
  return groups;
}

/** One list of whole numbers for each group. */
function lists(
  tape: Tape,
  groups: readonly Group[],
  of: (group: Group) => Iterable<number>,
): readonly (readonly number[])[] {
  const own = groups.map((group) => [...of(group)]);
  const counts = tape.list(() => own.map(({ length }) => length));
  const all = tape.list(() => own.flat());
  let at = 0;
  return Array.from(counts, (count) => {
    at += count;
    return Array.from(all.subarray(at - count, at));
  });
}
