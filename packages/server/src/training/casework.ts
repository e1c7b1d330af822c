import { readMoment } from '@armistice/core/base';
import { type Incident, incidentWith, type KnownReport, type MissionView } from '@armistice/core/mission';
import type { ExercisePlace } from '../exercise/place.ts';
import { otherParty } from '../exercise/place.ts';
import { accessText } from '../exercise/words.ts';
import type { Areas } from './areas.ts';
import { type Balance, balanceOf } from './balance.ts';
import { Commission } from './commission.ts';
import { drawOf, endOf } from './draws.ts';
import { type Act, type Person, SIMULATED, type Staff } from './staff.ts';

// What the staff of an operations room does with incidents and complaints. It sees what a real one would see, which is the
// state of the mission and never the truth, and everything it has done it reads there: a restart repeats nothing.

const HOUR = 3_600_000;
/** Hours after an incident at which the staff turns to it, and to its next step. */
const NUMBERED_AFTER = 2;
const JUDGED_AFTER = 5;
const VERIFIED_AFTER = 9;
const ANSWERED_AFTER = 6;
/** One incident in so many of those that several heard is worked on; the staff is small. */
const ONE_IN = 8;
const MANY_ORIGINS = 3;
/** One complaint in so many stays open until its time runs out. */
const UNANSWERED_IN = 6;

const DUTY: Person = 'exercise-duty-officer';
const SECOND: Person = 'exercise-second-officer';

/** The casework of an exercise. */
export class Casework {
  readonly #staff: Staff;
  readonly #place: ExercisePlace;
  readonly #areas: Areas;
  readonly #commission: Commission;
  readonly #langOf: ReadonlyMap<string, ExercisePlace['sites'][number]>;
  /** Steps that this process took: one that the fold did not accept is not taken again and again. */
  readonly #taken = new Set<string>();

  constructor(staff: Staff, place: ExercisePlace, areas: Areas) {
    this.#staff = staff;
    this.#place = place;
    this.#areas = areas;
    this.#commission = new Commission(staff);
    this.#langOf = new Map(place.sites.map((site) => [site.id, site]));
  }

  /** Everything that is due at a moment of the exercise, UTC milliseconds. */
  async turn(now: number): Promise<void> {
    await this.#staff.mission.settled();
    const { view } = this.#staff.mission;
    await this.#staff.write([...this.#complaints(view), ...this.#accesses(view)]);
    await this.#staff.write(this.#answers(view, now));
    await this.#staff.write(this.#cases(view, now));
    // The second person reads what the first has written.
    await this.#staff.write(this.#seconded(view));
    await this.#staff.write(this.#commission.turn(view, now));
  }

  #cases(view: MissionView, now: number): readonly Act[] {
    const acts: Act[] = [];
    const balance = balanceOf(view, this.#place.parties);
    for (const incident of view.incidents.values()) {
      const hours = (now - endOf(incident)) / HOUR;
      if (hours < NUMBERED_AFTER || !isPicked(incident)) continue;
      const step = `${incident.id} ${incident.status} ${incident.number ?? ''}`;
      const next = this.#taken.has(step) ? [] : this.#next(view, incident, hours, balance);
      if (next.length > 0) this.#taken.add(step);
      acts.push(...next);
    }
    return acts;
  }

