import { reads } from './audiences.ts';
import { called } from './called.ts';
import { isShown } from './coverage.ts';
import type { Stretch } from './observation.ts';
import type { AccessEntry } from './observation-forms.ts';
import type { MissionView, Noted } from './state.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';

/** An answer to a request for access: whose word it was and why, as the entry has it. */
export interface AccessRow extends Omit<AccessEntry, 'id' | 'source'> {
  /** The entry of the record. */
  readonly entry: number;
  /** Who asked; for the mission alone. */
  readonly source?: string;
  /** What the record calls who asked. */
  readonly name?: string;
}

/** What kept one source from observing. */
export interface Interruption {
  readonly entry: number;
  readonly source: string;
  /** What the record calls it. */
  readonly name?: string;
  readonly area: string;
  readonly from: string;
  readonly to: string;
  readonly cause: string;
  readonly means?: string;
}

/** Rows of a list, the latest first, and how many more there are. */
interface Listed<T> {
  readonly rows: readonly T[];
  readonly more: number;
}

interface Asked extends Stretch {
  readonly audience: string;
}

const MOST_LISTED = 300;

/** Access granted, denied, delayed or given on terms in a stretch, as one audience may know it. */
export function accessRows(state: MissionView, asked: Asked): Listed<AccessRow> {
  const shown = isShown(state, asked.audience);
  return listed(
    [...state.access.values()].filter((one) => isIn(one, asked) && shown(one.body)),
    ({ index, body: { id: _id, source, ...body } }) => ({
      entry: index,
      ...body,
      ...(source === undefined || asked.audience !== MISSION ? {} : { source, ...called(state, source) }),
    }),
  );
}

/** What kept single sources from observing: nobody but the mission is told. */
export function interruptions(state: MissionView, asked: Asked): Listed<Interruption> {
  if (asked.audience !== MISSION) return { rows: [], more: 0 };
  return listed(
    [...state.coverage.values()].filter((one) => one.body.state === 'not' && isIn(one, asked)),
    ({ index, body: { source = '', area, from, to, cause = 'unknown', means } }) => ({
      ...{ entry: index, source, ...called(state, source), area, from, to, cause },
      ...(means === undefined ? {} : { means }),
    }),
  );
}

function isIn(
  { audience, body }: Noted<{ readonly from: string; readonly to: string }>,
  asked: Asked,
): boolean {
  return (
    reads(asked.audience, audience) &&
    millisecondsOf(body.from) < asked.to &&
    millisecondsOf(body.to) > asked.from
  );
}

function listed<B extends { readonly from: string }, T>(
  rows: readonly Noted<B>[],
  told: (row: Noted<B>) => T,
): Listed<T> {
  const latest = rows.toSorted(
    (a, b) => millisecondsOf(b.body.from) - millisecondsOf(a.body.from) || b.index - a.index,
  );
  return { rows: latest.slice(0, MOST_LISTED).map(told), more: Math.max(0, latest.length - MOST_LISTED) };
}
