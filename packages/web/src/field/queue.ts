import { isOwed, type Outgoing, type PhotoPart, type Problem, type Receipt } from './kept.ts';

// The queue: each report goes out until the log has acknowledged it or the server has refused it. Ids were made on the
// device, so a report that is sent twice is one report; a lost answer costs nothing but another try.

/**
 * Why nothing can go out now: no answer at all, nobody is known there whom the reports could come from, or the clock of the
 * device is another than the server's, so that "now" may have meant another day.
 */
export type Held = 'no-answer' | 'sign-in' | 'clock';

/** Clocks that differ by no more are the same to people who report. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What came back. `later`: the server is there and says to come again; `held`: the others need not be tried either. */
export type Answer =
  | { readonly is: 'acknowledged'; readonly receipt: Receipt }
  | { readonly is: 'refused'; readonly status: number; readonly problem: Problem }
  | { readonly is: 'later'; readonly after?: number }
  | { readonly is: 'held'; readonly why: Held };

/** The way out of the device. */
export interface Transport {
  /** Whether the server answers at all: what cannot have left the device is not said to have been sent. */
  reaches(): Promise<boolean>;
  /** How far the server's clock is ahead of this device's, in milliseconds, where it said so when it was reached last. */
  ahead?(): number | undefined;
  photo(photo: PhotoPart, bytes: ArrayBuffer): Promise<Answer>;
  send(item: Outgoing): Promise<Answer>;
}

/** What the queue keeps things in. */
export interface QueueStore {
  /** Whether it still waits: meanwhile its owner may have taken it back to mend it, or locked the form. */
  waits(id: string): boolean;
  save(item: Outgoing): Promise<void>;
  photoBytes(id: string): Promise<ArrayBuffer | undefined>;
  now(): string;
  /** Whether its owner knows that the clocks differ. */
  readonly clockSeen?: boolean;
}

/** What is left after a round: nothing, or something with why, and how long to wait where the server said so. */
export interface Round {
  readonly left: boolean;
  readonly held?: Held;
  readonly after?: number;
  /** Held by the clock: how far the server's is ahead. */
  readonly ahead?: number;
}

/** Sends what is owed, oldest first. One that the server cannot take just now holds up no other. */
export async function sendOwed(
  items: readonly Outgoing[],
  store: QueueStore,
  transport: Transport,
): Promise<Round> {
  if (!(await transport.reaches())) return { left: true, held: 'no-answer' };
  const ahead = transport.ahead?.() ?? 0;
  if (store.clockSeen !== true && Math.abs(ahead) > CLOCKS_DIFFER_MS)
    return { left: true, held: 'clock', ahead };
  let round: Round = { left: false };
  for (const item of items.filter(isOwed).toSorted((a, b) => (a.made < b.made ? -1 : 1))) {
    if (!store.waits(item.id)) continue;
    const answer = await sendOne(item, store, transport);
    if (answer.is === 'held') return { left: true, held: answer.why };
    if (answer.is === 'later')
      round = { left: true, ...(answer.after === undefined ? {} : { after: answer.after }) };
  }
  return round;
}

async function sendOne(given: Outgoing, store: QueueStore, transport: Transport): Promise<Answer> {
  let item: Outgoing = { ...given, standing: { is: 'sending' }, tries: given.tries + 1 };
  await store.save(item);
  // Where it stood as going out when the device was switched off, nobody knows whether it arrived.
  const went = given.standing.is !== 'kept';
  for (const photo of item.photos) {
    if (photo.there === true) continue;
    if (!store.waits(item.id)) return BROKEN_OFF;
    const bytes = await store.photoBytes(photo.id);
    if (bytes === undefined) return settle(item, LOST, { store, went });
    const answer = await transport.photo(photo, bytes);
    if (answer.is !== 'acknowledged') return settle(item, answer, { store, went });
    const photos = item.photos.map((one) => (one.id === photo.id ? { ...one, there: true as const } : one));
    item = { ...item, photos };
    await store.save(item);
  }
  if (!store.waits(item.id)) return BROKEN_OFF;
  const answer = await transport.send(item);
  // Who is unknown to the server is turned away at its door: nothing came in.
  const atDoor = answer.is === 'held' && answer.why === 'sign-in';
  return settle(item, answer, { store, went: went || !atDoor });
}

/** It stays as it stood on the device: it goes again when the form is open, as one report. */
const BROKEN_OFF: Answer = { is: 'later' };

const LOST: Answer = {
  is: 'refused',
  status: 0,
  problem: {
    detail: 'a photograph is not on this device any more',
    remedy: 'edit the report and take it out',
  },
};

interface Settling {
  readonly store: QueueStore;
  /** It may have reached the server, with or without an answer. */
  readonly went: boolean;
}

async function settle(item: Outgoing, answer: Answer, { store, went }: Settling): Promise<Answer> {
  switch (answer.is) {
    case 'acknowledged': {
      const standing = { is: 'acknowledged', at: store.now(), receipt: answer.receipt } as const;
      await store.save({ ...item, standing });
      return answer;
    }
    case 'refused': {
      const { status, problem } = answer;
      // A photograph that nobody named within a day is gone from the server: it goes again with the next try.
      const photos = item.photos.map(({ there: _, ...photo }) => photo);
      await store.save({ ...item, photos, standing: { is: 'refused', status, problem } });
      return answer;
    }
    case 'later':
    case 'held':
      await store.save({ ...item, standing: { is: went ? 'sent' : 'kept' } });
      return answer;
    default:
      return answer satisfies never;
  }
}

const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 5 * 60_000;

/** Milliseconds to wait before another try, twice as long each time. */
export function waitBefore(tries: number): number {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10));
}
