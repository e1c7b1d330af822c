import type { Rows } from './rows.ts';

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
