import type { ReadLimits } from './limits.ts';

/** What an answer showed: which question it answers, and a name for each of its rows, the same whenever the row is shown. */
export interface Shown {
  readonly question: string;
  readonly rows: Iterable<string>;
}

/** What of an answer had not been shown. */
export interface Added {
  readonly fresh: number;
  /** The same had been asked. */
  readonly again: boolean;
  /** Takes it back where the answer did not go out. */
  readonly undo: () => void;
}

/** So many times the limits are told apart; of more it only matters that the limits are passed. */
const HELD = 4;

/**
 * What one person was shown of late: how many different rows, and by how many different questions. A page that asks the same
 * again as the record grows shows what it showed before, and what came since; counted by its answers, a screen that is left open
 * would look like somebody who carries the record away.
 */
export class Recent {
  readonly #rows: LastShown;
  readonly #questions: LastShown;
  readonly #most: ReadLimits;
  #unknown = 0;

  /** Over so many milliseconds. */
  constructor(over: number, limits: ReadLimits) {
    this.#most = { rows: limits.rows * HELD, reads: limits.reads * HELD };
    this.#rows = new LastShown(over, this.#most.rows);
    this.#questions = new LastShown(over, this.#most.reads);
  }

  get rows(): number {
    return this.#rows.size;
  }

  get reads(): number {
    return this.#questions.size;
  }

  /** Notes what was shown at a time, in milliseconds. It is held whole until `settle`. */
  add({ question, rows }: Shown, at: number): Added {
    return this.#add([question], rows, at);
  }

  /** Notes rows and questions of which it is not known what they were: each is another. */
  addUnknown(rows: number, questions: number, at: number): Added {
    return this.#add(this.#names(questions), this.#names(Math.min(rows, this.#most.rows)), at);
  }

  #add(questions: Iterable<string>, rows: Iterable<string>, at: number): Added {
    const [shown, asked] = [this.#rows.add(rows, at), this.#questions.add(questions, at)];
    const undo = () => {
      this.#rows.take(shown);
      this.#questions.take(asked);
    };
    return { fresh: shown.length, again: asked.length === 0, undo };
  }

  /** What was noted was answered: what is beyond all that is held goes, the oldest first. */
  settle(): void {
    this.#rows.settle();
    this.#questions.settle();
  }

  /** How many were fresh when they were noted, since it was made. */
  get fresh(): ReadLimits {
    return { rows: this.#rows.fresh, reads: this.#questions.fresh };
  }

  /** Forgets what is over; answers whether nothing is left. */
  forget(at: number): boolean {
    this.#rows.forget(at);
    this.#questions.forget(at);
    return this.rows + this.reads === 0;
  }

  // No name begins so: a route does, or a name that begins with one.
  *#names(count: number): Iterable<string> {
    for (let i = 0; i < count; i++) yield `?${this.#unknown++}`;
  }
}

/** Things by when they were shown last. */
class LastShown {
  readonly #over: number;
  readonly #most: number;
  readonly #at = new Map<string, number>();
  #latest = Number.NEGATIVE_INFINITY;
  fresh = 0;

  constructor(over: number, most: number) {
    this.#over = over;
    this.#most = most;
  }

  get size(): number {
    return this.#at.size;
  }

  /** Answers which of them were not there. */
  add(things: Iterable<string>, at: number): readonly string[] {
    this.forget(at);
    const fresh: string[] = [];
    for (const thing of things) {
      if (!this.#at.delete(thing)) fresh.push(thing);
      this.#at.set(thing, at);
    }
    this.fresh += fresh.length;
    return fresh;
  }

  take(things: readonly string[]): void {
    this.fresh -= things.length;
    for (const thing of things) this.#at.delete(thing);
  }

  settle(): void {
    for (const thing of this.#at.keys()) {
      if (this.#at.size <= this.#most) break;
      this.#at.delete(thing);
    }
  }

  forget(at: number): void {
    // The clock went back: what was shown later was shown by now, and is not kept until the clock is there again.
    if (at < this.#latest) for (const [thing, when] of this.#at) this.#at.set(thing, Math.min(when, at));
    this.#latest = at;
    for (const [thing, when] of this.#at) {
      if (when > at - this.#over) return;
      this.#at.delete(thing);
    }
  }
}
