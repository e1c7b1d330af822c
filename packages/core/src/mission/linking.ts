import { joinForm, splitForm, undoForm } from './decision-forms.ts';
import { groupingOf } from './filing.ts';
import { nameOf } from './frozen.ts';
import type { Pair, Said } from './grouping.ts';
import { type Incident, UNDECIDED } from './incident.ts';
import { lapseParts } from './lapsing.ts';
import { place, touchBulletins } from './placing.ts';
import { type Case, incidentWith, type Linking, type MissionState } from './state.ts';
import { authorOf, ignore, mayBearOn, readBody, type Step } from './step.ts';

/** A person holds reports to be of one incident. */
export function joinReports(step: Step): undefined {
  const body = readBody(step, joinForm);
  if (body === undefined || !mayLink(step, body.reports)) return;
  const incidents = incidentsOf(step.state, body.reports);
  const why = incidents.length < 2 ? undefined : whyNotJoined(step.state, incidents);
  if (why !== undefined) return ignore(step, 'illegal', why);
  const [first = '', ...others] = body.reports;
  link(
    step,
    'join',
    others.map((key): Pair => [first, key]),
  );
}

/** A person holds some reports to be of another incident than others. */
export function splitReports(step: Step): void {
  const body = readBody(step, splitForm);
  if (body === undefined || !mayLink(step, [...body.reports, ...body.from])) return;
  link(
    step,
    'split',
    body.reports.flatMap((a) => body.from.map((b): Pair => [a, b])),
  );
}

function mayLink(step: Step, keys: readonly string[]): boolean {
  const { state, audience } = step;
  const author = authorOf(state, step.key, step.at);
  if (author === undefined || !['duty', 'chair', 'verify'].some((one) => author.offices.has(one as 'duty'))) {
    ignore(
      step,
      'not-entitled',
      'reports are joined and split by the duty officer, the chair or a body that verifies',
    );
    return false;
  }
  for (const key of keys) {
    const report = state.reports.get(key);
    // Reports are joined and split where the same people read them; of others' nothing is told.
    if (report === undefined || !mayBearOn(report.basis, audience)) {
      ignore(step, 'unknown', `no report for ${audience} has the key ${key}`);
      return false;
    }
    if (report.basis !== audience) {
      ignore(
        step,
        'not-entitled',
        `the report ${key} is for ${report.basis}: it is joined and split where the same people read it`,
      );
      return false;
    }
  }
  return true;
}

function incidentsOf(state: MissionState, keys: readonly string[]): readonly Incident[] {
  const found = new Map<string, Incident>();
  for (const key of keys) {
    const incident = incidentWith(state, key);
    if (incident !== undefined) found.set(incident.id, incident);
  }
  return [...found.values()];
}

/** Two decided incidents that differ are joined only where nothing adopted would be overturned by it. */
function whyNotJoined(state: MissionState, incidents: readonly Incident[]): string | undefined {
  const cases = incidents.flatMap(
    ({ reports }) => state.cases.get(state.caseOf.get(reports[0] ?? '') ?? '') ?? [],
  );
  const lanes = cases.map(({ lanes: own, basis }) => own[basis] ?? UNDECIDED);
  if (cases.length < 2 || lanes.every(({ status }) => status === lanes[0]?.status)) return undefined;
  const resting = lanes.find(
    ({ attribution, finding }) => attribution === 'assessed' || finding === 'violation',
  );
  return resting === undefined
    ? undefined
    : 'they differ in status, and an attribution by assessment or a finding of a violation rests on one: that must be taken back first';
}

function link(step: Step, type: Linking['type'], pairs: readonly Pair[]): void {
  const { state, index, audience } = step;
  const keys = [...new Set(pairs.flat())];
  for (const incident of incidentsOf(state, keys)) touchBulletins(step, incident);
  const before = casesOf(state, keys);
  const grouping = groupingOf(state, audience);
  place(step, type === 'join' ? grouping.join(pairs) : grouping.split(pairs), audience);
  state.linkings.set(index, { index, type, pairs, basis: audience, before });
  for (const incident of incidentsOf(state, keys)) touchBulletins(step, incident);
}

function casesOf(state: MissionState, keys: readonly string[]): readonly Case[] {
  const cores = new Set(
    incidentsOf(state, keys).flatMap(({ reports }) => reports.flatMap((key) => state.caseOf.get(key) ?? [])),
  );
  return [...cores].flatMap((core) => state.cases.get(core) ?? []);
}

/** Takes a join or split back: the incidents, and what was decided on them before it, are there again. */
export function undoLinking(step: Step): undefined {
  const { state, audience } = step;
  const body = readBody(step, undoForm);
  if (body === undefined) return;
  const linking = state.linkings.get(body.entry);
  // Undone where those who read it read this; others are not told of it.
  if (linking?.basis !== audience)
    return ignore(step, 'unknown', `entry ${body.entry} is no join or split in force for ${audience}`);
  if (!mayLink(step, [])) return;
  const joined = [...state.cases.values()].filter(({ joinedAt }) => joinedAt === linking.index);
  const nested = joined.find(({ within }) => within !== undefined);
  if (nested !== undefined)
    return ignore(step, 'illegal', `a later join rests on entry ${body.entry}: undo that first`);
  const keys = [...new Set(linking.pairs.flat())];
  for (const incident of incidentsOf(state, keys)) touchBulletins(step, incident);
  for (const one of joined) dissolve(state, one);
  if (linking.type === 'split') restoreCores(state, linking.before);
  state.linkings.delete(linking.index);
  const released = groupingOf(state, audience).release(linking.pairs, saidEarlier(step, linking.pairs));
  if (linking.type === 'split') lapseParts(state, linking.before, released.changed);
  place(step, released, audience);
  for (const incident of incidentsOf(state, keys)) touchBulletins(step, incident);
}

/** The cases that were joined stand again, as they were; what was decided on their join lapses with it. */
function dissolve(state: MissionState, joined: Case): void {
  state.cases.delete(joined.core);
  for (const key of joined.reports) state.caseOf.delete(key);
  for (const core of joined.parts ?? []) {
    const part = state.cases.get(core);
    if (part === undefined) continue;
    const { within: _within, ...freed } = part;
    state.cases.set(core, freed);
    for (const key of freed.reports) if (state.reports.has(key)) state.caseOf.set(key, core);
  }
}

function restoreCores(state: MissionState, before: readonly Case[]): void {
  for (const one of before) {
    const now = state.cases.get(one.core);
    if (now === undefined) continue;
    const reports = one.reports.filter((key) => state.reports.has(key));
    state.cases.set(one.core, { ...now, reports });
    for (const key of reports) if (!state.caseOf.has(key)) state.caseOf.set(key, one.core);
  }
}

/** What else was said of these pairs, and is in force. */
function saidEarlier({ state, audience }: Step, pairs: readonly Pair[]): readonly Said[] {
  const wanted = new Set(pairs.map(nameOf));
  return [...state.linkings.values()].flatMap(({ type, pairs: others, basis }) => {
    const some = basis === audience ? others.filter((pair) => wanted.has(nameOf(pair))) : [];
    return some.length > 0 ? [{ type, pairs: some }] : [];
  });
}
