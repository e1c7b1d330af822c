import { COMPILER_VERSION } from '../agreement/index.ts';
import { formatMoment, type Result, refuse } from '../base/index.ts';
import {
  countingRuleNamed,
  coverageOf,
  FOLD_VERSION,
  incidentWith,
  type MissionView,
  OURS,
  PERSONS,
  type PublishedRow,
  reads,
  rowOf,
  type Stretch,
  stateRoot,
} from '../mission/index.ts';
import { clausesWithPlace } from './clauses-with-place.ts';
import { drawnOf } from './drawing.ts';
import { incidentsIn, kindsOf, statusesOf, tellerOf } from './incidents-in.ts';
import { type Bulletin, type Draft, EDITION, HARM, type Told } from './model.ts';
import { momentOf, narrowed } from './narrowed.ts';
import { observationsOf } from './observations.ts';
import {
  type Asked,
  areaNames,
  areaRow,
  periodOf,
  stretchBefore,
  stretchesOf,
  zoneNames,
} from './periods.ts';
import { accessIn, clockOf, correctionsTo, dueIn, factsIn, namesOf } from './standing.ts';
import { stretchProblem } from './stretch.ts';
import { trendOf } from './trends.ts';

const ON_WITHDRAWAL: ReadonlySet<string> = new Set(['presence', 'movement']);

/**
 * A bulletin out of the state after its first `size` entries, as its audience may read them. Pure: the same state and draft
 * give the same, to the byte of every file.
 */
export function bulletinOf(state: MissionView, draft: Draft, audience: string): Result<Bulletin> {
  const rule = countingRuleNamed(state, draft.rule.rule, draft.rule.version);
  if (rule === undefined)
    return refuse(
      'bulletin/rule',
      `there is no counting rule ${draft.rule.rule}, version ${draft.rule.version}: put it on record, or take another`,
    );
  if (state.size !== draft.size)
    return refuse('bulletin/input', `its input is ${draft.size} entries, and this state has ${state.size}`);
  const problem = stretchProblem(draft);
  if (problem !== undefined) return { ok: false, refusal: problem };
  const whole: Stretch = { from: momentOf(draft.from), to: momentOf(draft.to) };
  const compares = draft.type === 'daily' || draft.type === 'weekly';
  const first = compares ? stretchBefore(whole).from : whole.from;
  const asked: Asked = { state: narrowed(state, first, whole.to), rule, audience, compares };
  return { ok: true, value: filled(state, asked, whole, draft) };
}

function filled(state: MissionView, asked: Asked, whole: Stretch, draft: Draft): Bulletin {
  const { rule, audience } = asked;
  const kinds = draft.subject?.kinds as readonly string[] | undefined;
  const rows = incidentsIn(state, whole, audience).filter(
    ({ incident }) => kinds === undefined || kinds.includes(incident.kind),
  );
  const stretches = stretchesOf(draft);
  const areas = areaNames(asked, whole, draft);
  const periods = stretches.map((stretch) => periodOf(asked, stretch, draft));
  // A row each is a count as well: where that is suppressed, what few persons met is in no annex.
  const few = periods.some(({ shows }) => shows.is === 'suppressed');
  const observations = observationsOf(asked, whole, kinds).filter(({ kind }) => !few || !PERSONS.has(kind));
  const ours = observations.filter(
    ({ mark, status }) => mark === OURS && (rule.statuses as readonly string[]).includes(status),
  );
  return {
    ...headerOf(state, draft, audience),
    rule: { rule: rule.rule, version: rule.version, says: rule.says, unit: rule.unit },
    statusesCounted: rule.statuses,
    periods,
    areas: areas.map((area) => areaRow(asked, stretches, area)),
    zones: zoneNames(state).map((zone) => areaRow(asked, stretches, zone)),
    inside: {
      inside: ours.filter(({ zone }) => zone !== undefined).length,
      of: ours.length,
    },
    ...sectionsOf(state, rows, draft, audience),
    facts: factsIn(state, whole, audience),
    access: accessIn(state, whole, audience),
    ...(draft.type === 'weekly' ? { trend: trendOf(asked, whole) } : {}),
    coverage: {
      all: coverageOf(state, whole, audience, draft.area),
      areas: areas.map((area) => ({ area, coverage: coverageOf(state, whole, audience, area) })),
    },
    corrections: correctionsTo(state, draft, audience),
    due: dueIn(state, audience),
    observations,
    map: drawnOf(state, whole.to),
    statement: {
      root: stateRoot(state, audience),
      fold: FOLD_VERSION,
      compiler: COMPILER_VERSION,
      method: state.method,
    },
    remarks: draft.remarks ?? [],
  };
}

