// The form is open in one window at a time: each has what is kept in its memory, and would write over what another one kept.

const NAME = 'armistice-field-open';
/** A window that sleeps does not hear: then its turn is taken. */
const WAIT_MS = 4_000;

/**
 * Waits until no other window has the form open, and answers how to give the turn up. The others are asked to; `asked` is
 * called once another one asks for it here, and gives it up when all is written.
 */
export async function takeTurn(asked: () => void): Promise<() => void> {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return () => undefined;
  const channel = new BroadcastChannel(NAME);
  const over = Promise.withResolvers<void>();
  const granted = Promise.withResolvers<void>();
  const hold = () => {
    channel.onmessage = asked;
    granted.resolve();
    return over.promise;
  };
  channel.postMessage('asks');
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), WAIT_MS);
  const inTime = locks.request(NAME, { signal: waiting.signal }, () => {
    clearTimeout(timer);
    return hold();
  });
  // Refused before the timer ended, it was held, and another window took it while this one slept.
  const held = inTime.catch(() => {
    if (!waiting.signal.aborted) throw new Error('taken');
    return locks.request(NAME, { steal: true }, hold);
  });
  void held.catch(asked);
  await granted.promise;
  return () => {
    channel.close();
    over.resolve();
  };
}
