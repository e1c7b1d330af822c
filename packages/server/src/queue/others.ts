import { releasedFrom } from '@armistice/core/bulletin';
import { incidentWith, MISSION, type MissionView, reads } from '@armistice/core/mission';
import { WORKING_HOURS } from './needs.ts';
import type { QueueRow, Waiting } from './rows.ts';
import type { StepTimes } from './step-times.ts';

// What waits besides incidents: complaints, disputes whose time runs out, bulletins that are due or to be put right.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A clock of the ladder is shown this long before it runs out. */
const LADDER_AHEAD_MS = 3 * DAY;
/** The daily report goes out this long after its cut-off: at nine where the day is cut at midnight. */
const DAILY_HOURS = 9;
/** A mission that published none for so long publishes none daily. */
const DAILY_SEEN_MS = 7 * DAY;

/** Something that waits, with the incident that it is about, if there is one. */
export interface Other {
  readonly id: string;
  readonly waiting: Waiting;
  /** A key of any report of its incident. */
  readonly about?: string;
  /** The other incident that it is about. */
  readonly with?: string;
  readonly more?: Pick<QueueRow, 'complaint' | 'bulletin' | 'proposal'>;
}

/** All of it, at a moment (UTC milliseconds). */
export function othersAt(view: MissionView, times: StepTimes, now: number): readonly Other[] {
  return [...complaints(view), ...ladder(view, now), ...errata(view, times), ...daily(view, now)];
}

function complaints({ complaints: all }: MissionView): readonly Other[] {
  return [...all.values()].flatMap(({ index, audience, party, against, report, filed, due, answers }) =>
    answers.length > 0 || !reads(MISSION, audience)
      ? []
      : [
          {
            id: `complaint-${index}`,
            about: report,
            waiting: { need: 'complaint', since: filed, due, clock: 'rules' },
            more: { complaint: { entry: index, party, ...(against === undefined ? {} : { against }) } },
          },
        ],
  );
}

function ladder(view: MissionView, now: number): readonly Other[] {
  return view.dues.flatMap(({ at, core, audience, since }) => {
    const held = view.cases.get(core);
    const stands = held?.within === undefined && held?.lanes[audience]?.since === since;
    if (!stands || !reads(MISSION, audience) || at > now + LADDER_AHEAD_MS) return [];
    const [about] = held.reports;
    if (about === undefined || incidentWith(view, about) === undefined) return [];
    const waiting: Waiting = { need: 'ladder', since: Date.parse(since), due: at, clock: 'rules' };
    return [{ id: `ladder-${about}`, about, waiting }];
  });
}

function errata(view: MissionView, times: StepTimes): readonly Other[] {
  return [...view.bulletins.values()].flatMap(({ index, audience, body, touched }) => {
    const [first] = touched;
    if (first === undefined || !reads(MISSION, audience)) return [];
    const since = times.recorded(first);
    // While a bulletin is held back from its readers no erratum to it can go out: until then the clock stands.
    const from = Math.max(since, releasedFrom(audience, body));
    return [
      {
        id: `erratum-${index}`,
        waiting: {
          ...{ need: 'erratum', since, due: from + WORKING_HOURS.erratum * HOUR, clock: 'working' },
        } as Waiting,
        more: { bulletin: { number: body.number, touched: touched.length } },
      },
    ];
  });
}

/** The daily report of the stretch that ended last, once it is over. */
function daily({ bulletins }: MissionView, now: number): readonly Other[] {
  let last: number | undefined;
  for (const { body, audience } of bulletins.values())
    if (body.type === 'daily' && reads(MISSION, audience)) last = Math.max(last ?? 0, Date.parse(body.to));
  if (last === undefined || now - last > DAILY_SEEN_MS || now < last + DAY) return [];
  const cutOff = last + DAY;
  return [
    {
      id: `daily-${cutOff}`,
      waiting: { need: 'bulletin', since: cutOff, due: cutOff + DAILY_HOURS * HOUR, clock: 'working' },
      more: { bulletin: { cutOff: new Date(cutOff).toISOString() } },
    },
  ];
}
