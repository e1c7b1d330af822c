import type { KnownDump } from '../mission-known.ts';
import type { Answer, Asked, QuestionName } from './questions.ts';
import type { Told } from './told.ts';

/**
 * Everything that follows from the record and can be made again from it: the fold, the map, the first page, the store,
 * statements and snapshots. It reads the record from the disk, and may live in a thread of its own. Whoever writes the
 * record tells it how far that is, and asks it by name; it decides nothing about what is recorded.
 */
export interface Derived {
  /** Reads back `published` entries, from what a former process kept where that fits. Called once, before anything else. */
  begin(published: number, tell: (told: Told) => void): void;
  /** The record has so many published entries. */
  published(size: number): void;
  /** Reports that were acknowledged just now, as `packFiled` wrote them: folded without waiting for their publication. */
  filed(text: string): void;
  /** Resolves when so many entries are folded; what is not published by then is never waited for. */
  folded(size: number): Promise<void>;
  /** Resolves when the store has kept what was folded at the call. */
  stored(): Promise<void>;
  /** Answers a question as one audience may know it. */
  ask<N extends QuestionName>(name: N, audience: string, asked: Asked<N>): Promise<Answer<N>>;
  /** Keeps a snapshot for the next start, unless something came meanwhile; `known` are the reports of the record. */
  keep(known: KnownDump): Promise<void>;
  /** Stops reading, keeps a snapshot where that spares the next start much, and closes the store. */
  close(known: KnownDump): Promise<void>;
}
