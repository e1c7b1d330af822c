import type { Shape } from '../base/index.ts';
import { asideOf } from './asides.ts';
import type { Axes } from './axes.ts';
import { competentFor, textsAt } from './competence.ts';
import { decide, statedOn } from './decide.ts';
import {
  assessmentForm,
  attributionForm,
  findingForm,
  gradeForm,
  numberForm,
  resolutionForm,
} from './decision-forms.ts';
import { type Incident, UNDECIDED } from './incident.ts';
import { setClock } from './ladder.ts';
import { FIRST_WORD, mark } from './milestones.ts';
import type { Circumstances, Decided } from './needs.ts';
import { authorsOf, reportsBehind } from './own-report.ts';
import { caseOf, openCase, showAgain } from './placing.ts';
import { type Case, incidentWith } from './state.ts';
import { authorOf, ignore, mayBearOn, nameWithin, note, noted, readBody, type Step } from './step.ts';
import { touchRow } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

const FORMS = {
  assessment: ['status', assessmentForm],
  attribution: ['attribution', attributionForm],
  finding: ['finding', findingForm],
  resolution: ['resolution', resolutionForm],
} as const;

/** A person or a body decides on one axis of one incident. */
export function takeDecision(step: Step, kind: keyof typeof FORMS): undefined {
  const [axis, form] = FORMS[kind];
  const body = readBody(step, form as Shape<{ readonly incident: string }>);
  if (body === undefined) return;
  const incident = incidentFor(step, body.incident);
  if (incident === undefined) return;
  const author = authorOf(step.state, step.key, momentOf(step, incident));
  if (author === undefined) return ignore(step, 'not-entitled', `a ${step.key?.role} key decides nothing`);
  const decided = { axis, body, index: step.index, at: step.at, author } as unknown as Decided;
  if (step.audience === incident.basis) decideForAll(step, incident, decided);
  else decideAside(step, incident, decided);
}

/** The incident that an entry names by the key of any of its reports, if the entry may bear on it. */
export function incidentFor(step: Step, key: string): Incident | undefined {
  const incident = incidentWith(step.state, key);
  // Of what others alone read the same is said as of what never was: the sentence goes to whoever wrote the entry.
  if (incident === undefined || !mayBearOn(incident.basis, step.audience)) {
    ignore(step, 'unknown', `no incident for ${step.audience} has the report ${key}`);
    return undefined;
  }
  return incident;
}

/** Written for all who read the incident: it holds for each audience, also for those who had read more. */
function decideForAll(step: Step, incident: Incident, decided: Decided): undefined {
  const { state } = step;
  const held = caseOf(state, incident);
  const axes = held?.lanes[incident.basis] ?? UNDECIDED;
  const judged = decide(decided, circumstances(step, incident, incident.basis, axes));
  if (!judged.ok) return ignore(step, 'illegal', judged.why);
  const opened = held ?? openCase(step, incident);
  markTaken(step, incident, opened.core, decided, judged.waits);
  finish(step, incident, { ...opened, lanes: { [incident.basis]: judged.axes } }, judged.waits);
  for (const report of incident.reports)
    for (const [audience, own] of Object.entries(state.asides.get(report) ?? {})) {
      const also = decide(decided, circumstances(step, incident, audience, own));
      if (also.ok) setAside(step, incident, report, audience, also.axes);
    }
}

/**
 * Written for some: it holds for them alone, beside what everyone reads. It freezes nothing, since what everyone reads
 * never depends on it; and no clock runs from it.
 */
function decideAside(step: Step, incident: Incident, decided: Decided): void {
  const { state, audience } = step;
  const aside = asideOf(state, incident, audience);
  const axes = aside?.axes ?? caseOf(state, incident)?.lanes[incident.basis] ?? UNDECIDED;
  const judged = decide(decided, circumstances(step, incident, audience, axes));
  if (!judged.ok) {
    ignore(step, 'illegal', judged.why);
    return;
  }
  const report = aside?.report ?? decided.body.incident;
  markTaken(step, incident, report, decided, judged.waits);
  setAside(step, incident, report, audience, judged.axes);
  if (judged.waits !== undefined)
    step.changes.push({ type: 'waits', incident: incident.id, message: judged.waits });
}