  #next(
    view: MissionView,
    { id, status, number, origins, verifying }: Incident,
    hours: number,
    balance: Balance,
  ): readonly Act[] {
    const assess = (body: object): Act => ({
      kind: 'assessment',
      body: { incident: id, ...body },
      by: this.#staff.key(DUTY),
    });
    if (status === 'alleged' && number === undefined)
      return [
        {
          kind: 'number',
          body: { incident: id, number: this.#numberAfter(view) },
          by: this.#staff.key(DUTY),
        },
        assess({
          status: 'under inquiry',
          reason: `${SIMULATED} Several heard it; a patrol is asked to look.`,
        }),
        ...this.#positions(id, balance),
      ];
    if (status === 'under inquiry' && hours >= JUDGED_AFTER)
      return [
        origins >= 2 && drawOf(id, 3, 1) !== 0
          ? assess({ status: 'corroborated', reason: `${SIMULATED} ${origins} independent origins agree.` })
          : assess({
              status: 'unable to verify',
              unable: 'access',
              reason: `${SIMULATED} The patrol was not let through.`,
            }),
      ];
    if (
      status === 'corroborated' &&
      hours >= VERIFIED_AFTER &&
      verifying === undefined &&
      drawOf(id, 2, 2) === 0
    )
      return [
        assess({ status: 'verified', reason: `${SIMULATED} The patrol saw the place and took its measure.` }),
      ];
    return [];
  }

  #seconded(view: MissionView): readonly Act[] {
    return [...view.incidents.values()].flatMap((incident) => {
      const { id, verifying } = incident;
      // Who learns here and verifies another one sees it wait, and may look as the second person.
      if (verifying !== DUTY || !isPicked(incident) || this.#taken.has(`${id} second`)) return [];
      this.#taken.add(`${id} second`);
      const body = {
        incident: id,
        status: 'verified',
        reason: `${SIMULATED} A second officer read the patrol's account and agrees.`,
      };
      return [{ kind: 'assessment', body, by: this.#staff.key(SECOND) }];
    });
  }

  /** Both parties are asked and both answer: one of them contests as often as the other. */
  #positions(incident: string, balance: Balance): readonly Act[] {
    const contesting = [
      [],
      this.#place.parties,
      [balance.next('contests', incident)],
      [balance.next('contests', incident)],
    ][drawOf(incident, 4, 3)] as readonly string[];
    for (const party of contesting) balance.add('contests', party);
    return this.#place.parties.map((party) => {
      const contests = contesting.includes(party);
      const text = contests ? 'We know of no fire by our forces at that time.' : 'We are looking into it.';
      const body = {
        ...{ incident, on: 'facts', stance: contests ? 'contests' : 'notes', lang: 'en' },
        text: `${SIMULATED} ${text}`,
      };
      return { kind: 'position', body, by: this.#staff.key(party) };
    });
  }

  /** Numbers as people quote them go on from the last, and are given once. */
  #numberAfter({ numbers }: MissionView): string {
    for (let next = numbers.size + 1; ; next++) {
      const number = `EX-${String(next).padStart(4, '0')}`;
      if (numbers.has(number) || this.#taken.has(number)) continue;
      this.#taken.add(number);
      return number;
    }
  }

  /** What a liaison officer filed as happened to the own side is a complaint, with a right to an answer. */
  #complaints(view: MissionView): readonly Act[] {
    const complained = new Set([...view.complaints.values()].map(({ report }) => report));
    return [...view.reports.values()].flatMap(({ key, view: report }) => {
      const site = this.#langOf.get(report.source);
      const none = site?.type !== 'liaison' || report.kind === 'notification' || complained.has(key);
      if (none || incidentWith(view, key) === undefined || this.#taken.has(`${key} complaint`)) return [];
      this.#taken.add(`${key} complaint`);
      const against = otherParty(this.#place, site.party);
      const body = { report: key, against, text: `${SIMULATED} We ask for an inquiry and for an answer.` };
      return [{ kind: 'complaint', body, by: this.#staff.key(site.party) }];
    });
  }

  #answers(view: MissionView, now: number): readonly Act[] {
    return [...view.complaints.values()].flatMap(({ index, report, answers }) => {
      const known = view.reports.get(report);
      const step = `${index} answer`;
      if (known === undefined || answers.length > 0 || this.#taken.has(step)) return [];
      if (now - occurredAt(known) < ANSWERED_AFTER * HOUR || drawOf(report, UNANSWERED_IN) === 0) return [];
      this.#taken.add(step);
      const status = incidentWith(view, report)?.status ?? 'alleged';
      const text = `${SIMULATED} Received and compared with what others reported. The incident stands at: ${status}.`;
      return [{ kind: 'answer', body: { complaint: index, text, lang: 'en' }, by: this.#staff.key(DUTY) }];
    });
  }

  /** A report of refused access is an access event too: it stands beside the counts. */
  #accesses(view: MissionView): readonly Act[] {
    return [...view.reports.values()].flatMap(({ key, view: { kind, source, id, occurred } }) => {
      const entry = `access-${id}`;
      if (kind !== 'access' || view.access.has(`public ${entry}`) || this.#taken.has(entry)) return [];
      this.#taken.add(entry);
      const answer = this.#restriction(key);
      const { from, to } = occurred;
      const minutes = Math.max(0, Math.round(((readMoment(to) ?? 0) - (readMoment(from) ?? 0)) / 60_000));
      const body = {
        ...{ id: entry, area: this.#areas.of(source), from, to, answer, minutes },
        ...(answer === 'conditional' ? { condition: `${SIMULATED} With an escort.` } : {}),
      };
      return [{ kind: 'access', body, by: this.#staff.operator }];
    });
  }

  readonly #restrictions = new Map<string, 'denied' | 'delayed' | 'conditional'>();

  /** How access was restricted stands in the words of the report, which the fold does not keep: noted when it is filed. */
  #restriction(key: string): 'denied' | 'delayed' | 'conditional' {
    return this.#restrictions.get(key) ?? 'denied';
  }

  /** Takes note of the words of a report of restricted access. */
  heard(key: string, source: string, text: string | undefined): void {
    const lang = this.#langOf.get(source)?.lang ?? 'en';
    for (const how of ['denied', 'delayed', 'conditional'] as const)
      if (text === accessText(lang, how)) this.#restrictions.set(key, how);
  }
}

function occurredAt({ view }: KnownReport): number {
  return readMoment(view.occurred.to) ?? 0;
}

/** Fire that several heard; one in some of them, so that neither staff nor record is full of it. */
function isPicked({ id, number, kind, origins, diffuse }: Incident): boolean {
  if (number !== undefined) return true;
  const fire = kind === 'explosion' || kind.endsWith('-fire') || kind === 'burst' || kind === 'shot';
  return fire && !diffuse && origins >= MANY_ORIGINS && drawOf(id, ONE_IN) === 0;
}
