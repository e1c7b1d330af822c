import { clausesWithPlace } from '@armistice/core/bulletin';
import { type Incident, MISSION, type MissionState, readBy } from '@armistice/core/mission';
import type { MapRowSeen } from '../derived/map-columns.ts';
import { Slices } from '../derived/slices.ts';
import type { Touched } from '../derived/touched.ts';
import { EntryAuthors } from './entry-authors.ts';
import { GRAVE_KINDS, type Risk, riskOf } from './escalation.ts';
import { isSameSpot, Nearby, type Spot } from './nearby.ts';
import { Proposed } from './proposed.ts';
import type { Kept } from './rows.ts';
import { StepTimes } from './step-times.ts';
import { zoneIndicated } from './zones.ts';

/** All incidents, by columns. */
interface IncidentColumns {
  each(found: (seen: MapRowSeen) => void): void;
  idAt(row: number): string;
}

const HOUR = 3_600_000;
/** What nobody took up for so long is not listed one by one any more: it is counted, and found in the situation view. */
export const ALLEGED_WINDOW_MS = 72 * HOUR;
/** What was decided on longer ago than this waits for nobody here. */
const DECIDED_WINDOW_MS = 720 * HOUR;
/** As many alleged incidents are listed one by one: all that are grave, then the latest. */
const MOST_ALLEGED = 5_000;
/** The window moves on with the clock. */
const LOOK_AGAIN_MS = 60_000;
/** Where more came than these, all are looked at together. */
const MOST_CAME = 500;
/** A look at everything is good for so many times what it cost. */
const REST = 20;

/**
 * The incidents that may need a person: those of the last days, out of however many there are. It follows the fold by
 * name, and looks at an incident when somebody asks for the queue; so whoever files waits for none of it.
 */
export class QueueBook {
  readonly #state: MissionState;
  readonly #map: IncidentColumns;
  readonly #kept = new Map<string, Kept>();
  readonly #nearby = new Nearby();
  /** Risks that were asked for, until the incident changes, or what is near to it. */
  readonly #risks = new Map<string, Risk>();
  readonly times: StepTimes;
  readonly proposed: Proposed;
  /** Who wrote what lists name. */
  readonly authors = new EntryAuthors();
  /** Incidents that are kept and changed; and those that came, unless all are looked at anyway. */
  readonly #changed = new Set<string>();
  readonly #came = new Set<string>();
  #lookAll = true;
  /** Of the monotonic clock. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #working: Promise<void> | undefined;
  #beyond = 0;

  constructor(state: MissionState, map: IncidentColumns) {
    this.#state = state;
    this.#map = map;
    this.times = new StepTimes(state);
    this.proposed = new Proposed(state);
  }

  /** Notes what entries changed. */
  take({ incidents }: Touched): void {
    for (const id of incidents)
      if (this.#kept.has(id)) this.#changed.add(id);
      else if (!this.#lookAll) this.#came.add(id);
    if (this.#came.size <= MOST_CAME) return;
    this.#lookAll = true;
    this.#came.clear();
  }

  /** Alleged incidents of the window that are not listed one by one. */
  get beyond(): number {
    return this.#beyond;
  }

  /** Everything that may need a person at a moment (UTC milliseconds). */
  async at(now: number): Promise<ReadonlyMap<string, Kept>> {
    // Whoever asks meanwhile waits for the same.
    this.#working ??= this.#follow(now).finally(() => {
      this.#working = undefined;
    });
    await this.#working;
    return this.#kept;
  }

  async #follow(now: number): Promise<void> {
    const begun = performance.now();
    if (this.#lookAll ? begun >= this.#restsUntil : begun - this.#lookedAt >= LOOK_AGAIN_MS) {
      this.#lookAll = false;
      this.#came.clear();
      const wanted = this.#wanted(now);
      await this.#forgetAll([...this.#kept.keys()].filter((id) => !wanted.has(id)));
      await this.#renewAll(
        [...wanted].filter((id) => !this.#kept.has(id)),
        now,
      );
      this.#lookedAt = performance.now();
      this.#restsUntil = this.#lookedAt + REST * (this.#lookedAt - begun);
    }
    const changed = [...this.#changed, ...this.#came];
    this.#changed.clear();
    this.#came.clear();
    await this.#renewAll(changed, now);
    this.times.follow();
  }

  /** In slices, so that nobody else waits for it. */
  async #renewAll(ids: readonly string[], now: number): Promise<void> {
    const slices = new Slices();
    for (const id of ids) {
      this.#renew(id, now);
      if (slices.isOver) await slices.turn();
    }
  }

