import { Worker } from 'node:worker_threads';
import type { Derived } from './derived.ts';
import { type Call, errorOf, type Heard, type Saying, type ThreadData } from './protocol.ts';
import type { Answer } from './questions.ts';
import { DerivedStopped, type Told } from './told.ts';

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

type Unnumbered<C> = C extends Call ? Omit<C, 'id'> : never;

/**
 * Derives in a thread of its own. Resolves when its database can be reached; rejects, and leaves no thread, where it
 * cannot. Should the thread fail later, everything that waits for it and comes after gets {@link DerivedStopped}.
 */
export async function derivedInThread(data: ThreadData): Promise<Derived> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  const opened = Promise.withResolvers<void>();
  let tell: (told: Told) => void = () => undefined;
  let last = 0;
  let closing = false;
  let ended: Error | undefined;

  const end = (error: Error) => {
    opened.reject(error);
    if (ended !== undefined) return;
    ended = closing ? new Error('it was closed') : new DerivedStopped(error.message);
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    if (!closing) tell({ type: 'stopped', message: error.message });
  };
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('its thread ended')));
  worker.on('message', (heard: Heard) => {
    if (heard.type === 'opened') return opened.resolve();
    if (heard.type === 'told') return tell(heard.told);
    const call = waiting.get(heard.id);
    waiting.delete(heard.id);
    if (heard.type === 'answer') call?.resolve(heard.value as never);
    else call?.reject(errorOf(heard.failure));
  });

  const say = (saying: Saying) => {
    if (ended === undefined) worker.postMessage(saying);
  };
  function ask<T>(call: Unnumbered<Call>): Promise<T> {
    if (ended !== undefined) return Promise.reject(ended);
    last += 1;
    const id = last;
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...call, id });
    });
  }

  await opened.promise;
  return {
    begin(size, heard) {
      tell = heard;
      // It may have ended before anyone listened.
      if (ended instanceof DerivedStopped) heard({ type: 'stopped', message: ended.why });
      say({ say: 'begin', size });
    },
    published: (size) => say({ say: 'published', size }),
    filed: (text) => say({ say: 'filed', text }),
    folded: (size) => ask({ call: 'folded', size }),
    stored: () => ask({ call: 'stored' }),
    ask: (name, audience, asked) => ask<Answer<typeof name>>({ call: 'ask', name, audience, asked }),
    keep: (known) => ask({ call: 'keep', known }),
    async close(known) {
      closing = true;
      try {
        // Nothing is left to close where the thread has failed.
        if (ended === undefined) await ask({ call: 'close', known });
      } finally {
        await worker.terminate();
      }
    },
  };
}
