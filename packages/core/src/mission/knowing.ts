import {
  type Agreement,
  bodyOf,
  type Indication,
  isAmendment,
  isCorrection,
  readAgreement,
} from '../agreement/index.ts';
import { parseShape } from '../base/index.ts';
import { bodyNamed, textsAt } from './competence.ts';
import { voteForm } from './decision-forms.ts';
import { endedSince } from './ended.ts';
import type { Incident } from './incident.ts';
import {
  bearingOf,
  type Judge,
  judgeOf,
  lawChanged,
  movesAlone,
  positionCame,
  sayTheSame,
} from './judging.ts';
import { confirmationForm, lineForm, recordedFactForm, zoneForm } from './law-forms.ts';
import { touchBulletins } from './placing.ts';
import { whyNotCarried } from './quorum.ts';
import type { Revised, Said } from './revised.ts';
import { inOrderOfIds, type Noted } from './state.ts';
import { ignore, note, noted, readBody, type Step } from './step.ts';
import { tellJudged, touchRow } from './touched-rows.ts';
import { millisecondsOf } from './words.ts';

// What is known besides reports: texts, facts, geometry, checked clauses. Each of these may come late; then what it can
// touch is evaluated again, and what was said before is kept.

/** A text is adopted, amended, or our encoding of it corrected. */
export function adopt(step: Step): undefined {
  const { state, index, changes, key } = step;
  // A body's entry carries the vote beside the text; the registrar puts on record what was signed elsewhere.
  const { vote, dissent, ...text } = step.body as { readonly [name: string]: unknown };
  const read = readAgreement(key?.role === 'body' ? text : step.body);
  if (!read.ok) return ignore(step, 'malformed', read.refusal.message);
  const agreement = read.value;
  const why =
    key?.role === 'body' ? whyNotAdopted(step, key.subject, agreement, { vote, dissent }) : undefined;
  if (why !== undefined) return ignore(step, 'not-entitled', why);
  const earlier = state.agreements.filter((one) => one.agreement.agreement === agreement.agreement);
  const same = earlier.find(
    (one) => one.agreement.version === agreement.version && one.agreement.revision >= agreement.revision,
  );
  if (same !== undefined)
    return ignore(
      step,
      'duplicate',
      `version ${agreement.version}, revision ${agreement.revision} of ${agreement.agreement} is no later than that of entry ${same.index}`,
    );
  const adopted = { index, agreement };
  const before = judgeOf(state);
  state.agreements.push(adopted);
  changes.push({ type: 'agreement', adopted });
  const corrected = earlier.some((one) => isCorrection(one.agreement, agreement));
  const amended = !corrected && earlier.some((one) => isAmendment(one.agreement, agreement));
  // A text takes effect on its day: what ended before is judged by the text of its own time, now as before.
  const from = millisecondsOf(agreement['in-force'].utc);
  judgeAgain(step, before, corrected ? 'correction' : amended ? 'amendment' : 'adoption', from);
}

/**
 * Why a body cannot put a text into force, in a sentence. It must be one that the text in force names, or, where that names
 * none, the mission; and it decides by the vote that its constitution asks for.
 */
function whyNotAdopted(
  { state, at }: Step,
  subject: string,
  { agreement }: Agreement,
  stated: { readonly vote: unknown; readonly dissent: unknown },
): string | undefined {
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  const voted = parseShape(voteForm, given, 'mission/entry');
  if (!voted.ok) return voted.refusal.message;
  const own = textsAt(state, at).find((text) => text.agreement === agreement);
  const named = Object.keys(own?.bodies ?? {});
  const body = own !== undefined && named.length > 0 ? bodyOf(own, subject) : bodyNamed(state, subject, at);
  if (body === undefined)
    return named.length > 0
      ? `${subject} is no body of ${agreement}, which names ${named.join(', ')}`
      : `${subject} is no body, neither of a text in force nor of the mission`;
  return whyNotCarried(body, voted.value.vote, voted.value.dissent);
}

/** A fact: its clocks run from when it happened, however late it was recorded. */
export function learn(step: Step): undefined {
  const { state, header } = step;
  const fact = readBody(step, recordedFactForm);
  if (fact === undefined) return;
  if (step.key?.role === 'party' && fact.by !== undefined && fact.by !== step.key.subject)
    return ignore(step, 'not-entitled', 'a party states facts in its own name alone');
  const stated = step.key?.role === 'party' ? { ...fact, by: step.key.subject } : fact;
  const replaced =
    header.supersedes === undefined
      ? -1
      : state.facts.findIndex(({ index }) => index === header.supersedes?.index);
  const old = replaced === -1 ? undefined : state.facts[replaced];
  const names = [stated.fact, ...(old === undefined ? [] : [old.body.fact])];
  const bearings = state.agreements.flatMap(({ agreement }) => names.map((one) => bearingOf(agreement, one)));
  const before = judgeOf(state);
  if (replaced !== -1) state.facts.splice(replaced, 1);
  state.facts.push(noted(step, stated));
  note(step);
  if (bearings.every((one) => one === 'none')) return;
  if (old === undefined && movesAlone(state, stated.fact)) {
    positionCame(state, stated);
    // Nobody is nearer to where something is than to where it was, but from its moment on.
    compare(step, before, 'late fact', endedSince(state, millisecondsOf(stated.at)));
    return;
  }
  const since = Math.min(
    ...[stated, ...(old === undefined ? [] : [old.body])].map(({ at }) => millisecondsOf(at)),
  );
  judgeAgain(step, before, 'late fact', bearings.includes('all') ? Number.NEGATIVE_INFINITY : since);
}

