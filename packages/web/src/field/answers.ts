import type { FieldStore } from './database.ts';
import { isKept, type Standing } from './kept.ts';
import { openValue } from './sealing.ts';

/** A report that the log has acknowledged. */
export type Acknowledged = Extract<Standing, { readonly is: 'acknowledged' }>;

/** How the log answered something that is kept, if it did. */
export async function acknowledgedIn(
  store: Pick<FieldStore, 'get'>,
  key: CryptoKey,
  id: string,
): Promise<Acknowledged | undefined> {
  const sealed = await store.get(id);
  const kept = sealed === undefined ? undefined : await openValue(key, sealed).catch(() => undefined);
  if (!isKept(kept) || kept.is !== 'outgoing') return undefined;
  return kept.standing.is === 'acknowledged' ? kept.standing : undefined;
}

/** Of two answers on one report that which has the log's promise: what is sent again is answered without. */
export function fuller(answer: Acknowledged, before: Acknowledged | undefined): Acknowledged {
  return answer.receipt.promise === undefined && before?.receipt.promise !== undefined ? before : answer;
}
