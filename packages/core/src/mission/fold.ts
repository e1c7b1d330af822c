import { type EvaluatedIncident, evaluate, type Indication, readAgreement } from '../agreement/index.ts';
import { never, readMoment } from '../base/index.ts';
import {
  applyKeyEntry,
  type Header,
  type InnerHeader,
  type KeyRegister,
  type KeyRole,
  keyInForce,
  openRegister,
  PUBLIC,
  parseErasure,
  type ReadEntry,
} from '../record/index.ts';
import { type Incident, incidentOf, reportKey } from './incident.ts';
import { type MissionRules, parseRules } from './rules.ts';
import type { Adopted, KnownReport, MissionState, MissionView } from './state.ts';
import { lacksView, parseReportView } from './views.ts';

/** Version of the fold; stated beside every published root. */
export const FOLD_VERSION = 1;

/** Why an entry changed nothing. */
export type Ignored = 'sealed' | 'withheld' | 'malformed' | 'not-entitled' | 'duplicate' | 'other-kind';

/** What one entry changes. A store persists these and decides nothing. */
export type Change =
  | { readonly type: 'opened'; readonly mission: string; readonly origin: string }
  | { readonly type: 'register'; readonly register: KeyRegister }
  | { readonly type: 'rules'; readonly rules: MissionRules }
  | { readonly type: 'agreement'; readonly adopted: Adopted }
  | { readonly type: 'report'; readonly report: KnownReport }
  /** Filed under a key that has a report already: it counts once that one is erased. */
  | { readonly type: 'again'; readonly report: KnownReport }
  /** The bodies of these entries are gone; `reports` are the keys of those that stood. */
  | {
      readonly type: 'erased';
      readonly index: number;
      readonly indexes: ReadonlySet<number>;
      readonly reports: readonly string[];
    }
  | { readonly type: 'incident'; readonly incident: Incident }
  | { readonly type: 'indications'; readonly incident: string; readonly indications: readonly Indication[] }
  | { readonly type: 'ignored'; readonly index: number; readonly why: Ignored; readonly message: string };

/** Who may change what binds everyone. A report may come by any key; its source is a handle inside it. */
const ENTITLED: { readonly [kind: string]: readonly KeyRole[] } = {
  mission: ['registrar'],
  agreement: ['registrar', 'body'],
  erasure: ['registrar'],
};

/** What binds everyone stands where everyone reads it: otherwise two readers of one record would differ. */
const OPEN_KINDS: ReadonlySet<string> = new Set(['key', ...Object.keys(ENTITLED)]);

/** The fold: what an entry changes, given the state before it. Pure; entries must come in the order of the record. */
export function changesOf(state: MissionView, entry: ReadEntry): readonly Change[] {
  const { index, header } = entry;
  const ignored = (why: Ignored, message: string): readonly Change[] => [
    { type: 'ignored', index, why, message },
  ];
  if (index !== state.size)
    throw new Error(`the fold is at entry ${state.size} and was given entry ${index}`);
  if (header === undefined) {
    const audience = entry.leaf.type === 'sealed' ? entry.leaf.sealed.audience : 'another audience';
    return ignored('sealed', `entry ${index} is for ${audience}`);
  }
  const role = keyInForce(state.register, header.by, index)?.role;
  const entitled = ENTITLED[header.kind];
  if (index > 0 && entitled !== undefined && (role === undefined || !entitled.includes(role)))
    return ignored(
      'not-entitled',
      `entry ${index}: a ${role ?? 'unknown'} key may not write "${header.kind}"`,
    );
  if (header.audience !== PUBLIC && OPEN_KINDS.has(header.kind))
    return ignored(
      'not-entitled',
      `entry ${index}: a "${header.kind}" binds everyone, and is for ${header.audience} alone`,
    );
  switch (header.kind) {
    case 'mission':
      return index === 0 ? opened(entry) : rulesOf(entry);
    case 'key': {
      const grown = applyKeyEntry(state.register, header, index);
      return grown.ok
        ? [{ type: 'register', register: grown.value }]
        : ignored('malformed', grown.refusal.message);
    }
    case 'agreement':
      return adoption(state, entry);
    case 'report':
      return filing(state, entry, header.audience, header.at);
    case 'erasure':
      return erasing(state, index, header);
    default:
      return ignored('other-kind', `entry ${index} is of kind "${header.kind}", which changes no incident`);
  }
}

function opened(entry: ReadEntry): readonly Change[] {
  const { leaf } = entry;
  const register = leaf.type === 'open' ? openRegister(leaf.header) : undefined;
  if (register?.ok !== true || register.value.genesis === undefined)
    return [{ type: 'ignored', index: 0, why: 'malformed', message: 'entry 0 does not open a mission' }];
  const { mission, origin } = register.value.genesis;
  return [
    { type: 'opened', mission, origin },
    { type: 'register', register: register.value },
  ];
}

function rulesOf({ index, body }: ReadEntry): readonly Change[] {
  const rules = parseRules(body);
  if (rules.ok) return [{ type: 'rules', rules: rules.value }];
  return [{ type: 'ignored', index, why: 'malformed', message: `entry ${index}: ${rules.refusal.message}` }];
}

