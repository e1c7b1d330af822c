import { applyKeyEntry, keyInForce, openRegister, PUBLIC, type ReadEntry } from '../record/index.ts';
import type { Change } from './changes.ts';
import { giveGrade, giveNumber, takeDecision } from './deciding.ts';
import { type EntryKindName, entryKind } from './entry-kinds.ts';
import { erase, fileReport } from './filing.ts';
import { judgeOf } from './judging.ts';
import { adopt, confirmClause, drawLine, drawZone, judgeAgain, learn } from './knowing.ts';
import { runClocks } from './ladder.ts';
import { joinReports, splitReports, undoLinking } from './linking.ts';
import { noteMember } from './member.ts';
import * as noting from './noting.ts';
import { setFusionParameters, setSourceClock } from './observers.ts';
import { parseRules } from './rules.ts';
import { takeSecond } from './second.ts';
import type { MissionState } from './state.ts';
import { ignore, noted, type Step } from './step.ts';
import { touchRows } from './touched-rows.ts';
import { Waiting } from './waiting.ts';
import { askInquiry, takeClaim } from './work.ts';

/** Version of the fold; stated beside every published root. */
export const FOLD_VERSION = 6;

/**
 * The fold: takes the next entry into a state that the caller owns, and answers what it changed. It reads nothing but
 * the state and the entry, so that the same entries give the same state everywhere. Entries come in the order of the
 * record; another one throws.
 */
export function takeEntry(state: MissionState, entry: ReadEntry): readonly Change[] {
  return takeEntries(state, [entry]);
}

/**
 * Takes the next entries at once. The state is the one that they lead to one by one, to the byte, however the record is
 * cut into batches; the reports of a batch are grouped and judged together, so an incident that only stood between two
 * of its entries is among no changes.
 */
export function takeEntries(state: MissionState, entries: readonly ReadEntry[]): readonly Change[] {
  const changes: Change[] = [];
  const waiting = new Waiting();
  for (const [at, { index }] of entries.entries())
    if (index !== state.size + at)
      throw new Error(`the fold is at entry ${state.size + at} and was given entry ${index}`);
  for (const entry of entries) takeOne(state, entry, changes, waiting);
  waiting.settle({ state, changes });
  return changes;
}

function takeOne(state: MissionState, entry: ReadEntry, changes: Change[], waiting: Waiting): void {
  const { index, header, leaf } = entry;
  const at = leaf.type === 'open' ? leaf.header.at : leaf.sealed.at;
  // What falls due before this entry happens before it, for those too who may not read it.
  const [due] = state.dues;
  if (due !== undefined && due.at <= at) {
    waiting.settle({ state, changes });
    runClocks({ state, index, at, changes });
  }
  if (header === undefined) {
    const audience = leaf.type === 'sealed' ? leaf.sealed.audience : 'another audience';
    changes.push({ type: 'ignored', index, why: 'sealed', message: `entry ${index} is for ${audience}` });
  } else if (index === 0) open(state, entry, changes);
  else {
    const { audience } = header;
    const key = keyInForce(state.register, header.by, index);
    const step = { state, index, at, audience, header, key, body: entry.body, changes, waiting };
    takeKnown(step);
    if (DECISIONS.has(header.kind)) keepRefusal(step);
  }
  state.size += 1;
  state.at = at;
}

function open(state: MissionState, { leaf }: ReadEntry, changes: Change[]): void {
  const register = leaf.type === 'open' ? openRegister(leaf.header) : undefined;
  if (register?.ok !== true || register.value.genesis === undefined) {
    changes.push({ type: 'ignored', index: 0, why: 'malformed', message: 'entry 0 does not open a mission' });
    return;
  }
  const { mission, origin } = register.value.genesis;
  state.mission = mission;
  state.origin = origin;
  state.register = register.value;
  changes.push({ type: 'opened', mission, origin }, { type: 'register', register: register.value });
}

function takeKnown(step: Step): undefined {
  const { header, key, audience } = step;
  const kind = entryKind(header.kind);
  if (kind === undefined)
    return ignore(step, 'other-kind', `it is of kind "${header.kind}", which changes no incident`);
  if (kind.roles !== undefined && (key === undefined || !kind.roles.includes(key.role)))
    return ignore(step, 'not-entitled', `a ${key?.role ?? 'unknown'} key may not write "${header.kind}"`);
  if (kind.open === true && audience !== PUBLIC)
    return ignore(step, 'not-entitled', `a "${header.kind}" binds everyone, and is for ${audience} alone`);
  const first = firstTime(step);
  if (first !== undefined)
    return ignore(step, 'duplicate', `entry ${first} holds the same, signed once by its author`);
  const asks = !ASKS_FOR_NO_INCIDENT.has(header.kind);
  if (asks) step.waiting.settle(step);
  HANDLERS[header.kind as EntryKindName](step);
}

