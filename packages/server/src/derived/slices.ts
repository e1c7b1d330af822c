import { setImmediate } from 'node:timers/promises';

// So long may work go on before those who wait for an answer have their turn.
const SLICE_MS = 4;
// Nobody files anything while a record is read back: larger batches cost less.
const SLICE_AT_START_MS = 20;
const [FEWEST, MOST] = [16, 512];
/** Cuts long work into slices, so that no answer waits for it. */
export class Slices {
  #begun = performance.now();

  /** Whether this slice has lasted long enough. */
  get isOver(): boolean {
    return performance.now() - this.#begun >= SLICE_MS;
  }

  /** Gives everyone else a turn. */
  async turn(): Promise<void> {
    await setImmediate();
    this.#begun = performance.now();
  }
}

/** How many entries are folded at once: as many as took one slice, by what the last ones took. */
export class BatchSize {
  #size = 64;

  get size(): number {
    return this.#size;
  }

  /** Takes note of how long a batch took, milliseconds. Any cut into batches leads to the same state. */
  took(milliseconds: number, atStart: boolean): void {
    const most = atStart ? SLICE_AT_START_MS : SLICE_MS;
    if (milliseconds > most) this.#size = Math.max(FEWEST, this.#size >> 1);
    else if (milliseconds < most / 2) this.#size = Math.min(MOST, this.#size << 1);
  }
}
