import { setTimeout as wait } from 'node:timers/promises';
import { readMoment } from '@armistice/core/base';
import { MISSION, type Report, reportKey } from '@armistice/core/mission';
import { loadPlace } from '../exercise/place-files.ts';
import { filingsSince, type PlayClock, play } from '../exercise/play.ts';
import { DAY_MS, type Filing } from '../exercise/rows.ts';
import { GENERATORS } from '../exercise/simulations.ts';
import type { Mission } from '../mission.ts';
import { IntakeFull } from '../mission-filing.ts';
import type { OpenLog } from '../record/folder.ts';
import { Areas } from './areas.ts';
import { issueDaily } from './bulletins.ts';
import { Casework } from './casework.ts';
import { CoverageBook, SHIFT_MS } from './coverage-book.ts';
import type { ExerciseSettings } from './settings.ts';
import { COMMISSION, commissionOf, OFFICES_OF, Staff } from './staff.ts';

const HOUR = 3_600_000;
/** The daily report about a day is out at this hour of the next, UTC. */
const ISSUED_AT = 6 * HOUR;
/** A batch of reports may have been cut off in the middle: what was filed this long before the last one is tried again. */
const AGAIN_MS = HOUR;
const FULL_MS = 500;

/** What the exercise is played into, and by what. */
export interface LiveParts {
  readonly mission: Mission;
  readonly open: OpenLog;
  readonly folder: string;
  readonly settings: ExerciseSettings;
  readonly clock?: PlayClock;
  /** How much of the time that lies behind is in the record, 0 to 1; 1 once. */
  readonly onProgress?: (share: number) => void;
  readonly onFault: (message: string) => void;
}

/** An exercise that is being played. */
export interface Live {
  /** Resolves when everything up to the present is in the record. */
  readonly present: Promise<void>;
  stop(): Promise<void>;
}

const MACHINE: PlayClock = {
  now: () => Date.now(),
  // Ended early by the signal, which is no failure.
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }).catch(() => undefined),
};

/** Plays the simulators into a training mission: the time that lies behind, then the present as it comes. */
export function playExercise(parts: LiveParts): Live {
  const { onFault, onProgress = () => undefined } = parts;
  const stopping = new AbortController();
  const present = Promise.withResolvers<void>();
  const told = (share: number) => {
    onProgress(share);
    if (share === 1) present.resolve();
  };
  const played = perform(parts, stopping.signal, told).catch((error: unknown) => {
    if (!stopping.signal.aborted)
      onFault(
        `the exercise is not played on; what was filed stands, and the next start goes on: ${String(error)}`,
      );
  });
  void played.then(() => present.resolve());
  const stop = async () => {
    stopping.abort();
    await played;
  };
  return { present: present.promise, stop };
}

async function perform(parts: LiveParts, signal: AbortSignal, told: (share: number) => void): Promise<void> {
  const { mission, open, folder, settings, clock = MACHINE } = parts;
  const { seed, rate, days, speed } = settings;
  const place = await loadPlace();
  const simulation = GENERATORS.first(place, { seed, rate, density: 'normal' });
  const areas = new Areas(place);
  const staff = await Staff.of(mission, open, folder, place.parties);
  await appoint(staff, areas);
  const book = new CoverageBook(simulation, place, areas);
  const casework = new Casework(staff, place, areas);
  const began = clock.now();
  const filedBefore = filedStretch(mission, new Set(place.sites.map(({ id }) => id)));
  // After a long pause the gap stays a gap: nobody was playing, and no coverage says otherwise.
  const behind = began - days * DAY_MS;
  const goesOn = filedBefore !== undefined && filedBefore.last - AGAIN_MS >= behind;
  const since = goesOn ? filedBefore.last - AGAIN_MS : behind;
  let reached = since;
  let present = false;
  const rounds = new Rounds(staff, book, casework, goesOn ? undoneSince(mission, filedBefore) : since);
  const file = async (reports: readonly Report[]) => {
    for (const report of reports) {
      if (report.kind === 'access') casework.heard(reportKey(report), report.source, report.text);
      // What is sent again bears its first id; time goes on all the same.
      reached = Math.max(reached, momentOfId(report.id));
    }
    await filed(mission, reports, signal);
    await rounds.upTo(reached);
    if (!present && reached < began) told(Math.min(0.99, (reached - since) / (began - since)));
  };
  const all = filingsSince(simulation, since);
  const from = speed === 1 ? began : since;
  await play(until(all, began), { clock, signal, from, speed }, file);
  if (signal.aborted) return;
  await rounds.upTo(began);
  present = true;
  told(1);
  // From here on it is as it happens, at the machine's own time.
  await play(filingsSince(simulation, began), { clock, signal, from: clock.now(), speed: 1 }, file);
}

function* until(filings: Iterable<Filing>, moment: number): Generator<Filing> {
  for (const filing of filings) {
    if (filing.at >= moment) return;
    yield filing;
  }
}

/** Waits where the intake is full for a moment: the exercise is never in the way of others. */
async function filed(mission: Mission, reports: readonly Report[], signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await mission.file(reports);
      return;
    } catch (error) {
      if (!(error instanceof IntakeFull) || signal.aborted) throw error;
      await wait(FULL_MS);
    }
  }
}

/** Rules with the offices of the staff, and every source of the place: once. */
async function appoint(staff: Staff, areas: Areas): Promise<void> {
  const { mission } = staff;
  const { rules, sources } = mission.view;
  const offices = Object.fromEntries(Object.entries(OFFICES_OF).map(([name, does]) => [name, [...does]]));
  const missing = Object.keys(offices).some((name) => rules.offices?.[name] === undefined);
  if (missing || rules.bodies?.[COMMISSION] === undefined)
    await mission.setRules({
      ...rules,
      offices: { ...rules.offices, ...offices },
      bodies: { ...rules.bodies, [COMMISSION]: commissionOf(staff.parties) },
    });
  const unknown = areas.registrations().filter((one) => !sources.has((one as { source: string }).source));
  await staff.write(unknown.map((body) => ({ kind: 'source', body, by: staff.registrar })));
}

interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** When the first and the last report that the simulators made were filed, by their ids; undefined where there is none. */
function filedStretch(mission: Mission, sources: ReadonlySet<string>): Stretch | undefined {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { view } of mission.view.reports.values()) {
    if (!sources.has(view.source) || !isTimed(view.id)) continue;
    first = Math.min(first, momentOfId(view.id));
    last = Math.max(last, momentOfId(view.id));
  }
  return last < first ? undefined : { first, last };
}

/** From when on the staff may have left something undone: reports come in batches, and a stop may fall between them and its rounds. */
function undoneSince({ view }: Mission, { first }: Stretch): number {
  let [shift, day] = [first, first];
  for (const { audience, body } of view.coverage.values())
    if (audience === MISSION) shift = Math.max(shift, readMoment(body.from) ?? first);
  for (const { body } of view.bulletins.values())
    day = Math.max(day, (readMoment(body.from) ?? first) + DAY_MS);
  return Math.min(shift, day);
}

function isTimed(id: string): boolean {
  return id[14] === '7';
}

/** The moment in a UUID of version 7: of a simulated report, that of its filing. */
function momentOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** What the staff does by the hour, however many reports come at once. */
class Rounds {
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

/** However often reports come, the staff looks up this rarely. */
const TURN_MS = 5 * 60_000;
