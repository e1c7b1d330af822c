import { accept, parseShape, type Result, type Shape } from '../base/index.ts';
import { type Header, type InnerHeader, type KeyRecord, PUBLIC, type ReadEntry } from '../record/index.ts';
import type { Change, Ignored } from './changes.ts';
import type { Author } from './needs.ts';
import type { BodyRule, Office } from './rules.ts';
import type { MissionState, MissionView, Noted } from './state.ts';
import type { Waiting } from './waiting.ts';

/** One entry on its way through the fold, with what it changes so far. */
export interface Step {
  readonly state: MissionState;
  readonly index: number;
  /** UTC milliseconds. */
  readonly at: number;
  readonly audience: string;
  readonly header: Header | (InnerHeader & { readonly at: number });
  readonly key: KeyRecord | undefined;
  readonly body: ReadEntry['body'];
  readonly changes: Change[];
  /** Reports that are grouped before anything asks for an incident. */
  readonly waiting: Waiting;
}

/** Leaves the entry without effect, with the sentence that says why. */
export function ignore(
  { index, changes }: Pick<Step, 'index' | 'changes'>,
  why: Ignored,
  message: string,
): undefined {
  changes.push({ type: 'ignored', index, why, message: `entry ${index}: ${message}` });
}

/** Reads the body strictly; undefined, with a word about it, where it is misshapen. */
export function readBody<T>(step: Step, form: Shape<T>): T | undefined {
  const read: Result<T> = parseShape(form, step.body, 'mission/entry');
  if (read.ok) return accept(read.value).value;
  ignore(step, 'malformed', read.refusal.message);
  return undefined;
}

/** Something put on record, with its place. */
export function noted<T>({ index, at, audience }: Step, body: T): Noted<T> {
  return { index, at, audience, body };
}

/** Tells the store that something beside incidents and counts changed. */
export function note({ index, changes, header }: Step): void {
  changes.push({ type: 'noted', kind: header.kind, index });
}

const EVERY_PERSON: readonly Office[] = ['duty', 'verify'];

/** Who wrote an entry, with the offices that agreements in force and the mission's rules give. */
export function authorOf(state: MissionView, key: KeyRecord | undefined): Author | undefined {
  if (key === undefined) return undefined;
  const { role, subject } = key;
  if (role === 'party') return { subject, party: true, offices: new Set() };
  if (role === 'person')
    return {
      subject,
      party: false,
      // KNOWN: a mission that names no offices lets every person's key assess; two are needed to verify all the same.
      offices: new Set(state.rules.offices === undefined ? EVERY_PERSON : state.rules.offices[subject]),
    };
  if (role !== 'body') return undefined;
  const body = bodyNamed(state, subject);
  return {
    subject,
    party: false,
    offices: new Set([...(body?.does ?? []), ...(state.rules.offices?.[subject] ?? [])] as Office[]),
    ...(body === undefined ? {} : { body }),
  };
}

/** A body by its name: of the agreement adopted last that names it, or else of the mission's rules. */
export function bodyNamed(state: MissionView, name: string): BodyRule | undefined {
  for (const { agreement } of state.agreements.toReversed()) {
    const body = agreement.bodies?.[name];
    if (body !== undefined) return body as BodyRule;
  }
  return state.rules.bodies?.[name];
}

/** Members of a group of the agreements on record; the parties, for the word "party". */
export function membersOf(state: MissionView, group: string): readonly string[] {
  for (const { agreement } of state.agreements.toReversed()) {
    if (group === 'party') return agreement.parties.map(({ id }) => id);
    const members = agreement.groups?.[group]?.of;
    if (members !== undefined) return members;
  }
  return [];
}

/** Whether what was written for one audience may bear on what rests on another: never wider than it was written for. */
export function mayBearOn(basis: string, audience: string): boolean {
  return basis === PUBLIC || basis === audience;
}
