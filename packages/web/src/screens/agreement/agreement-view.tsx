import { geometryAreas, proseOf } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useAddress } from '../../address.ts';
import type { DrawnVersion, OneAgreement } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import styles from './agreement.module.css';
import { AgreementHead } from './agreement-head.tsx';
import { clauseAnchor } from './clause-anchor.ts';
import { areasAt, type ClauseArea, drawnKeys, indexAreas } from './clause-areas.ts';
import { ClauseItem } from './clause-item.tsx';
import { drawnFrom, geometriesOf, inForceAt } from './drawn-geometry.ts';
import { LinesBlock, namesPlaces } from './lines-block.tsx';
import { Terms } from './terms.tsx';
import { TryOutPanel } from './try-out/panel.tsx';
import { firstTryOut, judge } from './try-out/try-out.ts';
import { useTryOut } from './use-try-out.ts';

// The map engine is larger than the rest of the page together; the text is there before it.
const AgreementMap = lazy(() =>
  import('./map/agreement-map.tsx').then((map) => ({ default: map.AgreementMap })),
);

const StandingPart = lazy(() =>
  import('./standing/standing-part.tsx').then((part) => ({ default: part.StandingPart })),
);

const NONE: readonly ClauseArea[] = [];

/** The agreement, its map, and the event that somebody imagines on it. */
export function AgreementView({ known }: { readonly known: OneAgreement }) {
  const { t, list } = useSpeech();
  const { agreement } = known;
  const adopted = known.entry === undefined ? undefined : agreement;
  const { hash } = useAddress();
  const [own, setOwn] = useState<readonly DrawnVersion[]>([]);
  const [ownProblem, setOwnProblem] = useState<string>();
  const [pointed, setPointed] = useState(NONE);
  const [lightened, setLightened] = useState<string>();
  const hold = useTryOut();

  const [mapFails, setMapFails] = useState(false);

  const ownNames = useMemo(() => new Set(own.map(nameOf)), [own]);
  const drawn = useMemo(
    () => drawnFrom(agreement, [...known.geometry.filter((one) => !ownNames.has(nameOf(one))), ...own]),
    [agreement, known.geometry, own, ownNames],
  );
  const index = useMemo(() => indexAreas(agreement), [agreement]);
  const prose = useMemo(() => proseOf(agreement), [agreement]);
  const time = hold.event?.time;
  const [opened] = useState(() => Date.now());
  const shown = useMemo(() => inForceAt(drawn, time ?? opened), [drawn, time, opened]);
  const onMap = useMemo(
    () => new Set([...drawnKeys(index.areas, shown), ...shown.lines.map(({ name }) => name)]),
    [index, shown],
  );
  const areas = useMemo(() => geometryAreas(agreement, undefined, geometriesOf(drawn)), [agreement, drawn]);
  const { event } = hold;
  const key = JSON.stringify(event);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an event that says the same is the same
  const indications = useMemo(
    () => (event === undefined ? [] : judge(agreement, event, areas)),
    [agreement, areas, key],
  );

  const chosen = prose.find(({ id }) => hash === `#${clauseAnchor(id)}`)?.id;
  useEffect(() => {
    if (chosen === undefined) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    document
      .getElementById(clauseAnchor(chosen))
      ?.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }, [chosen]);

  const lightenedOrChosen = lightened ?? chosen;
  const lit = useMemo(() => {
    const place = lightenedOrChosen === undefined ? undefined : index.places.get(lightenedOrChosen);
    return new Set([...(place?.areas ?? []), ...(place?.lines ?? [])]);
  }, [index, lightenedOrChosen]);
  const marked = useMemo(() => new Set(pointed.flatMap(({ clauses }) => clauses)), [pointed]);

  const point = useCallback(
    (at: Position | undefined) => {
      const there = at === undefined ? NONE : areasAt(agreement, index.areas, shown, at);
      // The same areas are the same object, so that a pointer that moves within them changes nothing.
      setPointed((before) =>
        before.length === there.length && before.every((area, i) => area === there[i]) ? before : there,
      );
    },
    [agreement, index, shown],
  );
  const saysAt = (at: Position): string => {
    const there = new Set(areasAt(agreement, index.areas, shown, at).flatMap(({ clauses }) => clauses));
    const ids = prose.map(({ id }) => id).filter((id) => there.has(id));
    return ids.length === 0 ? t('map.nothingHere') : t('map.speakHere', { clauses: list(ids) });
  };
  const drop = (at: Position, done: boolean) =>
    hold.put(event === undefined ? firstTryOut(agreement, at) : { ...event, at }, done);
  const light = useCallback((clause: string | undefined) => setLightened(clause), []);
  const isDrawn = shown.lines.length + shown.zones.length > 0;
  const hasMap = isDrawn && !mapFails;
  const mapFailed = useCallback(() => setMapFails(true), []);

  return (
    <div className={styles.columns} data-map={hasMap} data-event={event !== undefined}>
      <div className={styles.prose}>
        <AgreementHead known={known} />
        {adopted === undefined ? null : (
          <Suspense fallback={<p>{t('page.loading')}</p>}>
            <StandingPart agreement={adopted} />
          </Suspense>
        )}
        <section aria-labelledby="clauses" className={styles.clauses}>
          <h2 id="clauses" tabIndex={-1}>
            {t('agreement.clauses', { n: prose.length })}
          </h2>
          <ol>
            {prose.map((one, at) => {
              const clause = agreement.clauses[at];
              return clause === undefined ? null : (
                <ClauseItem
                  key={one.id}
                  prose={one}
                  clause={clause}
                  // Where there is no map to look at, nothing is said to be on it.
                  place={mapFails ? undefined : index.places.get(one.id)}
                  drawn={onMap}
                  indication={indications.find((indication) => indication.clause === one.id)}
                  marked={marked.has(one.id)}
                  chosen={chosen === one.id}
                  adopted={adopted}
                  onLight={light}
                />
              );
            })}
          </ol>
        </section>
        <Terms agreement={agreement} />
        <LinesBlock
          agreement={agreement}
          drawn={shown}
          own={ownNames}
          problems={[...drawn.problems, ...(ownProblem === undefined ? [] : [ownProblem])]}
          onDrawing={(version) => {
            setOwnProblem(undefined);
            setOwn((before) => [...before.filter((one) => nameOf(one) !== nameOf(version)), version]);
          }}
          onProblem={setOwnProblem}
        />
      </div>
      <aside className={styles.beside} aria-label={t('map.region')}>
        {hasMap ? (
          <div className={styles.map}>
            <Suspense fallback={<p className={styles.mapWaiting}>{t('page.loading')}</p>}>
              <AgreementMap
                key={[...shown.lines, ...shown.zones]
                  .map(({ name, map }) => `${name}@${map ?? ''}`)
                  .join(' ')}
                agreement={agreement}
                areas={index.areas}
                drawn={shown}
                places={known.places}
                lit={lit}
                event={event}
                onDrop={drop}
                onPoint={point}
                saysAt={saysAt}
                onFailed={mapFailed}
              />
            </Suspense>
          </div>
        ) : (
          <p className={styles.noMap} data-no-map role={isDrawn ? 'alert' : undefined}>
            {t(isDrawn ? 'map.failed' : namesPlaces(agreement) ? 'map.noGeometry' : 'map.noLines')}
          </p>
        )}
        <TryOutPanel
          agreement={agreement}
          hold={hold}
          indications={indications}
          hasMap={hasMap}
          onLight={light}
        />
      </aside>
    </div>
  );
}

/** A line and a zone may have one name. */
function nameOf({ section, name }: Pick<DrawnVersion, 'section' | 'name'>): string {
  return `${section} ${name}`;
}
