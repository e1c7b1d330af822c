import { setImmediate } from 'node:timers/promises';
import type { MissionChange } from '../mission-change.ts';
import type { FilingDesk } from '../mission-filing.ts';
import type { OpenLog } from '../record/folder.ts';
import { readRoot } from '../record/tree-reader.ts';
import { Folding } from './folding.ts';
import { dropSnapshot, keepSnapshot, readSnapshot } from './snapshot.ts';

// A record that grew by less than this is folded sooner than a snapshot is written.
const LEAST = 2_000;
// Making one takes the main thread a second or two at a million reports: not while anybody files.
const LOOK_EVERY_MS = 2_000;

/** Keeps a snapshot of the fold on the disk when the mission is at rest and when it closes, for the next start. */
export class Keeping {
  readonly #open: OpenLog;
  readonly #onFault: (message: string) => void;
  #keptSize = 0;
  #seenSize = -1;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();

  readonly #least: number;

  constructor(open: OpenLog, onFault: (message: string) => void, least: number = LEAST) {
    this.#open = open;
    this.#onFault = onFault;
    this.#least = least;
  }

  /** The fold as a former process left it; undefined where none was kept for this record and this program. */
  async restore(desk: FilingDesk, tell: (change: MissionChange) => void): Promise<Folding | undefined> {
    const { log, disk } = this.#open;
    try {
      const found = await readSnapshot(disk, log.origin, (size) => this.#rootAt(size));
      if (found === undefined) return undefined;
      const folding = new Folding(desk, tell, found.state);
      if (!folding.restore(found.kept)) return undefined;
      this.#keptSize = found.kept.size;
      return folding;
    } catch (error) {
      this.#onFault(`the record is folded from its beginning: ${String(error)}`);
      return undefined;
    }
  }

  async #rootAt(size: number): Promise<Uint8Array | undefined> {
    const { log, disk } = this.#open;
    const published = log.publishedSize();
    if (size > published) return undefined;
    return readRoot(size, published, (path) => disk.read(`public/${path}`));
  }

  /** Looks from time to time whether the mission is at rest. */
  watch(folding: Folding): void {
    this.#timer = setInterval(() => {
      const { size } = folding.state;
      const atRest = size === this.#seenSize && size === this.#open.log.size() && size === folding.kept;
      this.#seenSize = size;
      // The larger the state, the longer it takes to keep and the less a tail of it matters.
      if (atRest && size - this.#keptSize >= Math.max(this.#least, size / 20))
        this.#working = this.#working.then(() => this.#keep(folding));
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async #keep(folding: Folding): Promise<void> {
    const { log, disk } = this.#open;
    const { size } = folding.state;
    if (size === this.#keptSize) return;
    try {
      const root = await this.#rootAt(size);
      // Whatever came meanwhile made it another state.
      if (root === undefined || folding.state.size !== size) return;
      await keepSnapshot(disk, log.origin, folding.state, folding.keep(root));
      this.#keptSize = size;
    } catch (error) {
      this.#onFault(`no snapshot of the fold was kept; the next start takes longer: ${String(error)}`);
    }
  }

  /** Something was erased: what was kept before may hold it. */
  async forget(): Promise<void> {
    await this.#working;
    this.#keptSize = 0;
    await dropSnapshot(this.#open.disk);
  }

  /** Keeps what the next start would fold again, where that is much. */
  async close(folding: Folding): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    // A turn first: what was told last is heard before the thread is busy.
    await setImmediate();
    if (folding.kept === folding.state.size && folding.state.size - this.#keptSize >= this.#least)
      await this.#keep(folding);
  }
}
