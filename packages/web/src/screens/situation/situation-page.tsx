import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import type { Bounds } from '../../map/graticule.ts';
import { useOwnGround } from '../../map/use-own-ground.ts';
import { useMe } from '../../people/me.ts';
import { sameAudience } from '../../people/same-audience.ts';
import { useAudience } from '../../people/use-audience.ts';
import { Fault } from '../../ui/fault.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Tick } from '../../ui/tick.tsx';
import type { ViewProps } from '../../ui/view-props.ts';
import { FILTERS, filterOf, useAsked } from './asked.ts';
import { Filters } from './filters.tsx';
import { IncidentList } from './incident-list.tsx';
import { IncidentSummary } from './incident-summary.tsx';
import { Legend } from './legend.tsx';
import { MapFrame } from './map-frame.tsx';
import type { MapFailure } from './map-props.ts';
import { barsIn, totalsQuestion } from './questions.ts';
import { queryOf, readIncident } from './reading.ts';
import { Shown, shownIn } from './shown.tsx';
import styles from './situation.module.css';
import { Statement } from './statement.tsx';
import { TimePart } from './time-part.tsx';
import { useLaws } from './use-law.ts';
import { LIVE, useLive } from './use-live.ts';
import { useSummaryFocus } from './use-summary-focus.ts';
import { readWatch } from './watch/reading.ts';
import { WatchList } from './watch/watch-list.tsx';

export { askAhead } from './ahead.ts';

const TIME: readonly string[] = ['from', 'to', 'bbox'];