/** An agreement is a late fact for the incidents before it: each is evaluated again. */
function adoption(state: MissionView, { index, body }: ReadEntry): readonly Change[] {
  const read = readAgreement(body);
  if (!read.ok)
    return [{ type: 'ignored', index, why: 'malformed', message: `entry ${index}: ${read.refusal.message}` }];
  const adopted = { index, agreement: read.value };
  const agreements = [...state.agreements, adopted];
  const changes: Change[] = [{ type: 'agreement', adopted }];
  for (const incident of state.incidents.values()) changes.push(judged(agreements, incident));
  return changes;
}

function filing(state: MissionView, entry: ReadEntry, basis: string, at: number): readonly Change[] {
  const { index, body } = entry;
  const ignored = (why: Ignored, message: string): readonly Change[] => [
    { type: 'ignored', index, why, message: `entry ${index}: ${message}` },
  ];
  if (lacksView(body)) return ignored('withheld', 'what the fold needs of this report is not here');
  const view = parseReportView(body);
  if (!view.ok) return ignored('malformed', view.refusal.message);
  const report = { key: reportKey(view.value), index, at, basis, view: view.value };
  const known = state.reports.get(report.key);
  if (known !== undefined && !outranks(report, known))
    return [{ type: 'again', report }, ...ignored('duplicate', `the same report as in entry ${known.index}`)];
  const again: readonly Change[] = known === undefined ? [] : [{ type: 'again', report: known }];
  return [...again, ...standing(state.agreements, report)];
}

/** What everyone reads stands before what some read: else a restricted report would hide a public one from some. */
function outranks(later: KnownReport, earlier: KnownReport): boolean {
  return later.basis === PUBLIC && earlier.basis !== PUBLIC;
}

function standing(agreements: readonly Adopted[], report: KnownReport): readonly Change[] {
  const incident = incidentOf(report.view, report.basis);
  return [{ type: 'report', report }, { type: 'incident', incident }, judged(agreements, incident)];
}

/** An erasure of everything takes the report out of the fold, whether or not this reader still holds its body. */
function erasing(state: MissionView, index: number, header: Header | InnerHeader): readonly Change[] {
  const erasure = parseErasure(header);
  if (!erasure.ok)
    return [
      { type: 'ignored', index, why: 'malformed', message: `entry ${index}: ${erasure.refusal.message}` },
    ];
  const { scope, targets } = erasure.value;
  if (scope !== 'everything') return [];
  const indexes = new Set(targets.map((target) => target.index).filter((target) => target < index));
  const gone = [...state.reports.values()].filter((report) => indexes.has(report.index));
  const changes: Change[] = [{ type: 'erased', index, indexes, reports: gone.map(({ key }) => key) }];
  for (const { key } of gone) {
    const left = (state.again.get(key) ?? []).filter((report) => !indexes.has(report.index));
    // Whoever never held the erased one has folded the first of these that everyone reads, or else the first.
    const next = left.find(({ basis }) => basis === PUBLIC) ?? left[0];
    if (next !== undefined) changes.push(...standing(state.agreements, next));
  }
  return changes;
}

function judged(agreements: readonly Adopted[], incident: Incident): Change {
  const indications = inForce(agreements, incident).flatMap(({ agreement }) => evaluate(agreement, incident));
  return { type: 'indications', incident: incident.id, indications };
}

/** Of each agreement the last version that was adopted by the end of the incident, in the order of their adoption. */
function inForce(agreements: readonly Adopted[], { occurred }: EvaluatedIncident): readonly Adopted[] {
  const end = readMoment(occurred.to) ?? 0;
  const latest = new Map<string, Adopted>();
  for (const adopted of agreements) {
    if ((readMoment(adopted.agreement.adopted.utc) ?? 0) <= end)
      latest.set(adopted.agreement.agreement, adopted);
  }
  return [...latest.values()];
}

/** Applies the changes of one entry to a state that the caller owns. */
export function applyChanges(state: MissionState, changes: readonly Change[]): void {
  for (const change of changes) applyChange(state, change);
  state.size += 1;
}

function applyChange(state: MissionState, change: Change): void {
  switch (change.type) {
    case 'opened':
      state.mission = change.mission;
      state.origin = change.origin;
      return;
    case 'register':
      state.register = change.register;
      return;
    case 'rules':
      state.rules = change.rules;
      return;
    case 'agreement':
      state.agreements.push(change.adopted);
      return;
    case 'report':
      state.reports.set(change.report.key, change.report);
      return;
    case 'again':
      state.again.set(
        change.report.key,
        inOrder([...(state.again.get(change.report.key) ?? []), change.report]),
      );
      return;
    case 'erased':
      forget(state, change);
      return;
    case 'incident':
      state.incidents.set(change.incident.id, change.incident);
      return;
    case 'indications':
      state.indications.set(change.incident, change.indications);
      return;
    case 'ignored':
      return;
    default:
      never(change);
  }
}

function inOrder(reports: readonly KnownReport[]): readonly KnownReport[] {
  return reports.toSorted((a, b) => a.index - b.index);
}

function forget(state: MissionState, erased: Extract<Change, { readonly type: 'erased' }>): void {
  for (const key of erased.reports) {
    state.reports.delete(key);
    state.incidents.delete(key);
    state.indications.delete(key);
  }
  for (const [key, again] of state.again)
    state.again.set(
      key,
      again.filter(({ index }) => !erased.indexes.has(index)),
    );
  state.erasedAt = erased.index;
}