/** What waits for a second person moves no axis yet: it is kept as a word, as whoever asked for it was answered. */
function markTaken(
  step: Step,
  incident: Incident,
  of: string,
  decided: Decided,
  waits: string | undefined,
): void {
  mark(step, incident, of, waits === undefined ? `${decided.axis}: ${statedOn(decided)}` : FIRST_WORD);
}

function setAside(step: Step, incident: Incident, report: string, audience: string, axes: Axes): void {
  touchRow(step.state, incident.id);
  step.state.asides.set(report, { ...step.state.asides.get(report), [audience]: axes });
  step.changes.push({ type: 'axes', incident: incident.id, audience, axes });
}

function finish(step: Step, incident: Incident, held: Case, waits: string | undefined): void {
  step.state.cases.set(held.core, held);
  setClock(step.state, held);
  showAgain(step, incident.id, held);
  if (waits !== undefined) step.changes.push({ type: 'waits', incident: incident.id, message: waits });
}

/** By whose text bodies are constituted: that of the decision, also where the record's clock is behind its incidents. */
function momentOf({ at }: Step, { occurred }: Incident): number {
  return Math.max(at, millisecondsOf(occurred.to));
}

function circumstances(step: Step, incident: Incident, audience: string, axes: Axes): Circumstances {
  const { state } = step;
  const [at, end] = [momentOf(step, incident), millisecondsOf(incident.occurred.to)];
  return {
    rules: state.rules,
    axes,
    origins: incident.origins,
    authors: authorsOf(state, reportsBehind(incident), audience),
    textOn: (agreement) => textsAt(state, end).find((one) => one.agreement === agreement),
    competent: (task, agreement) => competentFor(state, task, at, agreement),
  };
}

/** The number that people quote: given once, and never to two. */
export function giveNumber(step: Step): undefined {
  const { state } = step;
  const body = readBody(step, numberForm);
  if (body === undefined) return;
  const incident = incidentFor(step, body.incident);
  if (incident === undefined) return;
  if (step.audience !== incident.basis)
    return ignore(step, 'not-entitled', `a number is given where all who read the incident read it`);
  const held = caseOf(state, incident);
  if (held?.number !== undefined)
    return ignore(step, 'illegal', `the incident has the number ${held.number} already`);
  // Numbers are rare beside reports, and looked for among decided incidents alone.
  const name = nameWithin(step.audience, body.number);
  if (state.numbers.has(name) || state.numbers.has(body.number))
    return ignore(step, 'illegal', `${body.number} is another incident's number`);
  state.numbers.set(name, incident.id);
  const opened = { ...(held ?? openCase(step, incident)), number: body.number };
  mark(step, incident, opened.core, 'number');
  state.cases.set(opened.core, opened);
  showAgain(step, incident.id, opened);
}

/** The grade of a report: what the duty officer thinks of source and content. It publishes nothing by itself. */
export function giveGrade(step: Step): undefined {
  const { state } = step;
  const body = readBody(step, gradeForm);
  if (body === undefined) return;
  const report = state.reports.get(body.report);
  if (report === undefined || !mayBearOn(report.basis, step.audience))
    return ignore(step, 'unknown', `no report for ${step.audience} has the key ${body.report}`);
  const author = authorOf(state, step.key, step.at);
  if (author === undefined || !(author.offices.has('duty') || author.offices.has('verify')))
    return ignore(step, 'not-entitled', 'reports are graded by the duty officer or a body that verifies');
  if (authorsOf(state, [body.report], step.audience).has(author.subject))
    return ignore(step, 'illegal', 'who reported it does not grade it');
  state.grades.set(body.report, [...(state.grades.get(body.report) ?? []), noted(step, body.grade)]);
  note(step);
}
