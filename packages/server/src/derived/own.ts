import type { ReportField } from '@armistice/core/mission';
import { type Header, type Json, PUBLIC, type ReadEntry } from '@armistice/core/record';
import type { Log } from '../record/log.ts';

// Beyond this the fold is far behind, and reads the record instead.
const MAX_HELD = 50_000;

/**
 * Reports that this process filed and the fold has not taken yet. What was acknowledged need not be read back, opened
 * and compared with its digests to be known: a start does that for everything, and comes to the same state.
 */
export class OwnEntries {
  readonly #held = new Map<number, ReadEntry>();
  #from = 0;

  put(index: number, header: Header, fields: readonly ReportField[]): void {
    if (this.#held.size >= MAX_HELD) return;
    const [body, withheld] = [noFields(), noFields()];
    for (const { name, value, audience } of fields) (audience === PUBLIC ? body : withheld)[name] = value;
    this.#held.set(index, { index, leaf: { type: 'open', header }, header, body, withheld });
  }

  /** What was folded another way is held no longer. */
  forgetBefore(index: number): void {
    for (; this.#from < index; this.#from++) this.#held.delete(this.#from);
  }

  /** All published entries from one on: those held as they were acknowledged, the others from the disk. */
  async *entriesFrom(log: Log, from: number): AsyncGenerator<ReadEntry> {
    const size = log.publishedSize();
    for (let next = from; next < size; ) {
      const own = this.#held.get(next);
      if (own !== undefined) {
        yield own;
        next += 1;
        continue;
      }
      for await (const entry of log.readFrom(next)) {
        if (entry.index >= size) return;
        yield entry;
        next += 1;
        if (this.#held.has(next)) break;
      }
    }
  }
}

/** Without a prototype, as bodies that are read back. */
function noFields(): { [name: string]: Json } {
  return Object.create(null) as { [name: string]: Json };
}
