import type { FieldStore } from './database.ts';
import { isKept, type Outgoing, type Standing } from './kept.ts';
import { openValue } from './sealing.ts';

/** A report that the log has acknowledged. */
export type Acknowledged = Extract<Standing, { readonly is: 'acknowledged' }>;

/** What goes out under an id, as it is on the device now. */
export async function outgoingIn(
  store: Pick<FieldStore, 'get'>,
  key: CryptoKey,
  id: string,
): Promise<Outgoing | undefined> {
  const sealed = await store.get(id);
  const kept = sealed === undefined ? undefined : await openValue(key, sealed).catch(() => undefined);
  return isKept(kept) && kept.is === 'outgoing' ? kept : undefined;
}

/**
 * Whether a locked form may still write the answer to what was on its way. What its owner removed meanwhile does not come
 * back; what was sent anew, or answered, is changed by an acknowledgement alone.
 */
export function mayStillWrite(answered: Outgoing, there: Outgoing | undefined): boolean {
  if (there === undefined) return false;
  if (answered.standing.is === 'acknowledged') return true;
  return there.standing.is === 'sending' && there.tries === answered.tries;
}

/** Of two answers on one report that which has the log's promise: what is sent again is answered without. */
export function fuller(answer: Acknowledged, before: Acknowledged | undefined): Acknowledged {
  return answer.receipt.promise === undefined && before?.receipt.promise !== undefined ? before : answer;
}
