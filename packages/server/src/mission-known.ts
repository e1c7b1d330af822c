import { hash } from 'node:crypto';
import { PUBLIC } from '@armistice/core/record';

/** What is remembered of a report that stands in the record. */
export interface KnownEntry {
  readonly index: number;
  /** First bytes of the SHA-256 of its canonical form; undefined where its body was not whole when it was read. */
  readonly digest?: Uint8Array;
}

/** Known reports as plain data. */
export interface KnownDump {
  readonly size: number;
  readonly keys: Uint8Array<ArrayBuffer>;
  readonly digests: Uint8Array<ArrayBuffer>;
  readonly hasDigest: Uint8Array<ArrayBuffer>;
  readonly indexes: Uint32Array<ArrayBuffer>;
}

export const DIGEST_BYTES = 16;
/** So much of a key tells two reports apart. */
export const KEY_BYTES = 16;
const FIRST_SLOTS = 1024;
const EMPTY = 0xffff_ffff;

/**
 * Every report of the record by its key, in typed arrays: 37 bytes a slot where maps of strings take half a kilobyte.
 * Keys are SHA-256, so half of one tells two apart, and its first bytes are as good a place to look as any.
 */
export class KnownReports {
  #slots = FIRST_SLOTS;
  #size = 0;
  #keys = new Uint8Array(FIRST_SLOTS * KEY_BYTES);
  #digests = new Uint8Array(FIRST_SLOTS * DIGEST_BYTES);
  #hasDigest = new Uint8Array(FIRST_SLOTS);
  #indexes = new Uint32Array(FIRST_SLOTS).fill(EMPTY);

  get size(): number {
    return this.#size;
  }

  /** All of it, as plain data; what is noted later may reach it. */
  dump(): KnownDump {
    return {
      size: this.#size,
      keys: this.#keys,
      digests: this.#digests,
      hasDigest: this.#hasDigest,
      indexes: this.#indexes,
    };
  }

  /** Takes over what another one dumped. */
  restore({ size, keys, digests, hasDigest, indexes }: KnownDump): void {
    this.#size = size;
    this.#slots = indexes.length;
    this.#keys = keys;
    this.#digests = digests;
    this.#hasDigest = hasDigest;
    this.#indexes = indexes;
  }

  /** Looks up a key, 64 hexadecimal digits. */
  get(key: string): KnownEntry | undefined {
    const slot = this.#find(bytesOf(key));
    const index = this.#indexes[slot] as number;
    if (index === EMPTY) return undefined;
    if (this.#hasDigest[slot] === 0) return { index };
    return { index, digest: this.#digests.slice(slot * DIGEST_BYTES, (slot + 1) * DIGEST_BYTES) };
  }

  /** Remembers where a key stands now; a digest that is not given is kept as it was. */
  set(key: string, { index, digest }: KnownEntry): void {
    if (this.#size * 2 >= this.#slots) this.#grow();
    const bytes = bytesOf(key);
    const slot = this.#find(bytes);
    if (this.#indexes[slot] === EMPTY) {
      this.#size += 1;
      this.#keys.set(bytes, slot * KEY_BYTES);
    }
    this.#indexes[slot] = index;
    if (digest === undefined) return;
    this.#hasDigest[slot] = 1;
    this.#digests.set(digest.subarray(0, DIGEST_BYTES), slot * DIGEST_BYTES);
  }

  #find(key: Buffer): number {
    let slot = key.readUInt32LE(0) % this.#slots;
    while (this.#indexes[slot] !== EMPTY && !this.#isAt(slot, key)) slot = (slot + 1) % this.#slots;
    return slot;
  }

  #isAt(slot: number, key: Uint8Array): boolean {
    for (let i = 0; i < KEY_BYTES; i++) if (this.#keys[slot * KEY_BYTES + i] !== key[i]) return false;
    return true;
  }

  #grow(): void {
    const [slots, keys, digests, hasDigest, indexes] = [
      this.#slots,
      this.#keys,
      this.#digests,
      this.#hasDigest,
      this.#indexes,
    ];
    this.#slots = slots * 2;
    this.#keys = new Uint8Array(this.#slots * KEY_BYTES);
    this.#digests = new Uint8Array(this.#slots * DIGEST_BYTES);
    this.#hasDigest = new Uint8Array(this.#slots);
    this.#indexes = new Uint32Array(this.#slots).fill(EMPTY);
    for (let old = 0; old < slots; old++) {
      if (indexes[old] === EMPTY) continue;
      // Restored from a snapshot, the keys are a view into the whole file.
      const key = Buffer.from(keys.buffer, keys.byteOffset + old * KEY_BYTES, KEY_BYTES);
      const slot = this.#find(key);
      this.#keys.set(key, slot * KEY_BYTES);
      this.#indexes[slot] = indexes[old] as number;
      this.#hasDigest[slot] = hasDigest[old] as number;
      this.#digests.set(digests.subarray(old * DIGEST_BYTES, (old + 1) * DIGEST_BYTES), slot * DIGEST_BYTES);
    }
  }
}

/** By what a report that comes again is compared: the first bytes of the SHA-256 of its canonical JSON. */
export function reportDigest(canonical: string): Uint8Array {
  return Buffer.from(hash('sha256', canonical).slice(0, 2 * DIGEST_BYTES), 'hex');
}

/** By what a report is known: its key, within the audience that it is for. What is sealed to others is not known here. */
export function nameOf(key: string, audience: string): string {
  return audience === PUBLIC ? key : hash('sha256', `${audience} ${key}`);
}

function bytesOf(key: string): Buffer {
  return Buffer.from(key.slice(0, 2 * KEY_BYTES), 'hex');
}
