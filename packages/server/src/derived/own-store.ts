import { openStoreAt, type StorePlace } from '../store/place.ts';
import type { Store } from '../store/store.ts';
import { engineHash } from './snapshot.ts';

/**
 * Opens the database of a place for the rows of this fold. What another fold has written there is forgotten, and filled
 * again from the record: the same entries may come to other incidents. Rejects where the database cannot be reached.
 */
export function openOwnStore(place: StorePlace, onFault: (message: string) => void): Promise<Store> {
  return openStoreAt({ ...place, origin: `${place.origin} ${engineHash()}` }, onFault);
}
