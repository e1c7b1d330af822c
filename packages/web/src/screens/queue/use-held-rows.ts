import { useEffect, useRef, useState } from 'react';
import type { QueueRow } from './queue.ts';

interface Shown {
  readonly rows: readonly QueueRow[];
  /** Rows that came since, and are not shown yet. */
  readonly fresh: number;
}

interface Held extends Shown {
  /** Shows what came since, in its order. */
  show(): void;
}

/**
 * The rows of a list that stands as it was (`held`: their ids in that order): each as it was answered last, or as it is kept.
 * What is neither is gone; what is new is counted. Where everything that was read is done with, there is nothing to hold
 * still, and what was answered is the list.
 */
export function heldRows(
  held: readonly string[],
  answered: readonly QueueRow[] | undefined,
  kept: (id: string) => QueueRow | undefined,
): Shown {
  const known = new Map(answered?.map((row) => [row.id, row]));
  const rows = held.flatMap((id) => known.get(id) ?? kept(id) ?? []);
  if (rows.length === 0) return { rows: answered ?? [], fresh: 0 };
  const shown = new Set(held);
  return { rows, fresh: [...known.keys()].filter((id) => !shown.has(id)).length };
}

/**
 * Holds the list still while it is read: rows change where they stand and vanish where they are done with, and what comes
 * new waits until somebody asks for it. What whoever reads did themselves and what they are reading (`kept`, as it stood)
 * stays where it was: it says what became of it. Another question begins a new list.
 */
export function useHeldRows(
  question: string,
  answered: readonly QueueRow[] | undefined,
  kept: (id: string) => QueueRow | undefined,
): Held {
  const [order, setOrder] = useState<readonly string[]>([]);
  const asked = useRef<string>(undefined);
  const ids = answered?.map(({ id }) => id) ?? [];
  const isNew = asked.current !== question;
  useEffect(() => {
    if (answered === undefined || asked.current === question) return;
    asked.current = question;
    setOrder(answered.map(({ id }) => id));
  }, [question, answered]);
  return { ...heldRows(isNew ? ids : order, answered, kept), show: () => setOrder(ids) };
}