/** Kinds by which an axis moves. */
const DECISIONS: ReadonlySet<string> = new Set<EntryKindName>([
  'assessment',
  'attribution',
  'finding',
  'resolution',
]);

/** A decision without effect is told to whoever looks at the incident, with the reason. */
function keepRefusal(step: Step): void {
  const { state, index, header, body, changes } = step;
  const last = changes.at(-1);
  if (last?.type !== 'ignored' || last.index !== index || last.why === 'duplicate') return;
  const { incident } = body as { readonly incident?: unknown };
  state.refused.push(
    noted(step, {
      kind: header.kind,
      ...(typeof incident === 'string' ? { incident } : {}),
      why: last.message,
    }),
  );
}

/** Kinds that have a rule of their own for what comes twice. */
const TWICE: ReadonlySet<string> = new Set<EntryKindName>([
  'report',
  'key',
  'erasure',
  'statement',
  'attestation',
]);

/** The entry in which what an author signed stood before: whoever appends it again decides nothing with it. */
function firstTime({ state, header, index }: Step): number | undefined {
  if (header.sig === undefined || TWICE.has(header.kind)) return undefined;
  const name = `${header.by} ${header.authored.nonce}`;
  const known = state.signed.get(name);
  if (known === undefined) state.signed.set(name, index);
  return known;
}

/** Kinds that neither read nor move an incident; reports see to it themselves. */
const ASKS_FOR_NO_INCIDENT: ReadonlySet<string> = new Set<EntryKindName>([
  'report',
  'key',
  'member',
  'source',
  'post',
  'coverage',
  'access',
  'tally',
  'grade',
  'second',
  'counting-rule',
  'engine',
  'statement',
  'attestation',
]);

const HANDLERS: { readonly [Kind in EntryKindName]: (step: Step) => void } = {
  mission: setRules,
  key: changeKeys,
  member: noteMember,
  agreement: adopt,
  fact: learn,
  line: drawLine,
  zone: drawZone,
  confirmation: confirmClause,
  source: noting.registerSource,
  post: noting.registerPost,
  report: fileReport,
  grade: giveGrade,
  join: joinReports,
  split: splitReports,
  undo: undoLinking,
  number: giveNumber,
  assessment: (step) => takeDecision(step, 'assessment'),
  attribution: (step) => takeDecision(step, 'attribution'),
  finding: (step) => takeDecision(step, 'finding'),
  resolution: (step) => takeDecision(step, 'resolution'),
  position: noting.takePosition,
  complaint: noting.complain,
  answer: noting.answerComplaint,
  claim: takeClaim,
  inquiry: askInquiry,
  second: takeSecond,
  coverage: noting.noteCoverage,
  access: noting.noteAccess,
  tally: noting.noteTally,
  'source-clock': setSourceClock,
  'counting-rule': noting.setCountingRule,
  'fusion-parameters': setFusionParameters,
  engine: noting.setEngine,
  bulletin: noting.publish,
  erratum: noting.putRight,
  correction: noting.correct,
  erasure: erase,
  // What is stated changes nothing; it is held against the state by whoever computes again.
  statement: () => undefined,
  attestation: () => undefined,
};

function setRules(step: Step): undefined {
  const { state, body, changes } = step;
  const rules = parseRules(body);
  if (!rules.ok) return ignore(step, 'malformed', rules.refusal.message);
  const { exercise } = state.rules;
  const judge = judgeOf(state);
  state.rules = rules.value;
  // Who reads indications may have changed.
  touchRows(state);
  changes.push({ type: 'rules', rules: rules.value });
  // In training every clause speaks; in a mission an unchecked one is silent until it is confirmed.
  if (exercise !== rules.value.exercise) judgeAgain(step, judge, 'adoption');
}

function changeKeys(step: Step): undefined {
  const { state, header, index, changes } = step;
  const grown = applyKeyEntry(state.register, header, index);
  if (!grown.ok) return ignore(step, 'malformed', grown.refusal.message);
  state.register = grown.value;
  changes.push({ type: 'register', register: grown.value });
}
