import { useState } from 'react';
import type { QueueAnswer, QueueRow } from './queue.ts';

/** What is being read, as the server last listed it. */
export interface Seen {
  readonly row: QueueRow;
  /** When that was, by the server's clock. */
  readonly at: string;
  /** Who had it when it was chosen. */
  readonly holder: string | undefined;
}

/** Remembers the row that is being read as it was listed last: others may be done with it first. */
export function useSeen(id: string | undefined, answer: QueueAnswer | undefined): Seen | undefined {
  const [seen, see] = useState<Seen>();
  const row = id === undefined ? undefined : answer?.rows.find((one) => one.id === id);
  if (row !== undefined && answer !== undefined && (seen?.row !== row || seen.at !== answer.at)) {
    const holder = seen?.row.id === row.id ? seen.holder : row.claim?.by;
    see({ row, at: answer.at, holder });
  }
  return seen?.row.id === id ? seen : undefined;
}
