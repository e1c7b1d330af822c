import type { Indication } from '../packages/core/src/agreement/index.ts';
import { type Incident, incidentOf, reportKey } from '../packages/core/src/mission/index.ts';
import { seeded } from '../packages/server/src/record/testing-random.ts';
import type { StoredChange } from '../packages/server/src/store/store.ts';

// What the fold hands to the database, without the fold: reports, and incidents that later reports change.

const KINDS = ['explosion', 'burst', 'shot', 'flare', 'uav-flight', 'mortar-fire'] as const;
const START = Date.parse('2026-01-01T00:00:00Z');
/** A year of a million reports. */
const APART_MS = 31_500;
/** Two of five reports begin an incident; the others join one of the last two thousand. */
const NEW = 0.4;
const RECENT = 2_000;

/** Report number `number` and the incident that it begins or joins, always the same ones. */
export function changesOfReport(number: number): readonly StoredChange[] {
  const random = seeded(number + 1);
  const begins = random() < NEW;
  const newest = Math.floor(number * NEW);
  const of = begins ? newest : Math.max(0, newest - Math.floor(random() * RECENT));
  const source = number % 100_000 === 99_999 ? 'cam-rare' : `post-${Math.floor(random() * 80)}`;
  const view = viewAt(number, source, kindOf(of));
  const report = {
    key: reportKey(view),
    index: number,
    at: START + number * APART_MS,
    basis: 'public',
    view,
  };
  const sources = begins ? [source] : [source, `post-${of % 80}`];
  return [
    { type: 'report', report },
    { type: 'incident', incident: incidentNumbered(of, number), indications: sayOf(of), sources },
  ];
}

function viewAt(number: number, source: string, kind: (typeof KINDS)[number]) {
  const random = seeded(number + 3);
  const at = START + number * APART_MS;
  const moment = (milliseconds: number) => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
  return {
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source,
    kind,
    occurred: { from: moment(at), to: moment(at + 2_000) },
    place: { type: 'point' as const, at: [37 + random() * 2, 47 + random()] as const, radius: 500 },
  };
}

function kindOf(incident: number): (typeof KINDS)[number] {
  // The last kind is rare: one incident in ten thousand.
  return incident % 10_000 === 7 ? 'mortar-fire' : (KINDS[incident % 5] as (typeof KINDS)[number]);
}

/** The incident as the report last joined leaves it: it moves a little. */
function incidentNumbered(number: number, joined: number): Incident {
  const begun = Math.floor(number / NEW);
  const incident = incidentOf(viewAt(begun, `post-${number % 80}`, kindOf(number)), 'public');
  const at = [incident.place.at[0] + (joined % 7) * 1e-4, incident.place.at[1]] as const;
  const status = number % 1_000 === 3 ? 'verified' : 'alleged';
  return { ...incident, status, place: { ...incident.place, at } };
}

const SAID: Omit<Indication, 'clause' | 'outcome' | 'ifBy'> = {
  incident: '',
  agreement: 'bench',
  version: 1,
  probability: 0.7,
  because: [],
  certainty: 'primary',
  revision: 1,
};

/** What clauses say: up to twelve of forty, nested as belts along a line are; one clause speaks of very few. */
function sayOf(number: number): readonly Indication[] {
  const indications: Indication[] = Array.from({ length: number % 12 }, (_, at) => ({
    ...SAID,
    clause: `c${at * 3}`,
    outcome: at % 4 === 3 ? 'undetermined' : 'breach',
    ifBy: at % 2 === 0 ? { north: 'breach', south: 'not-applicable' } : { north: 'breach', south: 'breach' },
  }));
  if (number % 50_000 === 11)
    indications.push({ ...SAID, clause: 'rare', outcome: 'breach', ifBy: { third: 'breach' } });
  return indications;
}
