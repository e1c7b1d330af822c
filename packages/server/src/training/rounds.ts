import { DAY_MS } from '../exercise/rows.ts';
import { issueDaily } from './bulletins.ts';
import type { Casework } from './casework.ts';
import { type CoverageBook, SHIFT_MS } from './coverage-book.ts';
import type { Staff } from './staff.ts';

const HOUR = 3_600_000;
/** The daily report about a day is out at this hour of the next, UTC. */
const ISSUED_AT = 6 * HOUR;
/** However often reports come, the staff looks up this rarely. */
const TURN_MS = 5 * 60_000;

/** What the staff does by the hour, however many reports come at once. */
export class Rounds {
  readonly #staff: Staff;
  readonly #book: CoverageBook;
  readonly #casework: Casework;
  #shift: number;
  #day: number;
  #turned = 0;

  constructor(staff: Staff, book: CoverageBook, casework: Casework, since: number) {
    this.#staff = staff;
    this.#book = book;
    this.#casework = casework;
    // What is there is not written again.
    this.#shift = Math.floor(since / SHIFT_MS) * SHIFT_MS;
    this.#day = Math.floor(since / DAY_MS);
  }

  /** Takes note of the words of reports of restricted access. */
  heard(reports: readonly (readonly [key: string, source: string, text: string | undefined])[]): void {
    for (const [key, source, text] of reports) this.#casework.heard(key, source, text);
  }

  /** Does everything that is due up to a moment of the exercise. */
  async upTo(now: number): Promise<void> {
    while (this.#shift + SHIFT_MS <= now) {
      await this.#staff.mission.settled();
      await this.#staff.write(this.#book.shift(this.#staff, this.#shift));
      this.#shift += SHIFT_MS;
      await this.#tellRunning();
      await this.#casework.turn(Math.min(now, this.#shift));
      await this.#issue(Math.min(now, this.#shift));
    }
    await this.#issue(now);
    if (now - this.#turned < TURN_MS) return;
    this.#turned = now;
    await this.#casework.turn(now);
  }

  /** Everyone is told of the day that goes on what its finished shifts come to; what closes it comes with the daily report. */
  async #tellRunning(): Promise<void> {
    const day = Math.floor(this.#shift / DAY_MS);
    if (this.#shift > day * DAY_MS) await this.#staff.write(this.#book.sums(this.#staff, day, this.#shift));
  }

  async #issue(now: number): Promise<void> {
    for (; (this.#day + 1) * DAY_MS + ISSUED_AT <= now; this.#day++)
      await issueDaily(this.#staff, this.#book, this.#day);
  }
}