/** A version of a line. */
export function drawLine(step: Step): void {
  const body = readBody(step, lineForm);
  if (body === undefined) return;
  addVersion(step, step.state.lines, body.map === undefined ? body.line : `${body.line}@${body.map}`, body);
}

/** A version of a zone. */
export function drawZone(step: Step): void {
  const body = readBody(step, zoneForm);
  if (body === undefined) return;
  addVersion(step, step.state.zones, body.map === undefined ? body.zone : `${body.zone}@${body.map}`, body);
}

function addVersion<T extends { readonly from: string }>(
  step: Step,
  versions: Map<string, Noted<T>[]> | Map<string, readonly Noted<T>[]>,
  name: string,
  body: T,
): void {
  const before = judgeOf(step.state);
  const kept = (versions as Map<string, readonly Noted<T>[]>).get(name) ?? [];
  const from = millisecondsOf(body.from);
  const others = kept.filter((one) => millisecondsOf(one.body.from) !== from);
  (versions as Map<string, readonly Noted<T>[]>).set(
    name,
    [...others, noted(step, body)].toSorted(
      (a, b) => millisecondsOf(a.body.from) - millisecondsOf(b.body.from),
    ),
  );
  note(step);
  judgeAgain(step, before, 'geometry', from);
}

/** A person compared a clause with its source: it speaks from now on. */
export function confirmClause(step: Step): undefined {
  const { state, key } = step;
  const body = readBody(step, confirmationForm);
  if (body === undefined) return;
  const agreement = state.agreements.findLast(
    (one) =>
      one.agreement.agreement === body.agreement &&
      (body.version === undefined || one.agreement.version === body.version),
  )?.agreement;
  if (agreement === undefined || !hasClause(agreement, body.clause))
    return ignore(step, 'unknown', `no clause ${body.clause} of ${body.agreement} is on record`);
  const before = judgeOf(state);
  state.confirmations.push(noted(step, { ...body, by: key?.subject ?? '' }));
  note(step);
  judgeAgain(step, before, 'confirmation');
}

function hasClause(agreement: Agreement, clause: string): boolean {
  return agreement.clauses.some(({ id }) => id === clause);
}

/**
 * Evaluates again every incident that ends at a moment or after, by what is known now and by what was known before. It
 * costs what the incidents cost, not the entries.
 */
export function judgeAgain(
  step: Step,
  before: Judge,
  because: Revised['because'],
  from: number = Number.NEGATIVE_INFINITY,
): void {
  const { state } = step;
  lawChanged(state);
  const reached = inOrderOfIds(state).filter(({ id, occurred }) => {
    if (from === Number.NEGATIVE_INFINITY || millisecondsOf(occurred.to) >= from) return true;
    // No change is told of it. A statement looks itself whether there is one.
    touchRow(state, id);
    return false;
  });
  compare(step, before, because, reached);
}

/** Tells and keeps where the clauses say something else of some incidents now. */
function compare(
  step: Step,
  before: Judge,
  because: Revised['because'],
  incidents: readonly Incident[],
): void {
  const { state, index, changes } = step;
  const judge = judgeOf(state);
  for (const incident of incidents) {
    const [was, now] = [before(incident), judge(incident)];
    if (was.length === 0 && now.length === 0) continue;
    const same = sayTheSame(was, now);
    // Reasons count as well: what is stored is what anyone else would compute. They are written only where they decide.
    if (same && JSON.stringify(was) === JSON.stringify(now)) continue;
    touchRow(state, incident.id);
    tellJudged(state, incident, now);
    changes.push({ type: 'indications', incident: incident.id });
    if (because !== 'adoption' && !same) {
      state.revised.push({
        index,
        incident: incident.id,
        because,
        before: changedIn(was, now),
        after: changedIn(now, was),
      });
      touchBulletins(step, incident);
    }
  }
}

/** Those of some indications that the others do not say alike; reasons would take a hundred times the room. */
function changedIn(some: readonly Indication[], others: readonly Indication[]): readonly Said[] {
  return some
    .filter((one) => !others.some((other) => sayTheSame([one], [other])))
    .map(({ agreement, version, revision, clause, outcome, probability, missing, exception }) => ({
      agreement,
      version,
      revision,
      clause,
      outcome,
      probability,
      ...(missing === undefined ? {} : { missing }),
      ...(exception === undefined ? {} : { exception }),
    }));
}
