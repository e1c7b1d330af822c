import { reads } from './audiences.ts';
import type { Incident } from './incident.ts';
import { isMemberAt } from './member-form.ts';
import { incidentWith, type MissionView, type Noted } from './state.ts';
import { ignore, note, noted, readBody, type Step } from './step.ts';
import { MISSION } from './views.ts';
import { millisecondsOf } from './words.ts';
import { claimForm, type InquiryEntry, inquiryForm } from './work-forms.ts';

// Who works on what. It moves no axis, freezes no incident and stands in no root: incidents are the same for whoever may
// not read it. The last word on an incident is kept under the report by which it was named, so that it stays with that
// report when incidents join or part.

/** That somebody has taken an incident up. */
export interface Claim {
  /** Who has it. */
  readonly by: string;
  /** Who handed it to them, where somebody else did. */
  readonly handedBy?: string;
  readonly until?: string;
  readonly note?: string;
}

/** Who works on what; in no root. By the report that was named. */
export interface WorkView {
  /** Who has taken incidents up. */
  readonly claims: ReadonlyMap<string, Noted<Claim>>;
  /** What teams are asked. */
  readonly inquiries: ReadonlyMap<string, Noted<InquiryEntry>>;
}

/** Takes an incident up, hands it over, or gives it back. */
export function takeClaim(step: Step): undefined {
  const { state, key, at } = step;
  const incident = incidentOfWork(step);
  if (incident === undefined) return;
  const body = readBody(step, claimForm);
  if (body === undefined) return;
  const author = key?.subject ?? '';
  const held = claimOn(state, incident, at);
  // Two who take it in the same moment: the second is told, and may take it over knowingly.
  if (held !== undefined && held.body.by !== author && body.from !== held.body.by)
    return ignore(step, 'illegal', `${held.body.by} has it since entry ${held.index}`);
  if (body.from !== undefined && body.from !== held?.body.by)
    return ignore(step, 'illegal', `${body.from} does not have it any more`);
  if (body.released === true && held === undefined) return ignore(step, 'illegal', 'nobody has it');
  if (body.until !== undefined && millisecondsOf(body.until) <= at)
    return ignore(step, 'illegal', 'it would be over before it begins');
  const { to = author, until, note: words } = body;
  if (to !== author && !isMember(state, to, at)) return ignore(step, 'unknown', `${to} is no member`);
  for (const report of incident.reports) state.claims.delete(report);
  if (body.released !== true)
    state.claims.set(
      body.incident,
      noted(step, {
        by: to,
        ...(to === author ? {} : { handedBy: author }),
        ...(until === undefined ? {} : { until }),
        ...(words === undefined ? {} : { note: words }),
      }),
    );
  note(step);
}

/** Asks a team to look; a later word on the incident takes the place of the earlier one. */
export function askInquiry(step: Step): undefined {
  const { state, at } = step;
  const incident = incidentOfWork(step);
  if (incident === undefined) return;
  const body = readBody(step, inquiryForm);
  if (body === undefined) return;
  if (body.team !== undefined && !isMember(state, body.team, at))
    return ignore(step, 'unknown', `${body.team} is no member`);
  const asked = inquiryOn(state, incident);
  if (body.withdrawn === true && asked === undefined)
    return ignore(step, 'illegal', 'nobody is asked about it');
  for (const report of incident.reports) state.inquiries.delete(report);
  if (body.withdrawn !== true) state.inquiries.set(body.incident, noted(step, body));
  note(step);
}

/** The incident that an entry about work names, if it is for the mission and the mission reads it. */
function incidentOfWork(step: Step): Incident | undefined {
  const { state, audience, body } = step;
  if (audience !== MISSION) {
    ignore(step, 'not-entitled', `who works on what is for "${MISSION}", not for ${audience}`);
    return undefined;
  }
  const named = typeof body === 'object' && body !== null ? Reflect.get(body, 'incident') : undefined;
  const incident = typeof named === 'string' ? incidentWith(state, named) : undefined;
  if (incident !== undefined && reads(MISSION, incident.basis)) return incident;
  ignore(step, 'unknown', `no incident for ${audience} has the report ${String(named).slice(0, 64)}`);
  return undefined;
}

function isMember({ members }: MissionView, handle: string, at: number): boolean {
  const member = members.get(handle);
  return member !== undefined && isMemberAt(member.body, at);
}

/** Who has an incident at a moment (UTC milliseconds); of several claims that came together with it, the last. */
export function claimOn(
  { claims }: Pick<WorkView, 'claims'>,
  { reports }: Pick<Incident, 'reports'>,
  at: number,
): Noted<Claim> | undefined {
  const last = lastOf(claims, reports);
  const until = last?.body.until;
  return until !== undefined && millisecondsOf(until) <= at ? undefined : last;
}

/** What a team was asked about an incident; undefined where nobody was, or is no more. */
export function inquiryOn(
  { inquiries }: Pick<WorkView, 'inquiries'>,
  { reports }: Pick<Incident, 'reports'>,
): Noted<InquiryEntry> | undefined {
  return lastOf(inquiries, reports);
}

function lastOf<T>(kept: ReadonlyMap<string, Noted<T>>, reports: readonly string[]): Noted<T> | undefined {
  if (kept.size === 0) return undefined;
  let last: Noted<T> | undefined;
  for (const report of reports) {
    const found = kept.get(report);
    if (found !== undefined && found.index > (last?.index ?? -1)) last = found;
  }
  return last;
}
