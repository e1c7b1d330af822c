/** Reports that are held to be of one incident. */
export interface Group {
  /** Rows that found it, in the order of their keys: they alone decide where, when, how many, and its id. */
  readonly founders: readonly number[];
  readonly kind: 'sharp' | 'group' | 'left';
  /** Rows that attached: diffuse ones, repeats, and those of crowding sources. In the order of their keys. */
  attached: readonly number[];
  /** Rows that wish to attach. A source may have one place only. */
  readonly wishes: Map<number, number>;
  /** For groups of many: the groups that it covers. */
  readonly covers: Set<Group>;
  coveredBy: Group | undefined;
  /** Set while the group stands. */
  alive: boolean;
}

export function newGroup(founders: readonly number[], kind: Group['kind']): Group {
  return {
    founders,
    kind,
    attached: [],
    wishes: new Map(),
    covers: new Set(),
    coveredBy: undefined,
    alive: true,
  };
}

export function sameRows(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}
