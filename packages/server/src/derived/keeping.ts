import type { KnownDump } from '../mission-known.ts';
import type { Disk } from '../record/disk.ts';
import { readRoot } from '../record/tree-reader.ts';
import { Folding } from './folding.ts';
import { dropSnapshot, keepSnapshot, readSnapshot } from './snapshot.ts';
import type { Told } from './told.ts';

// A record that grew by less than this is folded sooner than a snapshot is written.
const LEAST = 2_000;
// Making one takes a second or two at a million reports, in which nothing is answered: not while anybody files.
const LOOK_EVERY_MS = 2_000;

/** Where snapshots of the fold are kept, and of which record. */
export interface KeepingPlace {
  readonly disk: Disk;
  readonly origin: string;
  /** So many entries beyond the last snapshot are worth another one. */
  readonly snapshotAfter?: number;
  readonly tell: (told: Told) => void;
  /** Entries of the record that are published. */
  readonly published: () => number;
}

/** Keeps a snapshot of the fold on the disk when the mission is at rest and when it closes, for the next start. */
export class Keeping {
  readonly #place: KeepingPlace;
  readonly #least: number;
  #keptSize = 0;
  #seenSize = -1;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(place: KeepingPlace) {
    this.#place = place;
    this.#least = place.snapshotAfter ?? LEAST;
  }

  /** The fold as a former process left it; undefined where none was kept for this record and this program. */
  async restore(): Promise<Folding | undefined> {
    const { disk, origin, tell } = this.#place;
    try {
      const found = await readSnapshot(disk, origin, (size) => this.#rootAt(size));
      if (found === undefined) return undefined;
      const folding = new Folding(tell, found.state);
      if (!folding.restore(found.kept)) return undefined;
      this.#keptSize = found.kept.size;
      return folding;
    } catch (error) {
      this.#fault(`the record is folded from its beginning: ${String(error)}`);
      return undefined;
    }
  }

  async #rootAt(size: number): Promise<Uint8Array | undefined> {
    const { disk, published } = this.#place;
    if (size > published()) return undefined;
    return readRoot(size, published(), (path) => disk.read(`public/${path}`));
  }

  #fault(message: string): void {
    this.#place.tell({ type: 'fault', message });
  }

  /** Looks from time to time whether the mission is at rest, and tells it. */
  watch(folding: Folding): void {
    this.#timer = setInterval(() => {
      const { size } = folding.state;
      const atRest = size === this.#seenSize && size === this.#place.published() && size === folding.kept;
      this.#seenSize = size;
      // The larger the state, the longer it takes to keep and the less a tail of it matters.
      if (atRest && !folding.hasHeldErased && size - this.#keptSize >= Math.max(this.#least, size / 20))
        this.#place.tell({ type: 'at-rest', size });
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Keeps a snapshot of the fold as it is; `known` are the reports of the record. */
  keep(folding: Folding, known: KnownDump): Promise<void> {
    const { size } = folding.state;
    this.#working = this.#working.then(() => this.#keep(folding, known, size));
    return this.#working;
  }

  /** Keeps the state of `size` entries, which is what `known` is about; nothing where others came meanwhile. */
  async #keep(folding: Folding, known: KnownDump, size: number): Promise<void> {
    const { disk, origin } = this.#place;
    if (size === this.#keptSize || size !== folding.state.size || folding.hasHeldErased) return;
    try {
      const root = await this.#rootAt(size);
      // Whatever came meanwhile made it another state.
      if (root === undefined || folding.state.size !== size) return;
      await keepSnapshot(disk, origin, folding.state, folding.keep(root, known));
      this.#keptSize = size;
    } catch (error) {
      this.#fault(`no snapshot of the fold was kept; the next start takes longer: ${String(error)}`);
    }
  }

  /** Something was erased: what was kept before may hold it. */
  async forget(): Promise<void> {
    await this.#working;
    this.#keptSize = 0;
    await dropSnapshot(this.#place.disk);
  }

  /** Keeps what the next start would fold again, where that is much. */
  async close(folding: Folding, known: KnownDump): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    if (folding.kept === folding.state.size && folding.state.size - this.#keptSize >= this.#least)
      await this.keep(folding, known);
  }
}
