import { Worker } from 'node:worker_threads';
import { rowsOf } from './rows.ts';
import { type FoundIncident, OutOfStep, type Store } from './store.ts';
import type { StoreAnswer, StoreCall, StoreWorkerData } from './worker-protocol.ts';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The embedded store in a thread of its own. Returns at once; calls wait until it has started. */
export function storeInWorker(data: StoreWorkerData): Store {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('the store was closed')));
  worker.on('message', (answer: StoreAnswer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) call?.resolve(answer.value);
    else
      call?.reject(
        answer.outOfStep === undefined
          ? new Error(answer.message)
          : new OutOfStep(answer.outOfStep, Number.NaN),
      );
  });

  type Call = StoreCall extends infer C ? (C extends StoreCall ? Omit<C, 'id'> : never) : never;
  function ask<T>(call: Call): Promise<T> {
    if (ended !== undefined) return Promise.reject(ended);
    last += 1;
    const id = last;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ ...call, id });
    });
  }

  return {
    size: () => ask<number>({ method: 'size' }),
    // Bytes cross to the other thread as they are; objects would be copied one by one.
    save: ({ from, to, changes }) =>
      ask<void>({ method: 'save', batch: { from, to, rows: rowsOf(changes) } }),
    saveRows: (batch) => ask<void>({ method: 'save', batch }),
    incidents: (query) => ask<readonly FoundIncident[]>({ method: 'incidents', query }),
    reports: (query) => ask<readonly number[]>({ method: 'reports', query }),
    clear: () => ask<void>({ method: 'clear' }),
    async close() {
      await ask<void>({ method: 'close' });
      await worker.terminate();
    },
  };
}
