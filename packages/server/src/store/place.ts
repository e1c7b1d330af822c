import { storeInWorker } from './in-worker.ts';
import { openPostgresStore } from './postgres.ts';
import type { Store } from './store.ts';
import type { StoreWorkerData } from './worker-protocol.ts';

/** Which database keeps a mission's cache: the embedded one, or a server of PostgreSQL by its address. */
export interface StorePlace extends StoreWorkerData {
  readonly url?: string;
}

/** Opens the database of a place. The embedded one starts meanwhile; a server that cannot be reached is told at once. */
export async function openStoreAt(
  { url, ...place }: StorePlace,
  onFault: (message: string) => void,
): Promise<Store> {
  if (url === undefined) return storeInWorker(place);
  return openPostgresStore(url, place.mission, place.origin, onFault);
}
