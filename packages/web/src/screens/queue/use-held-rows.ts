import { useEffect, useRef, useState } from 'react';
import type { QueueRow } from './queue.ts';

interface Held {
  readonly rows: readonly QueueRow[];
  /** Rows that came since, and are not shown yet. */
  readonly fresh: number;
  /** Shows them, in their order. */
  show(): void;
}

/**
 * Holds the list still while it is read: rows change where they stand and vanish where they are done with, and what comes
 * new waits until somebody asks for it. What whoever reads did themselves (`kept`, as it stood) stays where it was: it says
 * what became of it. Another question begins a new list.
 */
export function useHeldRows(
  question: string,
  answered: readonly QueueRow[] | undefined,
  kept: (id: string) => QueueRow | undefined,
): Held {
  const [order, setOrder] = useState<readonly string[]>([]);
  const asked = useRef<string>(undefined);
  const ids = answered?.map(({ id }) => id);
  const isNew = asked.current !== question;
  useEffect(() => {
    if (answered === undefined || asked.current === question) return;
    asked.current = question;
    setOrder(answered.map(({ id }) => id));
  }, [question, answered]);
  const known = new Map(answered?.map((row) => [row.id, row]));
  const held = isNew ? (ids ?? []) : order;
  const rows = held.flatMap((id) => known.get(id) ?? kept(id) ?? []);
  // Where everything that was read is done with, there is nothing to hold still.
  const shown = rows.length === 0 ? (answered ?? []) : rows;
  const fresh = isNew || rows.length === 0 ? 0 : (ids ?? []).filter((id) => !held.includes(id)).length;
  return { rows: shown, fresh, show: () => setOrder(ids ?? []) };
}
