import { type KeyRole, PUBLIC } from '../record/index.ts';
import type { Incident } from './incident.ts';
import type { KnownReport, MissionView } from './state.ts';
import { MISSION } from './views.ts';

// Nobody judges what they reported. Who reported something is read from the record, and for each audience from what
// it may read: else what the mission alone knows would move an incident that everyone computes.

/** Keys that stand for no person: what they filed is as good as filed by whoever made the device. */
const NOBODY: ReadonlySet<KeyRole> = new Set<KeyRole>(['import', 'device', 'sequencer']);

/** Who signed a report, by the key in force then; undefined where no person, party or body did. */
export function filedBy(key: { readonly role: KeyRole; readonly subject: string } | undefined) {
  return key === undefined || NOBODY.has(key.role) ? undefined : key.subject;
}

/** Every report that an incident rests on or stands for: those in it, those it sums up, those that crowd it. */
export function reportsBehind({ reports, covers, crowding = [] }: Incident): readonly string[] {
  return [...reports, ...covers, ...crowding];
}

/**
 * Handles of those who reported something, as an audience may know it: the sources, whoever signed, also where they
 * filed the same again, and of devices whoever ever made them, which the mission alone knows.
 */
export function authorsOf(state: MissionView, keys: Iterable<string>, audience: string): ReadonlySet<string> {
  const authors = new Set<string>();
  for (const key of keys) {
    const standing = state.reports.get(key);
    if (standing === undefined) continue;
    for (const one of [standing, ...(state.again.get(key) ?? [])])
      if (one.basis === PUBLIC || one.basis === audience) addAuthors(authors, state, one, audience);
  }
  return authors;
}

function addAuthors(
  authors: Set<string>,
  { makers }: MissionView,
  { by, view: { source } }: KnownReport,
  audience: string,
): void {
  authors.add(source);
  if (by !== undefined) authors.add(by);
  else if (audience === MISSION) for (const maker of makers.get(source) ?? []) authors.add(maker);
}
