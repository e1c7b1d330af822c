import { useCallback, useState } from 'react';
import { goTo, useAddress } from '../../address.ts';
import { eventIn, fromQuery, type TryOut, toQuery, withEvent } from './try-out/try-out.ts';

/** The imagined event: the address holds it, so that it can be sent, and the browser's own back undoes it. */
export interface TryOutHold {
  readonly event: TryOut | undefined;
  /** The field of the address that cannot be read, where one was given. */
  readonly fault: string | undefined;
  readonly canUndo: boolean;
  /** `done` is false while it is being dragged: then only the page shows it. */
  put(event: TryOut, done: boolean): void;
  undo(): void;
  clear(): void;
}

export function useTryOut(): TryOutHold {
  const { search, path, hash } = useAddress();
  const [dragged, setDragged] = useState<TryOut>();
  const [before, setBefore] = useState<readonly string[]>([]);
  const { event, fault } = fromQuery(search);
  const show = useCallback(
    (query: string) => {
      setDragged(undefined);
      goTo(`${path}${withEvent(search, query)}${hash}`, 'replace');
    },
    [path, search, hash],
  );
  const shown = eventIn(search);
  return {
    event: dragged ?? event,
    fault,
    canUndo: before.length > 0,
    put(next, done) {
      const read = fromQuery(toQuery(next)).event;
      if (read === undefined) return;
      if (!done) return setDragged(read);
      const query = toQuery(read);
      if (eventIn(query) !== shown) setBefore([...before.slice(-99), shown]);
      show(query);
    },
    undo() {
      const last = before.at(-1);
      if (last === undefined) return;
      setBefore(before.slice(0, -1));
      show(last);
    },
    clear() {
      if (shown !== '') setBefore([...before.slice(-99), shown]);
      show('');
    },
  };
}
