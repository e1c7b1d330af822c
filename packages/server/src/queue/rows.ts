import type { Incident } from '@armistice/core/mission';
import type { Asked, Claimed } from '../derived/work-on.ts';
import type { Risk } from './escalation.ts';

/** What a person is needed for. */
export const NEEDS = [
  'assess',
  'second-word',
  'inquiry',
  'number',
  'complaint',
  'merge',
  'split',
  'ladder',
  'erratum',
  'bulletin',
  'proposal',
] as const;
export type Need = (typeof NEEDS)[number];

/** Who set a clock: the rules of the mission, whoever asked for the inquiry, or this program, whose clocks bind nobody. */
export type ClockOf = 'rules' | 'inquiry' | 'working';

/** One thing that a person is needed for, with its clock; UTC milliseconds. */
export interface Waiting {
  readonly need: Need;
  readonly since: number;
  readonly due?: number;
  readonly clock?: ClockOf;
}

/** By when the mission itself is to act, and who set that clock; apart from when a team that was asked is to answer. */
export interface ActBy {
  readonly need: Need;
  readonly due: string;
  readonly clock: ClockOf;
}

/** An incident that may need somebody, with what costs time to find out. */
export interface Kept {
  readonly incident: Incident;
  /** The clause with a place by which a breach is indicated. */
  readonly zone?: string;
}

/** What the list says of an incident. */
export type Essentials = Pick<
  Incident,
  | 'id'
  | 'kind'
  | 'occurred'
  | 'place'
  | 'count'
  | 'origins'
  | 'basis'
  | 'status'
  | 'attribution'
  | 'finding'
  | 'resolution'
> &
  Partial<Pick<Incident, 'number' | 'verifying' | 'phase' | 'weapon' | 'tier'>> & {
    readonly reports: number;
  };

/** One row of the queue. */
export interface QueueRow {
  /** Stays the same while it waits for the same. */
  readonly id: string;
  readonly needs: readonly Need[];
  readonly since: string;
  readonly due?: string;
  readonly clock?: ClockOf;
  readonly act?: ActBy;
  readonly overdue: boolean;
  readonly risk: Risk;
  readonly area?: string;
  readonly incident?: Essentials;
  /** Handles of those who reported it: they may not judge it. */
  readonly authors?: readonly string[];
  readonly claim?: Claimed;
  readonly inquiry?: Asked;
  readonly complaint?: { readonly entry: number; readonly party: string; readonly against?: string };
  /** The other incident that the evidence is for joining it with. */
  readonly with?: string;
  /** Of a bulletin: its number; of the daily one that is due, where the stretch that it reports on ends. */
  readonly bulletin?: { readonly number?: string; readonly cutOff?: string; readonly touched?: number };
  readonly proposal?: {
    readonly id: string;
    readonly act: string;
    readonly asked: string;
    readonly own: boolean;
  };
}
