import { bodyOf } from '../agreement/index.ts';
import { accept, parseShape, type Result, type Shape } from '../base/index.ts';
import { type Header, type InnerHeader, type KeyRecord, PUBLIC, type ReadEntry } from '../record/index.ts';
import type { Change, Ignored } from './changes.ts';
import { bodyNamed, textsAt } from './competence.ts';
import type { Author } from './needs.ts';
import { OFFICES_UNSTATED, type Office, officesIn } from './rules.ts';
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

/** Who wrote an entry at a moment, with the offices that the texts in force then and the mission's rules give. */
export function authorOf(state: MissionView, key: KeyRecord | undefined, at: number): Author | undefined {
  if (key === undefined) return undefined;
  const { role, subject } = key;
  if (role === 'party') return { subject, party: true, offices: new Set() };
  if (role === 'person')
    return {
      subject,
      party: false,
      // KNOWN: a mission that names no offices lets every person's key assess; two are needed to verify all the same.
      offices: new Set(
        state.rules.offices === undefined ? OFFICES_UNSTATED : officesIn(state.rules, subject),
      ),
    };
  if (role !== 'body') return undefined;
  const texts = textsAt(state, at).flatMap((text) => bodyOf(text, subject)?.does ?? []);
  const { bodies = {} } = state.rules;
  const own = [
    ...(Object.hasOwn(bodies, subject) ? (bodies[subject]?.does ?? []) : []),
    ...officesIn(state.rules, subject),
  ];
  const body = bodyNamed(state, subject, at);
  return {
    subject,
    party: false,
    offices: new Set<Office>([...texts, ...own]),
    ...(body === undefined ? {} : { body }),
  };
}

/** A number or name that people give, as it is kept: what some alone read takes none away from what everyone reads. */
export function nameWithin(audience: string, name: string): string {
  return audience === PUBLIC ? name : `${audience} ${name}`;
}

/** Whether what was written for one audience may bear on what rests on another: never wider than it was written for. */
export function mayBearOn(basis: string, audience: string): boolean {
  return basis === PUBLIC || basis === audience;
}
