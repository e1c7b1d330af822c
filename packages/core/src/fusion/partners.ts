import { Found, Grid } from './grid.ts';
import type { SensorModels } from './models.ts';
import { GONE, type Rows } from './rows.ts';
import type { Tape } from './tape.ts';

const CELL_METRES = 15_000;
const CELL_SECONDS = 3600;
/** The greatest variance of time of a partner, in those of the least sharp report: above is the stretch of many hours. */
const PARTNER = 4;

/** Founders of groups that a row which may only attach can find: those within its reach. */
export class Partners {
  readonly found = new Found();
  readonly #rows: Rows;
  readonly #models: SensorModels;
  readonly #index: Grid;

  constructor(rows: Rows, models: SensorModels) {
    this.#rows = rows;
    this.#models = models;
    this.#index = new Grid(rows, CELL_METRES, CELL_SECONDS);
  }

  /** Lets rows that attach find this one's group. */
  index(row: number): void {
    this.#index.add(row);
  }

  /** Finds what may be near a row; the answer is in {@link found}. */
  collect(row: number): void {
    const rows = this.#rows;
    this.found.count = 0;
    this.#index.collect(
      rows.longitude[row] as number,
      rows.latitude[row] as number,
      rows.time[row] as number,
      this.metres(row),
      this.reach(row),
      this.found,
    );
  }

  /** Whether a founder lies within a row's reach. */
  meet(row: number, founder: number): boolean {
    return (
      (this.#rows.timeVariance[founder] as number) <=
        PARTNER * this.#models.sharp.seconds * this.#models.sharp.seconds &&
      this.#rows.meet(row, founder, this.#models.diffuse.gate)
    );
  }

  /** How far a row reaches in time, in seconds, with what a partner adds. */
  reach(row: number): number {
    const { diffuse, sharp } = this.#models;
    const partner = PARTNER * sharp.seconds * sharp.seconds;
    return Math.sqrt(diffuse.gate * ((this.#rows.timeVariance[row] as number) + partner));
  }

  /** How far it reaches on the ground, in metres. */
  metres(row: number): number {
    const { diffuse, sharp } = this.#models;
    return Math.sqrt(diffuse.gate * (this.#rows.widest(row) + 2 * sharp.metres * sharp.metres));
  }

  carry(tape: Tape): void {
    this.#index.carry(tape, (row) => !this.#rows.is(row, GONE));
  }
}
