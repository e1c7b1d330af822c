import { formatMoment } from '@armistice/core/base';
import type { Incident, MissionView } from '@armistice/core/mission';
import { DAY_MS } from '../exercise/rows.ts';
import { type Balance, balanceOf } from './balance.ts';
import { drawOf, endOf } from './draws.ts';
import { type Act, COMMISSION, SIMULATED, type Staff } from './staff.ts';

// What becomes of a verified incident: a party claims or admits, or the commission attributes; then the commission finds on
// the clause, by consensus of both parties, and both say what they think of it.

const HOUR = 3_600_000;
/** Hours after an incident at which it is attributed, and found on. */
const ATTRIBUTED_AFTER = 11;
const FOUND_AFTER = 13;
const REMEDIED_IN = 7 * DAY_MS;
const CEASEFIRE = 'exercise-north-south';

/** One in four of verified incidents each; that none is determined is as usual as any other. */
const ATTRIBUTIONS = [undefined, 'claimed', 'admitted', 'assessed'] as const;
/** In this order over the incidents of one party, so that none is found on more kindly than the other. */
const FINDINGS = ['violation', 'inconclusive', 'no violation', 'not adopted'] as const;

/** The joint commission of an exercise, and the liaison officers before it. */
export class Commission {
  readonly #staff: Staff;
  /** Steps that this process took: one that the fold did not accept is not taken again and again. */
  readonly #taken = new Set<string>();

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  /** Everything that is due at a moment of the exercise, UTC milliseconds. */
  turn(view: MissionView, now: number): readonly Act[] {
    const acts: Act[] = [];
    const balance = balanceOf(view, this.#staff.parties);
    const found = foundOn(view);
    for (const incident of view.incidents.values()) {
      const { id, status, number, findings } = incident;
      if (status !== 'verified' || number === undefined) continue;
      const hours = (now - endOf(incident)) / HOUR;
      if (hours >= ATTRIBUTED_AFTER && this.#isNew(`${id} attribution`))
        acts.push(...this.#attribution(incident, balance));
      else if (hours >= FOUND_AFTER && findings === undefined && this.#isNew(`${id} finding`))
        acts.push(...this.#finding(view, incident, now, balance, found));
    }
    return acts;
  }

  #isNew(step: string): boolean {
    if (this.#taken.has(step)) return false;
    this.#taken.add(step);
    return true;
  }

  #attribution({ id, attribution }: Incident, balance: Balance): readonly Act[] {
    const how = ATTRIBUTIONS[drawOf(id, ATTRIBUTIONS.length, 6)];
    if (how === undefined || attribution !== 'undetermined') return [];
    const party = balance.next(how, id);
    const other = balance.other(party);
    balance.add(how, party);
    const by = (whose: string, body: object): Act => ({
      kind: 'attribution',
      body: { incident: id, attribution: how, ...body },
      by: this.#staff.key(whose),
    });
    if (how === 'claimed')
      return [by(party, { party: other, basis: `${SIMULATED} Our posts saw where it came from.` })];
    if (how === 'admitted') return [by(party, { party, basis: `${SIMULATED} It was a unit of ours.` })];
    // Whom it falls on abstains and says why: consensus holds, and the dissent is kept.
    const assessed = by(COMMISSION, {
      party,
      basis: `${SIMULATED} Craters and bearings, measured by the patrol.`,
      confidence: 0.8,
      alternatives: [other],
      vote: { for: { [other]: 1 }, abstained: { [party]: 1 } },
      dissent: [{ by: party, text: `${SIMULATED} The bearings allow for another place.` }],
    });
    return [
      assessed,
      this.#position(id, party, 'attribution', 'contests', 'We hold the bearings to be too uncertain.'),
      this.#position(id, other, 'attribution', 'accepts', 'We agree with what the patrol measured.'),
    ];
  }

  #finding(
    view: MissionView,
    { id, attribution, attributed }: Incident,
    now: number,
    balance: Balance,
    found: Map<string, number>,
  ): readonly Act[] {
    const indicated = view.indications
      .get(id)
      ?.find(({ agreement, outcome }) => agreement === CEASEFIRE && outcome === 'breach');
    const text = view.agreements.find(
      ({ agreement }) => agreement.agreement === CEASEFIRE && agreement.version === indicated?.version,
    )?.agreement;
    const words = text?.clauses.find((clause) => clause.id === indicated?.clause)?.anchor.words;
    if (indicated === undefined || words === undefined) return [];
    const assessedTo = attribution === 'assessed' ? attributed?.party : undefined;
    const turn = found.get(assessedTo ?? '') ?? 0;
    found.set(assessedTo ?? '', turn + 1);
    const finding = FINDINGS[turn % FINDINGS.length] as (typeof FINDINGS)[number];
    const { agreement, version, clause } = indicated;
    const body = { incident: id, agreement, version, clause, words, finding };
    const act = (more: object): Act => ({
      kind: 'finding',
      body: { ...body, ...more },
      by: this.#staff.key(COMMISSION),
    });
    const parties = this.#staff.parties;
    const inFavour = (whose: readonly string[]) => Object.fromEntries(whose.map((party) => [party, 1]));
    if (finding === 'not adopted') {
      const absent = balance.next('absent', id);
      balance.add('absent', absent);
      const vote = { for: { [balance.other(absent)]: 1 } };
      return [act({ vote, reason: `${SIMULATED} One seat was empty; without it there is no quorum.` })];
    }
    const dissenting = finding === 'violation' ? assessedTo : undefined;
    const vote =
      dissenting === undefined
        ? { for: inFavour(parties) }
        : { for: { [balance.other(dissenting)]: 1 }, abstained: { [dissenting]: 1 } };
    const more = {
      ...{ vote, reason: `${SIMULATED} The commission read the patrol's account.` },
      ...(finding === 'violation'
        ? {
            class: 'minor',
            remedy: `${SIMULATED} The orders are read again to all units at that part of the line.`,
            due: formatMoment(now + REMEDIED_IN),
          }
        : {}),
      ...(dissenting === undefined
        ? {}
        : { dissent: [{ by: dissenting, text: `${SIMULATED} We do not hold it proved.` }] }),
    };
    const said = parties.map((party) => {
      const stance = dissenting === undefined ? 'notes' : party === dissenting ? 'contests' : 'accepts';
      return this.#position(id, party, 'finding', stance, 'We have read the finding.', { agreement, clause });
    });
    return [act(more), ...said];
  }

  #position(
    incident: string,
    party: string,
    on: 'attribution' | 'finding',
    stance: 'accepts' | 'contests' | 'notes',
    text: string,
    about: object = {},
  ): Act {
    const body = { incident, on, stance, lang: 'en', text: `${SIMULATED} ${text}`, ...about };
    return { kind: 'position', body, by: this.#staff.key(party) };
  }
}

/** How many incidents were found on so far, by the party that they were assessed to; the rest under no name. */
function foundOn({ incidents }: MissionView): Map<string, number> {
  const found = new Map<string, number>();
  for (const { findings, attribution, attributed } of incidents.values()) {
    if (findings === undefined) continue;
    const party = attribution === 'assessed' ? (attributed?.party ?? '') : '';
    found.set(party, (found.get(party) ?? 0) + 1);
  }
  return found;
}
