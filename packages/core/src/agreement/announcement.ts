import { readMoment } from '../base/index.ts';
import type { RequireClause } from './clauses.ts';
import type { TimedFact } from './count-from.ts';
import { valueField } from './deadline.ts';
import { Deeds } from './pairing.ts';
import { firstSince } from './timed.ts';

// What a notice announces. Where `same` pairs it with its event, all that bear the mark; else the event that it names
// (`value.for`, the id of the event), or those in the stretch that it states (`value.from`, `value.to`). A notice that says
// nothing of it announces the next event, and that one alone: one notice is not notice of everything to come.

interface Stated {
  readonly row: TimedFact;
  readonly from: number;
  readonly to: number;
}

/** Notices on record for one obligation. Ask in the order of events: every question takes logarithmic time on average. */
export class Announcements {
  readonly #paired: Deeds | undefined;
  readonly #named = new Map<string, TimedFact[]>();
  /** By the beginning of the stretch that they state. */
  readonly #stated: Stated[] = [];
  readonly #running = new Earliest();
  readonly #plain: TimedFact[] = [];
  #begun = 0;
  #served = 0;

  constructor(clause: Pick<RequireClause, 'same'>, rows: readonly TimedFact[]) {
    if (clause.same !== undefined) {
      this.#paired = new Deeds(clause, rows);
      return;
    }
    for (const row of rows) {
      const named = valueField(row.fact, 'for');
      const from = momentOf(row, 'from');
      const to = momentOf(row, 'to');
      if (typeof named === 'string') {
        const known = this.#named.get(named);
        if (known === undefined) this.#named.set(named, [row]);
        else known.push(row);
      } else if (from === undefined && to === undefined) this.#plain.push(row);
      else
        this.#stated.push({
          row,
          from: from ?? Number.NEGATIVE_INFINITY,
          to: to ?? Number.POSITIVE_INFINITY,
        });
    }
    this.#stated.sort((a, b) => a.from - b.from);
  }

  /** The first notice of an event that came in [first, latest]; or else the first that came until the event itself. */
  of(event: TimedFact, first: number, latest: number): TimedFact | undefined {
    if (this.#paired !== undefined)
      return (
        this.#paired.firstWithin(event, first, latest) ??
        // Times are whole milliseconds.
        this.#paired.firstWithin(event, Math.max(first, latest + 1), event.at)
      );
    const rows = this.#named.get(event.fact.id ?? '') ?? [];
    const named = rows[firstSince(rows, first)];
    return (
      (named !== undefined && named.at <= event.at ? named : undefined) ??
      this.#covering(event, first) ??
      this.#next(event, first)
    );
  }

  #covering(event: TimedFact, first: number): TimedFact | undefined {
    for (let next = this.#stated[this.#begun]; next !== undefined && next.from <= event.at; ) {
      this.#running.add(next);
      this.#begun += 1;
      next = this.#stated[this.#begun];
    }
    // What is over, or came too early, is so for every later event too.
    for (let top = this.#running.first; top !== undefined; top = this.#running.first) {
      if (top.to >= event.at && top.row.at >= first) return top.row.at <= event.at ? top.row : undefined;
      this.#running.drop();
    }
    return undefined;
  }

  #next(event: TimedFact, first: number): TimedFact | undefined {
    while ((this.#plain[this.#served]?.at ?? first) < first) this.#served += 1;
    const found = this.#plain[this.#served];
    if (found === undefined || found.at > event.at) return undefined;
    this.#served += 1;
    return found;
  }
}

function momentOf({ fact }: TimedFact, name: 'from' | 'to'): number | undefined {
  const value = valueField(fact, name);
  return typeof value === 'string' ? readMoment(value) : undefined;
}

/** Stretches of which the one whose notice came first is at hand: a binary heap. */
class Earliest {
  readonly #rows: Stated[] = [];

  get first(): Stated | undefined {
    return this.#rows[0];
  }

  add(row: Stated): void {
    let at = this.#rows.push(row) - 1;
    while (at > 0) {
      const above = (at - 1) >>> 1;
      if (this.#time(above) <= this.#time(at)) return;
      this.#swap(at, above);
      at = above;
    }
  }

  drop(): void {
    const last = this.#rows.pop();
    if (last === undefined || this.#rows.length === 0) return;
    this.#rows[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = this.#time(right) < this.#time(left) ? right : left;
      if (this.#time(least) >= this.#time(at)) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #time(at: number): number {
    return this.#rows[at]?.row.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#rows[one], this.#rows[other]];
    if (a === undefined || b === undefined) return;
    this.#rows[one] = b;
    this.#rows[other] = a;
  }
}