  async #forgetAll(ids: readonly string[]): Promise<void> {
    const slices = new Slices();
    for (const id of ids) {
      this.#forget(id);
      if (slices.isOver) await slices.turn();
    }
  }

  /** The risk of escalation of an incident that is kept. */
  riskOf({ incident, zone }: Kept): Risk {
    const known = this.#risks.get(incident.id);
    if (known !== undefined) return known;
    const near = this.#nearby.count(incident.id);
    const risk = riskOf({ incident, near, ...(zone === undefined ? {} : { zone }) });
    if (this.#kept.has(incident.id)) this.#risks.set(incident.id, risk);
    return risk;
  }

  /** Ids of incidents that may need somebody, by columns alone. */
  #wanted(now: number): ReadonlySet<string> {
    const bases = new Set(readBy(MISSION));
    const found = new Set<string>();
    const alleged: { readonly row: number; readonly to: number; readonly grave: boolean }[] = [];
    this.#map.each(({ row, to, basis, kind, status }: MapRowSeen) => {
      if (!bases.has(basis)) return;
      if (status !== 'alleged') {
        if (status === 'under inquiry' || to >= now - DECIDED_WINDOW_MS) found.add(this.#map.idAt(row));
      } else if (to >= now - ALLEGED_WINDOW_MS) alleged.push({ row, to, grave: GRAVE_KINDS.has(kind) });
    });
    if (alleged.length > MOST_ALLEGED)
      alleged.sort((a, b) => Number(b.grave) - Number(a.grave) || b.to - a.to);
    for (const { row } of alleged.slice(0, MOST_ALLEGED)) found.add(this.#map.idAt(row));
    this.#beyond = Math.max(0, alleged.length - MOST_ALLEGED);
    return found;
  }

  #renew(id: string, now: number): void {
    const incident = this.#state.incidents.get(id);
    if (incident === undefined || !isOurs(incident, now)) {
      this.#forget(id);
      return;
    }
    const zone = zoneIndicated(this.#state.indications.get(id) ?? [], clausesWithPlace(this.#state));
    this.#kept.set(id, { incident, ...(zone === undefined ? {} : { zone }) });
    this.#risks.delete(id);
    const [longitude = 0, latitude = 0] = incident.place.at;
    this.#settle(
      id,
      incident.status === 'refuted'
        ? undefined
        : { longitude, latitude, at: Date.parse(incident.occurred.to) },
    );
  }

  #forget(id: string): void {
    this.#kept.delete(id);
    this.#risks.delete(id);
    this.#settle(id, undefined);
  }

  /** Where and when it was, if it counts for what is near; whoever was or is near to it is weighed anew. */
  #settle(id: string, spot: Spot | undefined): void {
    const before = this.#nearby.spotOf(id);
    if (isSameSpot(before, spot)) return;
    for (const near of this.#nearby.named(id)) this.#risks.delete(near);
    if (spot === undefined) this.#nearby.delete(id);
    else this.#nearby.put(id, spot);
    for (const near of this.#nearby.named(id)) this.#risks.delete(near);
  }
}

/** Data of others, and what a crowding source alone told, wait for nobody; nor does what is past. */
export function isOurs({ basis, context, only, status, occurred }: Incident, now: number): boolean {
  if (!readBy(MISSION).includes(basis) || context !== undefined || only !== undefined) return false;
  const window = status === 'alleged' ? ALLEGED_WINDOW_MS : DECIDED_WINDOW_MS;
  return status === 'under inquiry' || Date.parse(occurred.to) >= now - window;
}
