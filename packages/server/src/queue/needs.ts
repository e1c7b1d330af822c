import { formatMoment } from '@armistice/core/base';
import type { Incident, MissionView } from '@armistice/core/mission';
import { openInquiryOn } from './open-inquiry.ts';
import type { ActBy, Waiting } from './rows.ts';

const HOUR = 3_600_000;

/**
 * Working clocks, hours: how soon somebody should have looked. They are this program's and bind nobody; where the rules
 * of the mission or an inquiry set a clock, that one counts.
 */
export const WORKING_HOURS = { assess: 6, secondWord: 24, inquiry: 24, number: 4, erratum: 24 } as const;

/** When things came about, UTC milliseconds: what the fold keeps of it, and what can be read off beside. */
export interface Times {
  /** The record took its first report. */
  readonly filed: number;
  /** The last step was taken on it; the same where none was. */
  readonly stepped: number;
  /** It was assessed last as more than under inquiry; 0 where it never was. */
  readonly assessed: number;
  /** The first of two words by which it is verified was said last; 0 where none was. */
  readonly worded: number;
  /** About when an entry was recorded. */
  readonly recorded: (index: number) => number;
}

/** What an incident needs a person for; nothing where it waits for nobody. */
export function needsOf(view: MissionView, incident: Incident, times: Times): readonly Waiting[] {
  const { status, verifying, number, decisions = [] } = incident;
  const found: Waiting[] = [];
  if (verifying !== undefined && status !== 'verified')
    found.push(working('second-word', times.worded, WORKING_HOURS.secondWord));
  const asked =
    status === 'alleged' || status === 'under inquiry' ? openInquiryOn(view, incident, times) : undefined;
  if (asked?.body.due !== undefined)
    found.push({ need: 'inquiry', since: asked.at, due: Date.parse(asked.body.due), clock: 'inquiry' });
  else if (status === 'under inquiry') found.push(working('inquiry', times.stepped, WORKING_HOURS.inquiry));
  else if (status === 'alleged' && verifying === undefined)
    found.push(working('assess', times.filed, WORKING_HOURS.assess));
  if (number === undefined && decisions.length > 0)
    found.push(working('number', times.stepped, WORKING_HOURS.number));
  return found;
}

function working(need: Waiting['need'], since: number, hours: number): Waiting {
  return { need, since, due: since + hours * HOUR, clock: 'working' };
}

/** By when the mission itself is to act; what a team was asked has a clock of its own. */
export function actBy(waiting: readonly Waiting[]): { readonly act?: ActBy } {
  const first = firstDue(waiting.filter(({ clock }) => clock !== 'inquiry'));
  if (first?.due === undefined || first.clock === undefined) return {};
  return { act: { need: first.need, due: formatMoment(first.due), clock: first.clock } };
}

/** The clock that runs out first, of several things that one row waits for. */
export function firstDue(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity))[0];
}
