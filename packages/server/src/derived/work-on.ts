import { formatMoment } from '@armistice/core/base';
import {
  claimOn,
  type Incident,
  type InquiryEntry,
  type MissionView,
  type Noted,
} from '@armistice/core/mission';
import { openInquiryOn } from '../queue/open-inquiry.ts';

/** Who has an incident, and since when. */
export interface Claimed {
  readonly by: string;
  readonly handedBy?: string;
  readonly since: string;
  readonly until?: string;
  readonly note?: string;
}

/** What a team is asked, by which entry and since when. */
export type Asked = InquiryEntry & { readonly entry: number; readonly asked: string };

/** Who works on an incident at a moment (UTC milliseconds), and what a team is asked still: for the mission alone. */
export function workOn(
  view: MissionView,
  incident: Incident,
  times: { readonly assessed: number },
  now: number,
): { readonly claim?: Claimed; readonly inquiry?: Asked } {
  const claim = claimOn(view, incident, now);
  const asked = openInquiryOn(view, incident, times);
  return {
    ...(claim === undefined ? {} : { claim: { ...claim.body, since: formatMoment(claim.at) } }),
    ...(asked === undefined ? {} : { inquiry: askedBy(asked) }),
  };
}

/** What a team is asked by an entry. */
export function askedBy({ body, index, at }: Noted<InquiryEntry>): Asked {
  return { ...body, entry: index, asked: formatMoment(at) };
}
