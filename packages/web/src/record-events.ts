import { onSomebodyElse } from './people/somebody-else.ts';

// One stream for all that a page shows: a browser opens no more than six connections to a server, and a few pages with two
// streams each would leave none to ask by.

/** What the stream says: that it has begun, what happened to the record, or (`reset`) that something was missed. */
const WORDS = ['open', 'message', 'checkpoint', 'cosigned', 'folded', 'reset'] as const;
export type RecordWord = (typeof WORDS)[number];

const listeners = new Set<(word: RecordWord) => void>();
let stream: EventSource | undefined;
/** A browser gives a stream up that was answered with an error, as of a proxy while the server starts. */
const AGAIN_MS = 10_000;

function begin(): void {
  stream?.close();
  const begun = new EventSource('/api/events');
  stream = begun;
  for (const word of WORDS)
    begun.addEventListener(word, () => {
      if (begun !== stream) return;
      for (const tell of [...listeners]) tell(word);
    });
  begun.addEventListener('error', () => {
    if (begun.readyState !== EventSource.CLOSED) return;
    setTimeout(() => {
      if (begun === stream) begin();
    }, AGAIN_MS);
  });
}

// It tells what whoever looks may hear.
onSomebodyElse(() => {
  if (stream !== undefined) begin();
});

/**
 * Calls back at every event of the record, and when the stream begins: what came between a first answer and that is in
 * neither. The browser reconnects by itself, and hears what it missed. Answers how to stop.
 */
export function onRecordEvents(heard: (word: RecordWord) => void): () => void {
  const tell = (word: RecordWord) => heard(word);
  listeners.add(tell);
  if (stream === undefined || stream.readyState === EventSource.CLOSED) begin();
  // What is shown from memory may be older than a stream that goes on.
  else if (stream.readyState === EventSource.OPEN)
    queueMicrotask(() => {
      if (listeners.has(tell)) tell('open');
    });
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    stream?.close();
    stream = undefined;
  };
}
