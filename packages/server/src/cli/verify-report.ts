import type { Audit, Problem } from '@armistice/core/record';
import type { Seen } from '../state/seen.ts';
import type { Recomputed, RecomputedAnswer } from './recompute.ts';
import type { PromiseCheck } from './verify-promise.ts';
import type { Trust } from './verify-trust.ts';
import { type Dependent, witnessLine } from './witness-lines.ts';
import { age, count, entries } from './words.ts';

/** All that a verification found. */
export interface Verification {
  readonly place: string;
  readonly audit: Audit;
  readonly recomputed: Recomputed;
  readonly trust: Trust;
  readonly seen: Seen | undefined;
  readonly dependent: Dependent;
  /** What was taken back, in sentences, and the files that show it. */
  readonly deeds: readonly string[];
  readonly evidence: readonly string[];
  readonly promise?: PromiseCheck;
  /** Unix milliseconds. */
  readonly now: number;
}

const SHOWN_PROBLEMS = 20;

/** The report for a person: the five answers apart. */
export function reportLines(found: Verification): string[] {
  const { audit, recomputed, trust, promise } = found;
  const lines = [headline(found), ...integrityLines(found)];
  lines.push(`re-computed: ${answer(recomputed.recomputed)}`);
  lines.push(`summed: ${answer(recomputed.summed)}`);
  lines.push(`attested: ${answer(recomputed.attested)}`);
  const { notRecomputable } = recomputed;
  lines.push(`not re-computable: ${count(notRecomputable.count)}`);
  for (const { reason, count: times } of notRecomputable.reasons) lines.push(`  ${count(times)}: ${reason}`);
  if (promise !== undefined) lines.push(`promise: ${promise.line}`);
  for (const deed of found.deeds) lines.push(`ALARM: ${deed}`);
  for (const file of found.evidence) lines.push(`evidence: ${file}`);
  if (trust.notice !== undefined) lines.push(`note: ${trust.notice}`);
  if (found.seen?.leavesDamaged === true)
    lines.push(
      'note: the leaf hashes kept from the last look are damaged; a change could be seen but not named',
    );
  if (audit.entries.withheld > 0)
    lines.push(
      `note: ${count(audit.entries.withheld)} field(s) are for other readers; --as <audience> opens what you may read`,
    );
  return lines;
}

function headline({ audit, place, seen, deeds, now }: Verification): string {
  const { checkpoint, since } = audit;
  if (checkpoint === undefined) return `${place}: nothing could be verified`;
  const what = `${checkpoint.origin}: ${entries(checkpoint.size)}`;
  if (seen === undefined) return `${what}; never seen before on this machine`;
  const when = age(Math.floor(seen.at / 1000), now);
  if (since === 'grown') return `${what}; ${count(checkpoint.size - seen.checkpoint.size)} more than ${when}`;
  // The log signed nothing else: this copy of it is damaged.
  if (since === 'forked' && deeds.length === 0)
    return `${what}; last seen ${when}, when its entries were others`;
  return `${what}; last seen ${when}, ${SINCE[since]}`;
}

const SINCE: Readonly<Record<Audit['since'], string>> = {
  'first-look': 'never seen before',
  unchanged: 'unchanged',
  grown: 'grown',
  'rolled-back': 'ROLLED BACK since',
  forked: 'REWRITTEN since',
};

function answer({ state, text }: RecomputedAnswer): string {
  return state === 'none' ? text : `${state === 'no' ? 'NO' : 'yes'}: ${text}`;
}

function integrityLines({ audit, dependent, now, trust }: Verification): string[] {
  const { checkpoint, problemCount, problems } = audit;
  const lines = audit.intact
    ? ['integrity: yes: every signature, every leaf, and every body that this reader may open holds']
    : [`integrity: NO: ${count(problemCount)} problem(s)`];
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) lines.push(...problemLines(problem));
  if (problemCount > SHOWN_PROBLEMS)
    lines.push(`  … and ${count(problemCount - Math.min(problemCount, SHOWN_PROBLEMS))} more`);
  if (checkpoint === undefined) return lines;
  for (const standing of audit.witnesses)
    lines.push(`  ${witnessLine(standing, checkpoint.size, dependent, now)}`);
  if (audit.witnesses.length > 0) lines.push(`  ${quorumLine(audit.quorumSize, checkpoint.size)}`);
  else
    lines.push(
      trust.from === 'key'
        ? '  with the key of the log alone, no co-signature can be told'
        : '  the policy names no witness',
    );
  const { open, sealed, opened, signed, batches, erased } = audit.entries;
  lines.push(
    `  ${count(open)} open and ${count(sealed)} restricted entries (${count(opened)} opened); ${count(signed)} signed by their authors; ${count(batches)} batches vouched for; ${count(erased)} field(s) erased`,
  );
  return lines;
}

function quorumLine(quorum: number, size: number): string {
  if (quorum === 0) return 'the quorum of the policy stands behind none of it';
  return quorum >= size
    ? 'the quorum of the policy stands behind all of it'
    : `the quorum of the policy stands behind the first ${entries(quorum)}`;
}

function problemLines({ message, expected, found, code }: Problem): string[] {
  const lines = [`  ${message}`];
  if (expected !== undefined) lines.push(`    expected: ${expected}`);
  if (found !== undefined) lines.push(`    found: ${found}`);
  lines.push(`    what to do: ${remedyFor(code)}`);
  return lines;
}

function remedyFor(code: string): string {
  switch (code) {
    case 'record/no-checkpoint':
    case 'record/unknown-log':
      return 'check the address or folder, and which policy file you use';
    case 'record/rolled-back':
    case 'record/forked':
      return 'get the newest copy first; if it is the newest, show the evidence file to the other side';
    case 'record/tile-missing':
    case 'record/tile-altered':
    case 'record/entries-missing':
    case 'record/body-missing':
      return 'copy the log again; if it stays so, the mission rebuilds it, and "armistice verify" on another copy tells which is right';
    case 'record/cosignature':
      return 'ask that party for its own newest co-signature';
    default:
      return 'keep this copy as it is, and compare it with a mirror of either side';
  }
}

/** The same for a program. */
export function reportJson(found: Verification, exit: number): string {
  const { audit, recomputed, trust, promise, dependent } = found;
  const { checkpoint } = audit;
  return JSON.stringify({
    ok: exit === 0,
    origin: audit.origin,
    size: checkpoint?.size ?? null,
    integrity: audit.intact ? 'yes' : 'no',
    since: audit.since,
    trust: trust.from,
    problemCount: audit.problemCount,
    problems: audit.problems,
    entries: audit.entries,
    witnesses: audit.witnesses.map((one) => ({ ...one, independent: !dependent.has(one.name) })),
    quorumSize: audit.quorumSize,
    recomputed: recomputed.recomputed,
    summed: recomputed.summed,
    attested: recomputed.attested,
    notRecomputable: recomputed.notRecomputable,
    alarms: found.deeds,
    evidence: found.evidence,
    ...(promise === undefined ? {} : { promise: { verdict: promise.verdict, index: promise.index } }),
  });
}
