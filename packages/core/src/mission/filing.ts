import { PUBLIC, parseErasure } from '../record/index.ts';
import { isContext } from './context.ts';
import { reportFiledAt } from './filed-at.ts';
import type { Grouping, Regrouped } from './grouping.ts';
import { reportKey } from './incident.ts';
import { forgetLate } from './late.ts';
import { filedBy } from './own-report.ts';
import { type Placing, place, touchBulletins } from './placing.ts';
import type { ReportsOf } from './reports-of.ts';
import { incidentWith, type KnownReport, type MissionState } from './state.ts';
import { ignore, type Step } from './step.ts';
import { lacksView, parseReportView } from './views.ts';

/** A report comes: the incidents near it change. */
export function fileReport(step: Step): undefined {
  const { state, index, at, audience, body, header, key, changes, waiting } = step;
  if (lacksView(body)) return ignore(step, 'withheld', 'what the fold needs of this report is not here');
  const view = parseReportView(body);
  if (!view.ok) return ignore(step, 'malformed', view.refusal.message);
  const by = filedBy(key);
  const report: KnownReport = {
    ...{ key: reportKey(view.value), index, at, basis: audience, view: view.value },
    ...(by === undefined ? {} : { by }),
  };
  state.filedAt.push(index);
  state.filedKeys.push(report.key);
  const known = state.reports.get(report.key);
  if (known !== undefined && !outranks(report, known)) {
    setAgain(state, report);
    changes.push({ type: 'again', report });
    return ignore(step, 'duplicate', `the same report as in entry ${known.index}`);
  }
  if (known !== undefined || header.supersedes !== undefined) waiting.settle(step);
  if (known !== undefined) {
    setAgain(state, known);
    changes.push({ type: 'again', report: known });
    takeOut(step, [known]);
  }
  if (header.supersedes !== undefined) replaceEarlier(step, report, header.supersedes.index);
  stand(step, report);
}

/** What everyone reads stands before what some read: else a restricted report would hide a public one from some. */
function outranks(later: KnownReport, earlier: KnownReport): boolean {
  return later.basis === PUBLIC && earlier.basis !== PUBLIC;
}

function setAgain(state: MissionState, report: KnownReport): void {
  const others = state.again.get(report.key) ?? [];
  state.again.set(
    report.key,
    [...others, report].toSorted((a, b) => a.index - b.index),
  );
}

function stand({ state, changes, waiting }: Step, report: KnownReport): void {
  state.reports.set(report.key, report);
  if (isContext(report.view.source)) state.contexts.set(report.key, true);
  changes.push({ type: 'report', report });
  waiting.add(report);
}

/** The reports of an audience, as its grouping reads them. */
export function reportsOf({ reports }: MissionState, basis: string): ReportsOf {
  return {
    get(key) {
      const report = reports.get(key);
      return report?.basis === basis ? report.view : undefined;
    },
    *[Symbol.iterator]() {
      for (const [key, report] of reports) if (report.basis === basis) yield [key, report.view] as const;
    },
  };
}

/** The grouping of an audience's reports. What some alone may read moves nothing that others see. */
export function groupingOf(state: MissionState, basis: string): Grouping {
  const known = state.groupings.get(basis);
  if (known !== undefined) return known;
  const made = state.maker.make(reportsOf(state, basis));
  for (const offset of state.clocks) made.clock(offset);
  state.groupings.set(basis, made);
  return made;
}

/** A source puts its own report right: the new one stands in the place of the old, which stays in the record. */
function replaceEarlier(step: Step, report: KnownReport, target: number): void {
  const { state } = step;
  const earlier = reportFiledAt(state, target);
  if (earlier === undefined || earlier.view.source !== report.view.source || earlier.basis !== report.basis)
    return;
  const incident = incidentWith(state, earlier.key);
  if (incident !== undefined) touchBulletins(step, incident);
  takeOut(step, [earlier]);
}

/** Takes reports out of the state and of the incidents that they were in. */
function takeOut(step: Placing, reports: readonly KnownReport[]): void {
  const { state } = step;
  forgetLate(state, new Set(reports.map(({ index }) => index)));
  for (const { key } of reports) {
    state.reports.delete(key);
    dropFromCase(state, key);
  }
  for (const [basis, some] of Map.groupBy(reports, ({ basis }) => basis)) {
    const regrouped: Regrouped = groupingOf(state, basis).remove(some);
    for (const { key } of some) state.incidentOf.delete(key);
    place(step, regrouped, basis);
  }
}

function dropFromCase(state: MissionState, key: string): void {
  const held = state.cases.get(state.caseOf.get(key) ?? '');
  if (held === undefined) return;
  state.caseOf.delete(key);
  state.cases.set(held.core, { ...held, reports: held.reports.filter((one) => one !== key) });
}

/** An erasure of everything takes reports out of the fold, whether or not this reader still holds their bodies. */
export function erase(step: Step): undefined {
  const { state, index, header, changes } = step;
  const erasure = parseErasure(header);
  if (!erasure.ok) return ignore(step, 'malformed', erasure.refusal.message);
  const { scope, targets } = erasure.value;
  if (scope !== 'everything') return;
  const indexes = new Set(targets.map((target) => target.index).filter((target) => target < index));
  const gone = [...indexes].flatMap((target) => reportFiledAt(state, target) ?? []);
  state.erasedAt = index;
  changes.push({
    type: 'erased',
    index,
    indexes,
    reports: gone.map(({ key }) => key),
    stood: gone.map((report) => report.index),
  });
  for (const { key } of gone) {
    const incident = incidentWith(state, key);
    if (incident !== undefined) touchBulletins(step, incident);
  }
  takeOut(step, gone);
  for (const [key, again] of state.again)
    state.again.set(
      key,
      again.filter((report) => !indexes.has(report.index)),
    );
  for (const { key } of gone) {
    // Whoever never held the erased one has folded the first of these that everyone reads, or else the first.
    const left = state.again.get(key) ?? [];
    const next = left.find(({ basis }) => basis === PUBLIC) ?? left[0];
    if (next !== undefined) stand(step, next);
  }
}
