import { flag, misshapen, object, type Shaped, text } from '../base/index.ts';
import { memberHandle } from './member-form.ts';
import { moment, reason, reportId, word } from './words.ts';

// How the mission's staff shares its work: who has taken an incident up, and who is asked to look where, until when. It is
// for the mission alone: whoever knows what nobody is working on knows what will not be looked at.

export const claimForm = object(
  { incident: reportId },
  {
    /** Whom it is handed to; left out: whoever writes it takes it. */
    to: memberHandle,
    /** Who has it now, where somebody has: it is taken from nobody unawares. */
    from: memberHandle,
    /** Until when it is theirs; left out: until they give it back. */
    until: moment(),
    note: text({ max: 500 }),
    /** It is given back: nobody has it. */
    released: flag(),
  },
  ({ to, until, released }, path) => {
    if (released === true && (to !== undefined || until !== undefined))
      misshapen(path === '' ? 'released' : `${path}.released`, 'gives it back: it is handed to nobody then');
  },
);

/** The body of a `claim` entry. */
export type ClaimEntry = Shaped<typeof claimForm>;

export const inquiryForm = object(
  { incident: reportId },
  {
    /** By when an answer is asked for. */
    due: moment(),
    /** Area of responsibility: whose team is asked. */
    area: word,
    /** Who is asked, where it is a member. */
    team: memberHandle,
    asks: text({ max: 2000 }),
    /** What endangers the team that goes. */
    risk: text({ max: 2000 }),
    /** Nobody is asked any more; with the reason. */
    withdrawn: flag(),
    reason,
  },
  ({ due, asks, withdrawn }, path) => {
    if (withdrawn === true) return;
    const at = path === '' ? '' : `${path}.`;
    if (due === undefined) misshapen(`${at}due`, 'is missing: by when is an answer asked for?');
    if (asks === undefined) misshapen(`${at}asks`, 'is missing: what is the team asked to find out?');
  },
);

/** The body of an `inquiry` entry: the task that a team is given. */
export type InquiryEntry = Shaped<typeof inquiryForm>;
