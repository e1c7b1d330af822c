import {
  FIRST_WORD,
  type Incident,
  keptUnder,
  MISSION,
  type MissionState,
  reads,
} from '@armistice/core/mission';
import type { Times } from './needs.ts';

const MOST_FILED = 20_000;

/** When steps were taken that the mission reads, out of what the fold keeps of them. */
export class StepTimes {
  readonly #state: MissionState;
  /** By core or report: when the last step was taken. */
  readonly #last = new Map<string, number>();
  /** The same of the last assessment that said more than that somebody looks: the first of two words to verify is one. */
  readonly #assessed = new Map<string, number>();
  /** The same of the last such first word. */
  readonly #worded = new Map<string, number>();
  #read = 0;
  /** By incident, when its first report was recorded, of so many: to look a report up costs more than all else here. */
  readonly #filed = new Map<string, { readonly of: number; readonly at: number }>();

  constructor(state: MissionState) {
    this.#state = state;
  }

  /** Reads what came since. */
  follow(): void {
    const { milestones } = this.#state;
    if (milestones.length < this.#read) {
      this.#last.clear();
      this.#assessed.clear();
      this.#worded.clear();
      this.#read = 0;
    }
    for (; this.#read < milestones.length; this.#read++) {
      const { of, at, audience, step } = milestones[this.#read] as MissionState['milestones'][number];
      // What others alone read was decided for them: it answers nothing of the mission's, and moves none of its clocks.
      if (!reads(MISSION, audience)) continue;
      if (step === FIRST_WORD) {
        // No axis has moved: clocks that run from the last step run on.
        this.#worded.set(of, at);
        this.#assessed.set(of, at);
        continue;
      }
      this.#last.set(of, at);
      if (step.startsWith('status: ') && step !== 'status: under inquiry') this.#assessed.set(of, at);
    }
  }

  /** The times of an incident. */
  of({ id, reports }: Incident): Times {
    const filed = this.#filedOf(id, reports);
    // Of incidents that were joined, also what was taken before, under the cases that they were.
    const names = keptUnder(this.#state, { reports });
    const lastIn = (kept: ReadonlyMap<string, number>) =>
      names.reduce((last, name) => Math.max(last, kept.get(name) ?? 0), 0);
    const stepped = lastIn(this.#last);
    return {
      ...{ filed, stepped: stepped === 0 ? filed : stepped },
      ...{ assessed: lastIn(this.#assessed), worded: lastIn(this.#worded) },
      recorded: (index) => this.recorded(index),
    };
  }

  #filedOf(id: string, reports: readonly string[]): number {
    const known = this.#filed.get(id);
    if (known?.of === reports.length) return known.at;
    const times = reports.flatMap((key) => this.#state.reports.get(key)?.at ?? []);
    const at = times.length === 0 ? this.#state.at : Math.min(...times);
    if (this.#filed.size >= MOST_FILED) this.#filed.clear();
    this.#filed.set(id, { of: reports.length, at });
    return at;
  }

  /**
   * About when an entry was recorded, UTC milliseconds: when the next report was. The fold keeps the times of reports, not
   * of every entry; it is never earlier than the entry.
   */
  recorded(index: number): number {
    const { filedAt, filedKeys, reports, at } = this.#state;
    let [low, high] = [0, filedAt.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((filedAt[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    return low >= filedAt.length ? at : (reports.get(filedKeys.at(low))?.at ?? at);
  }
}
