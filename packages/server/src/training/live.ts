import { setTimeout as wait } from 'node:timers/promises';
import { MISSION, type Report, reportKey } from '@armistice/core/mission';
import { loadPlace } from '../exercise/place-files.ts';
import { filingsSince, type PlayClock, play } from '../exercise/play.ts';
import { DAY_MS, type Filing, momentOfId } from '../exercise/rows.ts';
import { GENERATORS } from '../exercise/simulations.ts';
import type { Mission } from '../mission.ts';
import { IntakeFull } from '../mission-filing.ts';
import type { OpenLog } from '../record/folder.ts';
import { Areas } from './areas.ts';
import type { ExerciseSettings } from './settings.ts';
import { Signing } from './signing.ts';
import { COMMISSION, commissionOf, OFFICES_OF, REGISTRAR } from './staff.ts';

const HOUR = 3_600_000;
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
  const signing = await Signing.of(mission, open, folder, place.parties);
  await appoint(mission, signing, place.parties, areas);
  const heard: (readonly [key: string, source: string, text: string | undefined])[] = [];
  const began = clock.now();
  const filedBefore = await mission.ask('played', MISSION, { sources: place.sites.map(({ id }) => id) });
  // After a long pause the gap stays a gap: nobody was playing, and no coverage says otherwise.
  const behind = began - days * DAY_MS;
  const goesOn = filedBefore !== undefined && filedBefore.last - AGAIN_MS >= behind;
  const since = goesOn ? filedBefore.last - AGAIN_MS : behind;
  let reached = since;
  let present = false;
  await mission.ask('beginRounds', MISSION, { seed, rate, since: goesOn ? filedBefore.undone : since });
  /** What is due up to a moment of the exercise: decided beside the state, signed and written here. */
  const roundsUpTo = async (now: number) => {
    let step = await mission.ask('round', MISSION, { now, heard: heard.splice(0) });
    for (; step.type !== 'done'; step = await mission.ask('goOn', MISSION, {})) {
      if (step.type === 'write') await signing.write(step.acts);
      else if (step.type === 'state') await mission.state();
      else await mission.settled();
    }
  };
  const file = async (reports: readonly Report[]) => {
    for (const report of reports) {
      if (report.kind === 'access') heard.push([reportKey(report), report.source, report.text]);
      // What is sent again bears its first id; time goes on all the same.
      reached = Math.max(reached, momentOfId(report.id) ?? reached);
    }
    await filed(mission, reports, signal);
    await roundsUpTo(reached);
    if (!present && reached < began) told(Math.min(0.99, (reached - since) / (began - since)));
  };
  const all = filingsSince(simulation, since);
  const from = speed === 1 ? began : since;
  await play(until(all, began), { clock, signal, from, speed }, file);
  if (signal.aborted) return;
  await roundsUpTo(began);
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
async function appoint(
  mission: Mission,
  signing: Signing,
  parties: readonly string[],
  areas: Areas,
): Promise<void> {
  const { rules } = await mission.ask('beginning', MISSION, {});
  const offices = Object.fromEntries(Object.entries(OFFICES_OF).map(([name, does]) => [name, [...does]]));
  const missing = Object.keys(offices).some((name) => rules.offices?.[name] === undefined);
  if (missing || rules.bodies?.[COMMISSION] === undefined)
    await mission.setRules({
      ...rules,
      offices: { ...rules.offices, ...offices },
      bodies: { ...rules.bodies, [COMMISSION]: commissionOf(parties) },
    });
  const known = new Set(await mission.ask('sources', MISSION, {}));
  const unknown = areas.registrations().filter((one) => !known.has((one as { source: string }).source));
  await signing.write(unknown.map((body) => ({ kind: 'source', body, by: REGISTRAR })));
}
