import { readMoment } from '@armistice/core/base';
import { MISSION } from '@armistice/core/mission';
import { loadPlace } from '../exercise/place-files.ts';
import { DAY_MS, momentOfId } from '../exercise/rows.ts';
import { GENERATORS } from '../exercise/simulations.ts';
import { Areas } from '../training/areas.ts';
import { Casework } from '../training/casework.ts';
import { CoverageBook } from '../training/coverage-book.ts';
import { Rounds } from '../training/rounds.ts';
import { Staff, type Step } from '../training/staff.ts';
import type { Deriving } from './deriving.ts';

// What the simulated staff of an exercise asks. It decides by the whole state, so it works beside it, step by step: what is to
// be written is signed and written where the record is, and then the work goes on.

/** Handles of the sources that are registered. */
export function sources({ view }: Deriving): readonly string[] {
  return [...view.sources.keys()];
}

/** When the simulators of these sources filed their first and last report, and since when the staff may have left something undone. */
export function played(
  { view }: Deriving,
  _audience: string,
  asked: { readonly sources: readonly string[] },
): { readonly first: number; readonly last: number; readonly undone: number } | undefined {
  const ours = new Set(asked.sources);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { view: report } of view.reports.values()) {
    const filed = ours.has(report.source) ? momentOfId(report.id) : undefined;
    if (filed === undefined) continue;
    first = Math.min(first, filed);
    last = Math.max(last, filed);
  }
  if (last < first) return undefined;
  // Reports come in batches, and a stop may fall between them and the rounds of the staff.
  let [shift, day] = [first, first];
  for (const { audience, body } of view.coverage.values())
    if (audience === MISSION) shift = Math.max(shift, readMoment(body.from) ?? first);
  for (const { body } of view.bulletins.values())
    day = Math.max(day, (readMoment(body.from) ?? first) + DAY_MS);
  return { first, last, undone: Math.min(shift, day) };
}

interface AtWork {
  readonly staff: Staff;
  readonly rounds: Rounds;
}

const AT_WORK = new WeakMap<Deriving, AtWork>();

function atWork(on: Deriving): AtWork {
  const known = AT_WORK.get(on);
  if (known === undefined) throw new Error('the staff of this exercise has not begun');
  return known;
}

/** The staff begins its rounds, for the exercise of a seed and rate, from a moment of it on (UTC milliseconds). */
export async function beginRounds(
  on: Deriving,
  _audience: string,
  { seed, rate, since }: { readonly seed: number; readonly rate: number; readonly since: number },
): Promise<void> {
  const place = await loadPlace();
  const areas = new Areas(place);
  const seen = {
    get view() {
      return on.view;
    },
    get lastStatement() {
      return on.folding.lastStatement;
    },
  };
  const staff = new Staff(seen, place.parties);
  const simulation = GENERATORS.first(place, { seed, rate, density: 'normal' });
  const book = new CoverageBook(simulation, place, areas);
  const rounds = new Rounds(staff, book, new Casework(staff, place, areas), since);
  AT_WORK.set(on, { staff, rounds });
}

/** Everything that is due up to a moment, after reports of restricted access: the first step of it. */
export function round(
  on: Deriving,
  _audience: string,
  { now, heard }: { readonly now: number; readonly heard: Parameters<Rounds['heard']>[0] },
): Promise<Step> {
  const { staff, rounds } = atWork(on);
  rounds.heard(heard);
  return staff.begin(() => rounds.upTo(now));
}

/** A step was taken: the next one. */
export function goOn(on: Deriving): Promise<Step> {
  return atWork(on).staff.goOn();
}
