/** What a person decided about reports, in the order of the record. Keys are those of reports. */
export type Decision =
  /** These are of one incident. */
  | { readonly type: 'join'; readonly reports: readonly [string, string] }
  /** These are of two. */
  | { readonly type: 'split'; readonly reports: readonly [string, string] }
  /** This incident was decided on or published with these reports: it keeps them, and its id. */
  | { readonly type: 'freeze'; readonly id: string; readonly reports: readonly string[] }
  /** What was said before of this pair is taken back. */
  | { readonly type: 'release'; readonly reports: readonly [string, string] }
  /** What was decided before under this id holds its reports together no more. */
  | { readonly type: 'thaw'; readonly id: string; readonly reports: readonly string[] };

/** Decisions made into groups that stay together (atoms) and pairs that stay apart. A later decision prevails. */
export class Constraints {
  readonly #atoms = new Map<string, string>();
  readonly #apart = new Map<string, Set<string>>();
  readonly #pins = new Map<string, string>();
  /** Pairs, and ids, of which earlier words no longer hold. */
  readonly #released = new Set<string>();
  readonly #keyOf: (row: number) => string;
  readonly #rowOf: (key: string) => number | undefined;
  readonly #numbers = new Map<string, number>();
  readonly #groups = new Map<string, string[]>();

  /** `keyOf` names the key of a row, `rowOf` the row of a key where it is known. */
  constructor(
    decisions: readonly Decision[],
    keyOf: (row: number) => string,
    rowOf: (key: string) => number | undefined,
  ) {
    this.#keyOf = keyOf;
    this.#rowOf = rowOf;
    // From the latest back: what stands already is later, and holds.
    for (let i = decisions.length - 1; i >= 0; i--) this.#apply(decisions[i] as Decision);
    for (const key of this.#atoms.keys()) {
      const root = this.#root(key);
      const known = this.#groups.get(root);
      if (known === undefined) this.#groups.set(root, [key]);
      else known.push(key);
    }
  }

  /** Number of the group that a row must stay with; −1 for none. */
  atomOf(row: number): number {
    return this.atomOfKey(this.#keyOf(row));
  }

  atomOfKey(key: string): number {
    if (!this.#atoms.has(key)) return -1;
    const root = this.#root(key);
    let number = this.#numbers.get(root);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(root, number);
    }
    return number;
  }

  /** The id that a row's group keeps. */
  pinOf(row: number): string | undefined {
    const key = this.#keyOf(row);
    return this.#atoms.has(key) ? this.#pins.get(this.#root(key)) : undefined;
  }

  /** Whether two rows must not be in one incident: parted by a person, or of two incidents that are decided. */
  parted(a: number, b: number): boolean {
    const [first, second] = [this.#root(this.#keyOf(a)), this.#root(this.#keyOf(b))];
    if (first === second) return false;
    if (this.#apart.get(first)?.has(second) === true) return true;
    return this.#pins.has(first) && this.#pins.has(second);
  }

  /** Every key that a decision names. */
  keys(): IterableIterator<string> {
    return this.#atoms.keys();
  }

  /** The rows that must stay with a row, itself among them. */
  rowsWith(row: number): readonly number[] {
    const keys = this.#groups.get(this.#root(this.#keyOf(row))) ?? [];
    return keys.flatMap((key) => {
      const other = this.#rowOf(key);
      return other === undefined ? [] : [other];
    });
  }

  #apply(decision: Decision): void {
    for (const key of decision.reports) if (!this.#atoms.has(key)) this.#atoms.set(key, key);
    const about = 'id' in decision ? decision.id : decision.reports.toSorted().join(' ');
    if (decision.type === 'release' || decision.type === 'thaw') this.#released.add(about);
    else if (this.#released.has(about)) return;
    else if (decision.type === 'split') this.#part(...decision.reports);
    else if (decision.type === 'join') this.#unite(...decision.reports);
    else this.#freeze(decision.id, decision.reports);
  }

  #freeze(id: string, reports: readonly string[]): void {
    const [first] = reports;
    if (first === undefined) return;
    // What a later split took out stays out; the id stays with the first that remains.
    for (const key of reports) this.#unite(first, key);
    const root = this.#root(first);
    if (!this.#pins.has(root)) this.#pins.set(root, id);
  }

  #part(a: string, b: string): void {
    const [first, second] = [this.#root(a), this.#root(b)];
    if (first === second) return;
    setOf(this.#apart, first).add(second);
    setOf(this.#apart, second).add(first);
  }

  #unite(a: string, b: string): void {
    const [first, second] = [this.#root(a), this.#root(b)];
    if (first === second || this.#apart.get(first)?.has(second) === true) return;
    this.#atoms.set(second, first);
    for (const other of this.#apart.get(second) ?? []) {
      setOf(this.#apart, first).add(other);
      setOf(this.#apart, other).add(first);
    }
    const pin = this.#pins.get(second);
    if (pin !== undefined && !this.#pins.has(first)) this.#pins.set(first, pin);
  }

  #root(key: string): string {
    let at = key;
    for (let up = this.#atoms.get(at); up !== undefined && up !== at; up = this.#atoms.get(at)) at = up;
    return at;
  }
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Set<string>();
  map.set(key, made);
  return made;
}
