import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { type Ask, type Asked, askedIn, filterOf } from './asked.ts';
import { type Movement, stepOf } from './one-step.ts';
import { queryOf, readTimeline, type Stretch } from './reading.ts';
import { TimeControls } from './time-controls.tsx';
import { TimeSteps } from './time-steps.tsx';
import styles from './timeline.module.css';
import { Timeline } from './timeline.tsx';
import { LIVE } from './use-live.ts';

const HOUR = 3_600_000;

interface TimePartProps {
  readonly asked: Asked;
  readonly ask: Ask;
  readonly audience: string | undefined;
  /** The end of the minute that goes on. */
  readonly now: number;
  /** How many bars at most. */
  readonly buckets: string;
}

/** The timeline of everything that the other filters leave, and the stretch of it that is looked at. */
export function TimePart({ asked, ask, audience, now, buckets }: TimePartProps) {
  const { r } = useRoom('situation');
  const { begin, end = new Date(now).toISOString() } = asked;
  const filter = {
    ...filterOf(asked, ['from', 'to']),
    ...(begin === undefined ? {} : { from: begin }),
    to: end,
  };
  const query = queryOf(filter, audience ?? '', { buckets });
  const timeline = useQuery({
    queryKey: [LIVE, 'timeline', { audience }, query],
    queryFn: ({ signal }) => readTimeline(query, signal),
    enabled: audience !== undefined,
    placeholderData: sameAudience({ audience }),
  });
  const { data } = timeline;
  const whole = {
    from: Date.parse(data?.from ?? new Date(now - HOUR).toISOString()),
    to: Date.parse(data?.to ?? new Date(now).toISOString()),
  };
  const bucket = (data?.seconds ?? 3600) * 1000;
  const chosen = chosenIn(asked, whole);
  const before = useRef<Movement>(undefined);
  const onChoose = (stretch: Stretch | undefined, movement?: string) => {
    const said =
      stretch === undefined
        ? { from: undefined, to: undefined }
        : { from: textOf(stretch.from), to: textOf(stretch.to) };
    // What the address says at this moment: a pointer moves more than once a frame.
    ask(said, stepOf(before.current, movement, askedIn(window.location.search)));
    before.current = movement === undefined ? undefined : { name: movement, said };
  };
  return (
    <section className={styles.part} aria-labelledby="time">
      <div className={styles.heading}>
        <h2 id="time">{r('time.title')}</h2>
        <TimeSteps {...{ whole, bucket, chosen, onChoose }} />
      </div>
      <Fault error={timeline.error} />
      {data === undefined ? null : data.from === undefined ? (
        <p className={styles.nothing}>{r('time.nothing')}</p>
      ) : (
        <Timeline data={data} chosen={chosen} onChoose={onChoose} />
      )}
      <TimeControls
        {...{ whole, chosen, now, onChoose }}
        nearer={begin !== undefined}
        onSince={(from) => ask({ from: textOf(from), to: undefined, ...aroundOf({ from, to: now }, now) })}
        onNearer={() => chosen !== undefined && ask(aroundOf(chosen, now))}
        onWhole={() => ask({ from: undefined, to: undefined, begin: undefined, end: undefined })}
      />
    </section>
  );
}

function chosenIn({ from, to }: Asked, whole: Stretch): Stretch | undefined {
  if (from === undefined && to === undefined) return undefined;
  const stretch = {
    from: from === undefined ? whole.from : Date.parse(from),
    to: to === undefined ? whole.to : Date.parse(to),
  };
  return Number.isNaN(stretch.from + stretch.to) ? undefined : stretch;
}

/** What the timeline shows about a stretch: as much again before and after it; what goes on has no end. */
function aroundOf(
  { from, to }: Stretch,
  now: number,
): { readonly begin: string; readonly end: string | undefined } {
  const length = Math.max(HOUR / 60, to - from);
  const end = to + length;
  return { begin: textOf(from - length), end: end >= now ? undefined : textOf(end) };
}

function textOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
