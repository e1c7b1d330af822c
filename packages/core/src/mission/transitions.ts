import type { AttributionState, FindingState, IncidentStatus, ResolutionState } from './axes.ts';
import type { Office } from './rules.ts';

// Every legal step on the axes, in one place. What stands in no row is illegal: it changes nothing, and the entry is
// kept with a sentence that says why. The conditions by name are in needs.ts.

/** What a step needs besides the right office. */
export type Need =
  /** Words that say why. */
  | 'reason'
  /** Access, time, safety or evidence. */
  | 'unable-reason'
  /** As many independent origins as the mission's rules ask for. */
  | 'origins'
  /** Another person than the one who first held it verified; or a body whose vote carries. */
  | 'second-person'
  /** Nobody assesses what they reported. */
  | 'not-own-report'
  /** A verified incident, unless the mission's rules say otherwise. */
  | 'verified-first'
  /** No attribution by assessment and no violation rests on the status. */
  | 'nothing-rests-on-it'
  /** The party that is named. */
  | 'party'
  /** Whose claim it is; a party claims in its own name alone. */
  | 'claimant'
  /** A party admits in its own name, or a body writes down who admitted. */
  | 'own-admission'
  /** What an assessment rests on. */
  | 'basis'
  /** A body that the text in force names for it; the mission's rules name one where no text does. */
  | 'named-body'
  /** A body, and its vote carries: quorum, and threshold or consensus. */
  | 'quorum'
  /** Where a body takes it: the same. A person may take it too. */
  | 'vote'
  /** A violation has its class. */
  | 'class'
  /** The clause stands in the text that was in force when the incident happened, and its words have that hash. */
  | 'clause'
  /** The lowest tier first, then one at a time, and no higher than the ladder. */
  | 'next-tier'
  /** The body of the tier it is at, where the mission's ladder names one. */
  | 'tier-body'
  /** What was agreed to be done. */
  | 'remedy'
  /** The reports that show it done. */
  | 'proof';

/** Who may take a step: an office of a person or body, a party for itself, or the clock of the ladder. */
export type Actor = Office | 'party' | 'clock';

interface Step<Axis extends string, State extends string> {
  readonly axis: Axis;
  readonly from: readonly State[];
  readonly to: State;
  readonly needs: readonly Need[];
  readonly by: readonly Actor[];
}

export type Transition =
  | Step<'status', IncidentStatus>
  | Step<'attribution', AttributionState>
  | Step<'finding', FindingState>
  | Step<'resolution', ResolutionState>;
export type Axis = Transition['axis'];

const ASSESSORS = ['duty', 'chair', 'verify'] as const;
const SETTLERS = ['coordinate', 'find', 'chair'] as const;
const ANY_FINDING = ['none', 'no violation', 'violation', 'inconclusive', 'not adopted'] as const;

export const TRANSITIONS: readonly Transition[] = [
  // Incident status, by assessment.
  { axis: 'status', from: ['alleged'], to: 'under inquiry', needs: [], by: ASSESSORS },
  {
    axis: 'status',
    from: ['under inquiry'],
    to: 'corroborated',
    needs: ['not-own-report', 'origins'],
    by: ASSESSORS,
  },
  {
    axis: 'status',
    from: ['corroborated'],
    to: 'verified',
    needs: ['not-own-report', 'reason', 'second-person'],
    by: ['chair', 'duty', 'verify'],
  },
  {
    axis: 'status',
    from: ['under inquiry', 'corroborated'],
    to: 'refuted',
    needs: ['not-own-report', 'reason'],
    by: ASSESSORS,
  },
  {
    axis: 'status',
    from: ['under inquiry', 'corroborated'],
    to: 'unable to verify',
    needs: ['unable-reason'],
    by: ASSESSORS,
  },
  { axis: 'status', from: ['corroborated'], to: 'under inquiry', needs: ['reason'], by: ASSESSORS },
  {
    axis: 'status',
    from: ['verified', 'refuted', 'unable to verify'],
    to: 'under inquiry',
    needs: ['reason', 'nothing-rests-on-it'],
    by: ['chair', 'verify'],
  },

  // Attribution.
  {
    axis: 'attribution',
    from: ['undetermined'],
    to: 'claimed',
    needs: ['claimant'],
    by: ['attribute', 'duty', 'party'],
  },
  {
    axis: 'attribution',
    from: ['undetermined', 'claimed', 'disputed'],
    to: 'admitted',
    needs: ['party', 'own-admission'],
    by: ['attribute', 'party'],
  },
  {
    axis: 'attribution',
    from: ['undetermined', 'claimed', 'admitted', 'disputed'],
    to: 'assessed',
    needs: ['party', 'basis', 'verified-first', 'named-body', 'vote'],
    by: ['attribute'],
  },
  {
    axis: 'attribution',
    from: ['claimed', 'admitted', 'assessed'],
    to: 'disputed',
    needs: ['reason', 'named-body', 'vote'],
    by: ['attribute'],
  },
  {
    axis: 'attribution',
    from: ['claimed', 'admitted', 'assessed', 'disputed'],
    to: 'undetermined',
    needs: ['reason', 'named-body', 'vote'],
    by: ['attribute'],
  },

  // Finding, of one clause. A later one takes the place of the earlier; both stay in the record.
  {
    axis: 'finding',
    from: ANY_FINDING,
    to: 'violation',
    needs: ['clause', 'class', 'verified-first', 'named-body', 'quorum'],
    by: ['find'],
  },
  {
    axis: 'finding',
    from: ANY_FINDING,
    to: 'no violation',
    needs: ['clause', 'named-body', 'quorum'],
    by: ['find'],
  },
  {
    axis: 'finding',
    from: ANY_FINDING,
    to: 'inconclusive',
    needs: ['clause', 'named-body', 'quorum'],
    by: ['find'],
  },
  {
    axis: 'finding',
    from: ['none', 'inconclusive', 'not adopted'],
    to: 'not adopted',
    needs: ['clause', 'named-body', 'reason'],
    by: ['find'],
  },

  // Resolution, up the ladder.
  {
    axis: 'resolution',
    from: ['open', 'at tier', 'deadlocked', 'lapsed', 'remedied', 'agreed remedy'],
    to: 'at tier',
    needs: ['next-tier', 'reason'],
    by: [...SETTLERS, 'clock'],
  },
  {
    axis: 'resolution',
    from: ['at tier', 'deadlocked'],
    to: 'agreed remedy',
    needs: ['tier-body', 'remedy', 'quorum'],
    by: SETTLERS,
  },
  { axis: 'resolution', from: ['agreed remedy'], to: 'remedied', needs: ['proof'], by: SETTLERS },
  {
    axis: 'resolution',
    from: ['at tier'],
    to: 'deadlocked',
    needs: ['tier-body', 'reason'],
    by: [...SETTLERS, 'clock'],
  },
  {
    axis: 'resolution',
    from: ['open', 'at tier', 'agreed remedy', 'deadlocked'],
    to: 'lapsed',
    needs: ['reason'],
    by: SETTLERS,
  },
];

/** The row for a step; undefined where it is illegal. */
export function transitionOf(axis: Axis, from: string, to: string): Transition | undefined {
  return TRANSITIONS.find(
    (row) => row.axis === axis && row.to === to && (row.from as readonly string[]).includes(from),
  );
}
