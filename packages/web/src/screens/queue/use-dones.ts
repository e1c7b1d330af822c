import { useRef, useState } from 'react';
import type { Done } from './done.ts';

const NOTHING: ReadonlyMap<string, Done> = new Map();

interface Dones {
  readonly of: ReadonlyMap<string, Done>;
  /** Notes what was done with a row, in place of what was done with it before. */
  note(done: Done): void;
}

/** What was done with each row of a list, for as long as that list is read. */
export function useDones(question: string): Dones {
  const [kept, keep] = useState({ question, of: NOTHING });
  const of = kept.question === question ? kept.of : NOTHING;
  // An answer may come once another list is read: it takes nothing from that.
  const read = useRef(question);
  read.current = question;
  return {
    of,
    note: (done) =>
      keep((before) => ({
        question: read.current,
        of: new Map([...(before.question === read.current ? before.of : NOTHING), [done.row.id, done]]),
      })),
  };
}
