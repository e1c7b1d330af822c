import { parentPort, workerData } from 'node:worker_threads';
import { openPgliteStore } from './pglite.ts';
import { OutOfStep, type Store } from './store.ts';
import type { StoreAnswer, StoreCall, StoreWorkerData } from './worker-protocol.ts';

// The embedded database blocks its thread for seconds while it starts and for milliseconds while it works. Intake and
// answers must not wait for it, so it lives in a thread of its own.

const { folder, mission, origin } = workerData as StoreWorkerData;
const opening = openPgliteStore(folder, mission, origin);

async function perform(store: Store, call: StoreCall): Promise<unknown> {
  switch (call.method) {
    case 'size':
      return store.size();
    case 'save':
      return store.saveRows(call.batch);
    case 'incidents':
      return store.incidents(call.query);
    case 'reports':
      return store.reports(call.query);
    case 'clear':
      return store.clear();
    case 'close':
      return store.close();
  }
}

async function answer(call: StoreCall): Promise<StoreAnswer> {
  try {
    return { id: call.id, ok: true, value: await perform(await opening, call) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      id: call.id,
      ok: false,
      message,
      ...(error instanceof OutOfStep ? { outOfStep: error.size } : {}),
    };
  }
}

parentPort?.on('message', async (call: StoreCall) => {
  parentPort?.postMessage(await answer(call));
  if (call.method === 'close') parentPort?.close();
});
// Every call reports why the database did not open; until one comes, the failure must not end the process.
opening.catch(() => undefined);
