import { formatMoment, readMoment } from '@armistice/core/base';
import { coverageOf, MISSION } from '@armistice/core/mission';
import type { ExercisePlace } from '../exercise/place.ts';
import { type CoverageRow, DAY_MS, type Simulation } from '../exercise/rows.ts';
import type { Areas } from './areas.ts';
import { sightOf } from './sight.ts';
import { type Act, SIMULATED, type Staff } from './staff.ts';

// Who could observe: by source for the mission, shift by shift; for everyone summed by area, once a
// shift is over, and for good with the daily report.

const HOUR = 3_600_000;
export const SHIFT_MS: number = 8 * HOUR;
// A patrol is out by day; planned for an area that it alone may enter.
const OUT_HOURS = [8, 16] as const;
/** Every so many days one of the disengagement areas is closed to the patrol. */
const CLOSED_EVERY = 2;

/** The entries about observation of an exercise. */
export class CoverageBook {
  readonly #simulation: Simulation;
  readonly #place: ExercisePlace;
  readonly #areas: Areas;
  #known: { readonly day: number; readonly rows: readonly CoverageRow[] } | undefined;

  constructor(simulation: Simulation, place: ExercisePlace, areas: Areas) {
    this.#simulation = simulation;
    this.#place = place;
    this.#areas = areas;
  }

  /** What the mission's own sources did in the shift that began at a moment. Written before, it is not written again. */
  shift(staff: Staff, began: number): readonly Act[] {
    const ended = began + SHIFT_MS;
    const { coverage, access } = staff.mission.view;
    const rows = this.#rowsOf(Math.floor(began / DAY_MS)).flatMap((row) => {
      const [from, to] = [Math.max(began, momentOf(row.from)), Math.min(ended, momentOf(row.to))];
      const id = `${row.id}.${(began % DAY_MS) / SHIFT_MS + 1}`;
      if (from >= to || coverage.has(`${MISSION} ${id}`)) return [];
      const { source, means, state, cause } = row;
      const body = {
        ...{ id, source, means, state, area: this.#areas.of(source) },
        ...{ from: formatMoment(from), to: formatMoment(to) },
        ...(cause === undefined ? {} : { cause }),
        ...sightOf(this.#place, source),
      };
      return [{ kind: 'coverage', body, by: staff.operator, audience: MISSION }];
    });
    const closed = this.#closedOn(Math.floor(began / DAY_MS));
    if (closed === undefined || began % DAY_MS !== SHIFT_MS || access.has(`public ${closed.id}`)) return rows;
    return [...rows, { kind: 'access', body: closed, by: staff.operator }];
  }

  /**
   * What everyone is told of a day: hours by area, no source named. Of a day that goes on, what its finished shifts come
   * to, marked as running; the same id comes again with more, and without the mark once the day is over.
   */
  sums(staff: Staff, day: number, until: number = (day + 1) * DAY_MS): readonly Act[] {
    const { view } = staff.mission;
    const stretch = { from: day * DAY_MS, to: until };
    const running = until < (day + 1) * DAY_MS;
    const planned = outHours(stretch);
    return this.#areas.all.flatMap((area) => {
      const id = `sum-${dateOf(day)}-${area}`;
      const known = view.coverage.get(`public ${id}`)?.body;
      if (known !== undefined && (known.running !== true || (running && momentOf(known.to) >= until)))
        return [];
      const found = coverageOf(view, stretch, MISSION, area);
      if (found.of === 0 && planned === 0) return [];
      const { hours, of } = found.of > 0 ? found : { hours: 0, of: planned };
      const causes: { [cause: string]: number } = found.of > 0 ? {} : { 'no-patrol': planned };
      for (const one of found.lost) causes[one.cause] = thousandths((causes[one.cause] ?? 0) + one.hours);
      const body = {
        ...{ id, area, state: 'summed', hours, of: Math.max(of, hours) },
        ...(Object.keys(causes).length === 0 ? {} : { causes }),
        ...(running ? { running } : {}),
        ...{ from: formatMoment(stretch.from), to: formatMoment(stretch.to) },
      };
      return [{ kind: 'coverage', body, by: staff.operator }];
    });
  }

  #rowsOf(day: number): readonly CoverageRow[] {
    if (this.#known?.day !== day)
      this.#known = { day, rows: this.#withClosed(day, this.#simulation.day(day).coverage()) };
    return this.#known.rows;
  }

  /** The patrol of an area that is closed waits at the barrier, whatever else it had planned. */
  #withClosed(day: number, rows: readonly CoverageRow[]): readonly CoverageRow[] {
    const closed = this.#closedOn(day);
    const patrol = closed === undefined ? undefined : this.#areas.patrols.get(closed.area);
    if (closed === undefined || patrol === undefined) return rows;
    const area = { type: 'area' as const, polygon: [] };
    const { from, to } = closed;
    return [
      ...rows.filter(({ source }) => source !== patrol),
      { id: closed.id, source: patrol, area, from, to, means: 'seen', state: 'not', cause: 'access' },
    ];
  }

  /** Which area is closed on a day, by whom: areas and parties take turns, so that none is refused or refuses more. */
  #closedOn(day: number) {
    if (day % CLOSED_EVERY !== 0) return undefined;
    const turn = day / CLOSED_EVERY;
    const areas = [...this.#areas.patrols.keys()];
    const area = areas[turn % areas.length];
    const party = this.#place.parties[Math.floor(turn / areas.length) % 2];
    if (area === undefined || party === undefined) return undefined;
    const [from, to] = OUT_HOURS.map((hour) => formatMoment(day * DAY_MS + hour * HOUR)) as [string, string];
    return {
      ...{ id: `closed-${dateOf(day)}-${area}`, area, from, to, answer: 'denied', party },
      ...{ minutes: 60 * (OUT_HOURS[1] - OUT_HOURS[0]), reason: `${SIMULATED} No reason was given.` },
    };
  }
}

/** Hours of a stretch within one day in which patrols are planned to be out. */
function outHours({ from, to }: { readonly from: number; readonly to: number }): number {
  const ended = Math.min(OUT_HOURS[1], (to - from) / HOUR);
  return Math.max(0, ended - OUT_HOURS[0]);
}

function momentOf(text: string): number {
  return readMoment(text) ?? 0;
}

/** The day, counted from 1970-01-01 UTC, as people write it. */
export function dateOf(day: number): string {
  return formatMoment(day * DAY_MS).slice(0, 10);
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
