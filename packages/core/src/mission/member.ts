import { memberForm } from './member-form.ts';
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
  state.members.set(body.handle, member);
  changes.push({ type: 'member', member });
  note(step);
}
