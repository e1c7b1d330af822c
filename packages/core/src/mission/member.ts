import { type MemberEntry, memberForm } from './member-form.ts';
import type { MissionState } from './state.ts';
import { ignore, note, noted, readBody, type Step } from './step.ts';
import { MISSION } from './views.ts';

/** Who is a member is the mission's to know, and one list: what is written for others is not of it. */
export function noteMember(step: Step): undefined {
  const { state, audience, changes } = step;
  if (audience !== MISSION)
    return ignore(step, 'not-entitled', `a member is for "${MISSION}", not for ${audience}`);
  const body = readBody(step, memberForm);
  if (body === undefined) return;
  const member = noted(step, body);
  noteMakers(state, body);
  state.members.set(body.handle, member);
  changes.push({ type: 'member', member });
  note(step);
}

/** What a device files counts as filed by whoever made it, also once another made it anew or ended it. */
function noteMakers(
  { makers }: MissionState,
  { roles, sources = [], by, with: second, ended }: MemberEntry,
): void {
  if (ended === true || !roles.includes('device')) return;
  for (const source of sources)
    makers.set(source, [
      ...new Set([...(makers.get(source) ?? []), by, ...(second === undefined ? [] : [second])]),
    ]);
}
