import { type Report, reportKey } from '@armistice/core/mission';
import { formatJson, type Json, sha256, utf8 } from '@armistice/core/record';

const FIRST_SLOTS = 1024;

/** Whether a report was there before in this import: not, as it is now, or as another report under the same id. */
export type Seen = 'new' | 'again' | 'another';

/**
 * Remembers every report by sixteen bytes: half a hash of source and id, and half a hash of the content. Five million
 * reports take 256 MiB; that two of them share the first half has a chance below one in a million.
 */
export class SeenReports {
  #slots = new BigUint64Array(2 * FIRST_SLOTS);
  #size = 0;

  /** Whether it was noted before. */
  look(report: Report): Seen {
    const { key, content } = halvesOf(report);
    const at = this.#slotOf(this.#slots, key);
    if (this.#slots[at] !== key) return 'new';
    return this.#slots[at + 1] === content ? 'again' : 'another';
  }

  /** Notes a report. */
  add(report: Report): void {
    const { key, content } = halvesOf(report);
    const at = this.#slotOf(this.#slots, key);
    if (this.#slots[at] === key) return;
    this.#slots[at] = key;
    this.#slots[at + 1] = content;
    this.#size += 1;
    if (this.#size * 4 > this.#slots.length) this.#grow();
  }

  #slotOf(slots: BigUint64Array, key: bigint): number {
    const mask = slots.length / 2 - 1;
    let slot = Number(key & 0xffffffffn) & mask;
    while (slots[2 * slot] !== 0n && slots[2 * slot] !== key) slot = (slot + 1) & mask;
    return 2 * slot;
  }

  #grow(): void {
    const wider = new BigUint64Array(2 * this.#slots.length);
    for (let at = 0; at < this.#slots.length; at += 2) {
      const key = this.#slots[at] as bigint;
      if (key === 0n) continue;
      const to = this.#slotOf(wider, key);
      wider[to] = key;
      wider[to + 1] = this.#slots[at + 1] as bigint;
    }
    this.#slots = wider;
  }
}

function halvesOf(report: Report): { readonly key: bigint; readonly content: bigint } {
  const digest = sha256(utf8(formatJson(report as unknown as Json)));
  return {
    // Nought marks an empty slot.
    key: BigInt(`0x${reportKey(report).slice(0, 16)}`) || 1n,
    content: new DataView(digest.buffer, digest.byteOffset).getBigUint64(0),
  };
}