type Header = Pick<
  Bulletin,
  | 'edition'
  | 'number'
  | 'type'
  | 'title'
  | 'mission'
  | 'exercise'
  | 'audience'
  | 'issued'
  | 'from'
  | 'to'
  | 'cutoff'
  | 'clock'
  | 'agreements'
  | 'parties'
  | 'names'
  | 'input'
  | 'subject'
>;

function headerOf(state: MissionView, draft: Draft, audience: string): Header {
  const { number, type, title, issued, from, to, size, tree, subject } = draft;
  return {
    ...{ edition: EDITION, number, type },
    ...(title === undefined ? {} : { title }),
    ...{ mission: state.rules.title, exercise: state.rules.exercise, audience },
    ...(issued === undefined ? {} : { issued: formatMoment(momentOf(issued)) }),
    ...{ from: formatMoment(momentOf(from)), to: formatMoment(momentOf(to)), cutoff: formatMoment(state.at) },
    clock: clockOf(state, momentOf(from)),
    agreements: state.agreements.map(({ agreement }) => ({
      ...{ agreement: agreement.agreement, version: agreement.version, title: agreement.title },
    })),
    parties: [...new Set(state.agreements.flatMap(({ agreement }) => agreement.parties.map(({ id }) => id)))],
    names: namesOf(state),
    input: { size, ...(tree === undefined ? {} : { tree }) },
    ...(subject === undefined ? {} : { subject }),
  };
}

type Sections = Pick<
  Bulletin,
  'incidents' | 'statuses' | 'kinds' | 'fireOnMonitors' | 'weapons' | 'harm' | 'findings' | 'taken' | 'spot'
>;

function sectionsOf(
  state: MissionView,
  rows: readonly PublishedRow[],
  draft: Draft,
  audience: string,
): Sections {
  const tell = tellerOf(state);
  const kinds = kindsOf(state, rows, audience);
  const hidden = new Set(kinds.flatMap(({ kind, incidents }) => (incidents === 'suppressed' ? [kind] : [])));
  const shown = rows.filter(({ incident }) => !hidden.has(incident.kind));
  const told = shown.map(tell);
  const placed = clausesWithPlace(state);
  const spot = spotOf(state, draft, audience);
  return {
    // A sum with them, beside all the others, would give them away.
    incidents: shown.length,
    statuses: statusesOf(shown),
    kinds,
    fireOnMonitors: told.filter(({ kind }) => kind === 'fire-on-monitors'),
    weapons: told.filter(
      ({ kind, weapon, indications }) =>
        ON_WITHDRAWAL.has(kind) &&
        weapon !== undefined &&
        indications.some(
          ({ agreement, clause, outcome }) => outcome === 'breach' && placed.has(`${agreement}:${clause}`),
        ),
    ),
    harm: told.filter(({ kind }) => HARM.has(kind)),
    findings: findingsIn(state, draft, audience).map(tell),
    taken: told.filter(isTaken),
    ...(spot === undefined ? {} : { spot: tell(spot) }),
  };
}

function isTaken({ number, status, attribution, finding }: Told): boolean {
  const untouched = status === 'alleged' && attribution === 'undetermined' && finding === 'none';
  return number !== undefined || !untouched;
}

/** Findings that were adopted in the stretch, whenever it happened that they are about. */
function findingsIn(state: MissionView, { from, to }: Draft, audience: string): readonly PublishedRow[] {
  const [begins, ends] = [momentOf(from), momentOf(to)];
  const found: PublishedRow[] = [];
  for (const incident of state.incidents.values()) {
    if (incident.finding === 'none' || !reads(audience, incident.basis)) continue;
    const row = rowOf(state, incident, audience);
    const adopted = row.incident.findings?.some(({ on }) => momentOf(on) >= begins && momentOf(on) < ends);
    if (adopted === true) found.push(row);
  }
  return found.sort((a, b) => (a.incident.id < b.incident.id ? -1 : 1));
}

function spotOf(state: MissionView, { incident: key }: Draft, audience: string): PublishedRow | undefined {
  const incident = key === undefined ? undefined : incidentWith(state, key);
  return incident === undefined || !reads(audience, incident.basis)
    ? undefined
    : rowOf(state, incident, audience);
}
