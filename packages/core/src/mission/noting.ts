import { tallyForm } from './context.ts';
import { parseCountingRule } from './counting-rule.ts';
import { incidentFor } from './deciding.ts';
import { answerForm, complaintForm, positionForm } from './decision-forms.ts';
import { reportFiledAt } from './filed-at.ts';
import { withDue } from './late.ts';
import { accessForm, coverageForm, postForm, sourceForm } from './observation-forms.ts';
import { openCases, touchBulletins } from './placing.ts';
import { bulletinForm, correctionForm, engineForm, erratumForm } from './publication-forms.ts';
import { incidentWith, inOrderOfIds } from './state.ts';
import { ignore, mayBearOn, nameWithin, note, noted, readBody, type Step } from './step.ts';
import { touchRow } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

// What stands beside incidents and counts: who observes, what parties say, what was published, what is computed with.

const HOUR = 3_600_000;
export const ANSWER_WITHIN = 72;

export function registerSource(step: Step): void {
  const body = readBody(step, sourceForm);
  if (body === undefined) return;
  step.state.sources.set(body.source, body);
  note(step);
}

export function registerPost(step: Step): void {
  const body = readBody(step, postForm);
  if (body === undefined) return;
  step.state.posts.set(body.post, body);
  note(step);
}

/** The same id again takes the place of the earlier, within its audience. */
export function noteCoverage(step: Step): void {
  const body = readBody(step, coverageForm);
  if (body === undefined) return;
  step.state.coverage.set(`${step.audience} ${body.id}`, noted(step, body));
  note(step);
}

export function noteAccess(step: Step): void {
  const body = readBody(step, accessForm);
  if (body === undefined) return;
  step.state.access.set(`${step.audience} ${body.id}`, noted(step, body));
  note(step);
}

/** What others counted stands beside; the same id again takes the place of the earlier. */
export function noteTally(step: Step): void {
  const body = readBody(step, tallyForm);
  if (body === undefined) return;
  step.state.tallies.set(body.id, noted(step, body));
  note(step);
}

/** A party's words are printed beside the incident, always; they move no axis. */
export function takePosition(step: Step): void {
  const { state, key } = step;
  const body = readBody(step, positionForm);
  if (body === undefined) return;
  const incident = incidentFor(step, body.incident);
  if (incident === undefined) return;
  const { incident: named, ...stated } = body;
  const position = { ...stated, party: key?.subject ?? '' };
  touchRow(state, incident.id);
  state.positions.set(named, [...(state.positions.get(named) ?? []), noted(step, position)]);
  note(step);
}

export function complain(step: Step): undefined {
  const { state, key, index, at, audience } = step;
  const body = readBody(step, complaintForm);
  if (body === undefined) return;
  if (incidentFor(step, body.report) === undefined) return;
  const within = (state.rules['answer-within'] ?? ANSWER_WITHIN) * HOUR;
  state.complaints.set(index, {
    index,
    audience,
    party: key?.subject ?? '',
    report: body.report,
    ...(body.against === undefined ? {} : { against: body.against }),
    filed: at,
    due: at + Math.round(within),
    answers: [],
  });
  note(step);
}

/** Nobody answers their own complaint. */
export function answerComplaint(step: Step): undefined {
  const { state, key, index, at } = step;
  const body = readBody(step, answerForm);
  if (body === undefined) return;
  const complaint = state.complaints.get(body.complaint);
  // An answer goes to those who read the complaint; others are not told that there is one.
  if (complaint === undefined || !mayBearOn(complaint.audience, step.audience))
    return ignore(step, 'unknown', `entry ${body.complaint} is no complaint for ${step.audience}`);
  const by = key?.subject ?? '';
  if (key?.role === 'party' && by === complaint.party)
    return ignore(step, 'illegal', 'a party does not answer its own complaint');
  state.complaints.set(body.complaint, {
    ...complaint,
    answers: [...complaint.answers, { index, by, at }],
  });
  note(step);
}

export function setCountingRule(step: Step): undefined {
  const rule = parseCountingRule(step.body);
  if (!rule.ok) return ignore(step, 'malformed', rule.refusal.message);
  const name = `${rule.value.rule} ${rule.value.version}`;
  if (step.state.countingRules.has(name))
    return ignore(step, 'duplicate', `the rule ${name} is on record: another text needs another version`);
  step.state.countingRules.set(name, rule.value);
  step.state.rulesBy.set(name, step.key?.subject ?? '');
  note(step);
}

export function setEngine(step: Step): void {
  const body = readBody(step, engineForm);
  if (body === undefined) return;
  step.state.engine = { version: body.version, hash: body.hash };
  note(step);
}

/** What was published is a frozen core: later it changes by a person's word alone, and an erratum names it. */
export function publish(step: Step): undefined {
  const { state, audience, index } = step;
  const body = readBody(step, bulletinForm);
  if (body === undefined) return;
  const name = nameWithin(audience, body.number);
  if (state.bulletins.has(name) || state.bulletins.has(body.number))
    return ignore(step, 'duplicate', `bulletin ${body.number} is published; an erratum puts it right`);
  if (body.size > index) return ignore(step, 'malformed', `size ${body.size} counts entries after this one`);
  state.bulletins.set(name, {
    ...noted(step, body),
    touched: [],
    acts: [],
    late: [],
    settled: [],
    errata: [],
    corrected: [],
  });
  const [from, to] = [millisecondsOf(body.from), millisecondsOf(body.to)];
  const reported = inOrderOfIds(state).filter(({ basis, reports, occurred }) => {
    if (basis !== audience || !reportedIn(step, reports, body.size)) return false;
    return millisecondsOf(occurred.to) >= from && millisecondsOf(occurred.from) < to;
  });
  openCases(step, audience, reported);
  note(step);
}

function reportedIn({ state }: Step, reports: readonly string[], size: number): boolean {
  return reports.some((key) => (state.reports.get(key)?.index ?? size) < size);
}

export function putRight(step: Step): undefined {
  const { state, index } = step;
  const body = readBody(step, erratumForm);
  if (body === undefined) return;
  const name = nameWithin(step.audience, body.bulletin);
  const published = state.bulletins.get(name);
  if (published === undefined) return ignore(step, 'unknown', `no bulletin ${body.bulletin} is published`);
  const settled = body.because ?? published.touched;
  state.bulletins.set(
    name,
    withDue(published, {
      settled: [...new Set([...published.settled, ...settled])],
      errata: [...published.errata, index],
      corrected: [...published.corrected, noted(step, body)],
    }),
  );
  note(step);
}

/** An earlier entry was wrong: what rests on it is named. What takes its place supersedes it in an entry of its kind. */
export function correct(step: Step): undefined {
  const { state, index } = step;
  const body = readBody(step, correctionForm);
  if (body === undefined) return;
  if (body.entry >= index)
    return ignore(step, 'unknown', `entry ${body.entry} does not stand before this one`);
  state.corrections.push(noted(step, { entry: body.entry }));
  const report = reportFiledAt(state, body.entry);
  const incident =
    report === undefined || !mayBearOn(report.basis, step.audience)
      ? undefined
      : incidentWith(state, report.key);
  if (incident !== undefined) touchBulletins(step, incident, step.audience);
  note(step);
}
