import type { Work } from './account.ts';
import type { Deed } from './write.ts';

// How the mission's people share their work: entries for the mission alone.

const MISSION = 'mission';

/** Takes an incident, or gives it to somebody else (`to`); `from` names who has it, where that is another. */
export function claimDeed(
  incident: string,
  given: { readonly from?: string; readonly to?: string; readonly note?: string } = {},
): Deed {
  return { kind: 'claim', audience: MISSION, body: { incident, ...given } };
}

/** Gives it back. */
export function releaseDeed(incident: string): Deed {
  return { kind: 'claim', audience: MISSION, body: { incident, released: true } };
}

/** Who must be named to take an incident: whoever has it, if that is another. */
export function heldBy(
  held: Pick<NonNullable<Work['claim']>, 'by'> | undefined,
  handle: string,
): { readonly from?: string } {
  return held === undefined || held.by === handle ? {} : { from: held.by };
}

/** Asks a team to look, until when (`due`, RFC 3339). */
export function inquiryDeed(
  incident: string,
  asked: {
    readonly due: string;
    readonly asks: string;
    /** Handle of the member who goes and looks; left out: any team. */
    readonly team?: string;
    readonly area?: string;
    readonly risk?: string;
  },
): Deed {
  return { kind: 'inquiry', audience: MISSION, body: { incident, ...asked } };
}

/** Asks nobody any more. */
export function withdrawalDeed(incident: string, reason: string): Deed {
  return { kind: 'inquiry', audience: MISSION, body: { incident, withdrawn: true, reason } };
}