/** What happened, where and when, beside who could observe: map, timeline and list as one. */
export function SituationPage({ onLanguage }: ViewProps) {
  const { r } = useRoom('situation');
  const me = useMe();
  const chosen = useAudience();
  // Nothing is asked as somebody else while it is not known who asks.
  const audience = me === undefined ? undefined : chosen;
  const [asked, ask] = useAsked();
  const { changes, now } = useLive();
  const [opened] = useState(() => Date.now());
  const laws = useLaws(opened);
  const [seen, setSeen] = useState<Bounds>();
  const [inView, setInView] = useState(true);
  const [drawing, draw] = useState(false);
  const [failure, setFailure] = useState<MapFailure>();
  const { selected } = asked;

  const [buckets] = useState(() => barsIn(window.innerWidth));
  const filter = filterOf(asked);
  const totals = useQuery({
    ...totalsQuestion(asked, audience, now, buckets),
    enabled: audience !== undefined,
    placeholderData: sameAudience({ audience }),
  });
  const open = useQuery({
    queryKey: [LIVE, 'incident', selected, audience],
    queryFn: ({ signal }) => readIncident(selected ?? '', audience ?? '', signal),
    enabled: audience !== undefined && selected !== undefined,
  });

  const own = useOwnGround();
  const ground = asked.ground === 'off' ? undefined : own.ground;
  const shown = shownIn(asked);
  const [picked, pick] = useState<string>();
  const watch = useQuery({
    queryKey: [LIVE, 'watch', asked.from, asked.to, { audience }],
    queryFn: ({ signal }) => readWatch(asked, audience ?? '', signal),
    enabled: audience !== undefined && shown.length > 0,
    placeholderData: sameAudience({ audience }),
  });
  const watched = shown.length === 0 ? undefined : watch.data;

  const latest = useRef(ask);
  latest.current = ask;
  const onView = useCallback((bounds: Bounds, at?: string) => {
    setSeen(bounds);
    if (at !== undefined) latest.current({ at }, 'replace');
  }, []);
  const { heading, opens, closes } = useSummaryFocus(selected);
  const onSelect = useCallback(
    (id: string) => {
      opens(id);
      latest.current({ selected: id });
    },
    [opens],
  );
  const onBox = useCallback((bounds: Bounds | undefined) => {
    draw(false);
    if (bounds !== undefined) latest.current({ bbox: bboxOf(bounds) });
  }, []);
  const box = useMemo(() => boundsIn(asked.bbox), [asked.bbox]);
  const listed =
    asked.bbox !== undefined || !inView || seen === undefined ? filter : { ...filter, bbox: bboxOf(seen) };
  const incident = selected === undefined ? undefined : open.data?.incident;
  const query = queryOf(filter, audience ?? '');

  return (
    <PageFrame title={r('page.title')} width="whole" onLanguage={onLanguage}>
      {totals.data === undefined ? null : <Statement of={totals.data} />}
      <Fault error={totals.error} />
      <details
        className={styles.fold}
        open={FILTERS.some((name) => !TIME.includes(name) && asked[name] !== undefined)}
      >
        <summary>{r('filter.title')}</summary>
        <Filters asked={asked} ask={ask} laws={laws} />
      </details>
      <div className={styles.room}>
        <div className={styles.instrument}>
          <div className={styles.map}>
            {laws === undefined || audience === undefined ? (
              <p className={styles.noMap}>{r('map.waiting')}</p>
            ) : (
              <MapFrame
                key={audience}
                {...{ laws, query, changes, box, drawing, failure, onView, onSelect, onBox }}
                onFailed={setFailure}
                title={r('map.title')}
                at={asked.at}
                selected={incident}
                ground={ground}
                towns={asked.towns !== 'off' && (own.none || asked.ground === 'off')}
                watch={watched}
                posts={shown.includes('posts')}
                sight={shown.includes('sight')}
                onPost={pick}
              />
            )}
          </div>
          {failure === undefined ? null : (
            <p role="alert" data-no-map>
              {r(`map.${failure}`)}
            </p>
          )}
          <TimePart {...{ asked, ask, audience, now, buckets }} />
          <div className={styles.tools}>
            {failure === undefined ? (
              <Button variant="outline" aria-pressed={drawing} onClick={() => draw(!drawing)}>
                {r(drawing ? 'area.drawing' : 'area.draw')}
              </Button>
            ) : null}
            <Button
              variant="outline"
              disabled={seen === undefined}
              onClick={() => seen !== undefined && ask({ bbox: bboxOf(seen) })}
            >
              {r('area.view')}
            </Button>
            {asked.bbox === undefined ? null : (
              <Button variant="outline" onClick={() => ask({ bbox: undefined })}>
                {r('area.clear')}
              </Button>
            )}
            <CopyLink />
            <Button variant="outline" onClick={() => window.print()}>
              {r('page.print')}
            </Button>
          </div>
          <Shown
            {...{ asked, ask }}
            ground={own.ground !== undefined && failure === undefined}
            towns={ground === undefined && failure === undefined}
          />
          {shown.length > 0 ? <Fault error={watch.error} /> : null}
          {watched === undefined ? null : <WatchList map={watched} picked={picked} />}
          <Legend />
        </div>
        <div className={styles.side}>
          {selected === undefined ? null : (
            <IncidentSummary
              row={open.data}
              error={open.error}
              heading={heading}
              onClose={() => {
                closes();
                ask({ selected: undefined });
              }}
            />
          )}
          {asked.bbox !== undefined ? null : (
            <Tick label={r('list.inView')} checked={inView} onTick={setInView} />
          )}
          <IncidentList {...{ filter: listed, audience, selected, onSelect }} />
        </div>
      </div>
    </PageFrame>
  );
}

function CopyLink() {
  const { r } = useRoom('situation');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <Button variant="outline" onClick={() => void copy()} aria-live="polite">
      {r(copied ? 'page.copied' : 'page.copy')}
    </Button>
  );
}

/** As the API takes an area; the whole world where the map shows more than that. */
function bboxOf([west, south, east, north]: Bounds): string {
  const around = east - west >= 360;
  const turned = (longitude: number) => ((((longitude + 180) % 360) + 360) % 360) - 180;
  const sides = around ? ([-180, 180] as const) : ([turned(west), turned(east)] as const);
  const held = (latitude: number) => Math.max(-90, Math.min(90, latitude));
  return [sides[0], held(south), sides[1], held(north)].map((one) => one.toFixed(5)).join();
}

function boundsIn(bbox: string | undefined): Bounds | undefined {
  const [west, south, east, north] = (bbox ?? '').split(',').map(Number);
  if (west === undefined || south === undefined || east === undefined || north === undefined)
    return undefined;
  return [west, south, east, north];
}
