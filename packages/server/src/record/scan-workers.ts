import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BundleScan, Scanning } from '@armistice/core/record';

/** What a worker is told: folders to look into, in this order, and how bundles are scanned. */
export interface ScanTask {
  readonly folders: readonly string[];
  readonly audiences: readonly string[];
  readonly size: number;
}

// Bundles in flight per worker: enough to hide the hand-over, few enough to bound memory.
const AHEAD = 8;

/** Scans the bundles of a log in worker threads, one for each core. */
export interface ScanPool {
  /** For {@link AuditOptions.scan}: hands out the scans in the order in which they are asked for. */
  scan(scanning: Scanning): (place: number) => Promise<BundleScan>;
  close(): Promise<void>;
}

/** Opens a pool over a log in folders. Values are not read: workers find out whether the log is intact, not what it says. */
export function openScanPool(folders: readonly string[], audiences: readonly string[]): ScanPool {
  let workers: ScanWorker[] = [];
  return {
    scan({ size }) {
      const bundles = Math.ceil(size / 256);
      workers = Array.from(
        { length: Math.max(1, Math.min(availableParallelism(), bundles)) },
        () => new ScanWorker({ folders, audiences, size }),
      );
      const pending: Promise<BundleScan>[] = [];
      let asked = 0;
      return (place) => {
        while (asked < bundles && asked < place + AHEAD * workers.length) {
          const worker = workers[asked % workers.length] as ScanWorker;
          const scanned = worker.ask(asked);
          // It may fail before anyone waits for it.
          scanned.catch(() => undefined);
          pending[asked++] = scanned;
        }
        const scanned = pending[place] as Promise<BundleScan>;
        delete pending[place];
        return scanned;
      };
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.end()));
    },
  };
}

interface Waiting {
  resolve(scan: BundleScan): void;
  reject(error: Error): void;
}

class ScanWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();

  constructor(task: ScanTask) {
    this.#worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: task });
    this.#worker.on(
      'message',
      (answer: { readonly place: number; readonly scan?: BundleScan; readonly error?: string }) => {
        const waiting = this.#waiting.get(answer.place);
        this.#waiting.delete(answer.place);
        if (answer.scan !== undefined) waiting?.resolve(answer.scan);
        else waiting?.reject(new Error(answer.error));
      },
    );
    this.#worker.on('error', (error) => {
      for (const waiting of this.#waiting.values())
        waiting.reject(error instanceof Error ? error : new Error(String(error)));
      this.#waiting.clear();
    });
  }

  ask(place: number): Promise<BundleScan> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(place, { resolve, reject });
      this.#worker.postMessage(place);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
