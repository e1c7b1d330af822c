import { KindCombinations } from './kind-slots.ts';
import type { SensorModel, SensorModels } from './models.ts';

// Which word a source uses for what it perceived: a row of probabilities for each true kind, made of four shares
// (the right word, a generic word, another word of the family, any other word).

/** Likelihoods of reported kinds, one row of `width` for each class of observer and word. */
export class KindTable {
  /** True kinds, in the order of the models. */
  readonly names: readonly string[];
  /** Prior share of each, summing to 1. */
  readonly shares: Float64Array;
  readonly width: number;
  readonly #at: ReadonlyMap<string, number>;
  readonly #family: readonly number[];
  readonly #generic: readonly boolean[];
  /** What words say together, shared by all who ask. */
  readonly combinations: KindCombinations;
  readonly #bySpread = new Map<string, Map<string, Float64Array>>();
  readonly #rows = new Map<SensorModel, Map<string, Float64Array>>();

  constructor(models: SensorModels) {
    const all = models.kinds.flatMap(({ generic, shares }, family) =>
      Object.entries(shares).map(([name, share]) => ({
        name,
        share,
        family,
        generic: generic.includes(name),
      })),
    );
    const total = all.reduce((sum, { share }) => sum + share, 0);
    this.names = all.map(({ name }) => name);
    this.shares = Float64Array.from(all, ({ share }) => share / total);
    this.width = all.length;
    this.#at = new Map(all.map(({ name }, at) => [name, at]));
    this.#family = all.map(({ family }) => family);
    this.#generic = all.map(({ generic }) => generic);
    this.combinations = new KindCombinations(this);
  }

  /** Index of a kind; −1 for one that the models do not name. */
  indexOf(kind: string): number {
    return this.#at.get(kind) ?? -1;
  }

  /** For each true kind, how likely this word was, scaled so that Σ share × value = 1. An unknown word says nothing. */
  row(kind: string, model: SensorModel): Float64Array {
    let rows = this.#rows.get(model);
    if (rows === undefined) {
      // Models that name kinds alike share rows, so that few combinations arise.
      const spread = `${model.exact} ${model.generic} ${model.family}`;
      rows = this.#bySpread.get(spread) ?? new Map();
      this.#bySpread.set(spread, rows);
      this.#rows.set(model, rows);
    }
    return rows.get(kind) ?? this.#make(rows, kind, model);
  }

  /** The row of a word for observers who name kinds alike: their shares as one text. */
  rowNamed(spread: string, kind: string): Float64Array {
    const rows = this.#bySpread.get(spread) ?? new Map<string, Float64Array>();
    this.#bySpread.set(spread, rows);
    const [exact = 0, generic = 0, family = 0] = spread.split(' ').map(Number);
    return rows.get(kind) ?? this.#make(rows, kind, { exact, generic, family });
  }

  /** Every row that was made, with what {@link rowNamed} finds it by. */
  named(): ReadonlyMap<Float64Array, readonly [spread: string, kind: string]> {
    return new Map(
      [...this.#bySpread].flatMap(([spread, rows]) =>
        [...rows].map(([kind, row]) => [row, [spread, kind]] as const),
      ),
    );
  }

  #make(
    rows: Map<string, Float64Array>,
    kind: string,
    { exact, generic, family }: Pick<SensorModel, 'exact' | 'generic' | 'family'>,
  ): Float64Array {
    const at = this.indexOf(kind);
    const row = new Float64Array(this.width).fill(1);
    if (at >= 0) for (let k = 0; k < this.width; k++) row[k] = this.#chance(at, k, exact, generic, family);
    let sum = 0;
    for (let k = 0; k < this.width; k++) sum += (this.shares[k] as number) * (row[k] as number);
    for (let k = 0; k < this.width; k++) row[k] = (row[k] as number) / sum;
    rows.set(kind, row);
    return row;
  }

  /** The probability of the word at `said` where the kind at `real` is true. */
  #chance(said: number, real: number, exact: number, generic: number, family: number): number {
    const home = this.#family[real];
    let [generics, others] = [0, 0];
    for (let k = 0; k < this.width; k++) {
      if (this.#family[k] !== home || k === real) continue;
      if (this.#generic[k] === true) generics += 1;
      else others += 1;
    }
    const outside = this.width - 1 - generics - others;
    // A share that no word can take stays with the right one.
    const right = exact + (generics === 0 ? generic : 0) + (others === 0 ? family : 0);
    if (said === real) return right;
    if (this.#family[said] !== home) return (1 - exact - generic - family) / outside;
    return this.#generic[said] === true ? generic / generics : family / others;
  }
}
