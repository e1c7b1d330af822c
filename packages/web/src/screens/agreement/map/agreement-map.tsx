import type { Agreement } from '@armistice/core/agreement';
import type { Position } from '@armistice/core/geo';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { goTo, useAddress } from '../../../address.ts';
import { useSpeech } from '../../../i18n/context.tsx';
import { drawGraticule } from '../../../map/graticule-on-map.ts';
import shared from '../../../map/map.module.css';
import { Margin } from '../../../map/margin.tsx';
import { placesIn } from '../../../map/named-places.ts';
import { readPalette } from '../../../map/palette.ts';
import { type MapEngine, setFeatures } from '../../../map/sheet.ts';
import { useGround } from '../../../map/use-ground.ts';
import { useLand } from '../../../map/use-land.ts';
import { useOwnGround } from '../../../map/use-own-ground.ts';
import { useTowns } from '../../../map/use-towns.ts';
import { Tick } from '../../../ui/tick.tsx';
import type { ClauseArea } from '../clause-areas.ts';
import type { DrawnGeometry } from '../drawn-geometry.ts';
import type { TryOut } from '../try-out/try-out.ts';
import styles from './agreement-map.module.css';
import { Crosshair } from './crosshair.tsx';
import { paint, startMap } from './engine.ts';
import { areaFeatures, boundsOf, circleFeatures, lineFeatures, toleranceFeatures } from './features.ts';
import { useLabels } from './labels.ts';

export interface AgreementMapProps {
  readonly agreement: Agreement;
  readonly areas: readonly ClauseArea[];
  /** What to draw: the versions in force. */
  readonly drawn: DrawnGeometry;
  readonly places: unknown;
  /** Keys of the areas, and names of the lines, that are lit. */
  readonly lit: ReadonlySet<string>;
  readonly event: TryOut | undefined;
  /** An event is dropped or moved; `done` is false while it is being dragged. */
  readonly onDrop: (at: Position, done: boolean) => void;
  /** Somebody points at a place, or at none any more. */
  readonly onPoint: (at: Position | undefined) => void;
  /** What lies at a place, in words, for those who move the crosshair. */
  readonly saysAt: (at: Position) => string;
  /** The browser cannot draw it. */
  readonly onFailed: () => void;
}

/** The map of an agreement: its lines and zones, and the areas of its clauses, on the mission's own ground or on the coasts, borders and towns of the world. */
export function AgreementMap(props: AgreementMapProps) {
  const { agreement, areas, drawn: geometry, places, lit, event, onDrop, onPoint, saysAt, onFailed } = props;
  const { lines } = geometry;
  const { t } = useSpeech();
  const scheme = useComputedColorScheme();
  const frame = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapEngine>();
  const bounds = useMemo(() => boundsOf(geometry, areas), [geometry, areas]);
  const drawn = useMemo(() => areaFeatures(agreement, areas, geometry), [agreement, areas, geometry]);
  const named = useMemo(() => placesIn(places), [places]);
  // What the page asked for itself is there first.
  const own = useOwnGround(map !== undefined);
  const latest = useRef({ onDrop, onPoint, onFailed, bounds, title: t('map.title') });
  latest.current = { onDrop, onPoint, onFailed, bounds, title: t('map.title') };

  useEffect(() => {
    const { current: container } = sheet;
    const { bounds: first, title } = latest.current;
    if (container === null || first === undefined) return undefined;
    let started: MapEngine;
    try {
      started = startMap(container, readPalette(container), first, title);
    } catch {
      // No WebGL: everything else on the page works by typed coordinates.
      latest.current.onFailed();
      return undefined;
    }
    const canvas = started.getCanvas();
    // The frame around it takes the keys; two stops for one map would be one too many.
    canvas.tabIndex = -1;
    canvas.setAttribute('aria-hidden', 'true');
    started.on('load', () => {
      setMap(started);
      // Tests and tools wait for this.
      container.dataset.ready = 'true';
    });
    started.on('click', ({ lngLat }) => latest.current.onDrop([wrapped(lngLat.lng), lngLat.lat], true));
    started.on('mousemove', ({ lngLat }) => latest.current.onPoint([wrapped(lngLat.lng), lngLat.lat]));
    started.on('mouseout', () => latest.current.onPoint(undefined));
    return () => started.remove();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of the page change with the scheme
  useEffect(() => {
    if (map === undefined || sheet.current === null) return undefined;
    const container = sheet.current;
    const repaint = () => {
      paint(map, readPalette(container));
      map.redraw();
    };
    repaint();
    const print = window.matchMedia('print');
    print.addEventListener('change', repaint);
    return () => print.removeEventListener('change', repaint);
  }, [map, scheme]);

  useEffect(() => {
    if (map === undefined) return;
    setFeatures(map, 'areas', drawn.features);
    setFeatures(map, 'edges', drawn.edges);
  }, [map, drawn]);
  useEffect(() => {
    if (map === undefined) return;
    setFeatures(map, 'lines', lineFeatures(lines));
    setFeatures(map, 'tolerance', toleranceFeatures(geometry));
  }, [map, lines, geometry]);
  useEffect(() => {
    if (map !== undefined) setFeatures(map, 'circle', circleFeatures(event?.at, event?.radius ?? 0));
  }, [map, event?.at, event?.radius]);
  useEffect(() => {
    if (map === undefined) return undefined;
    return drawGraticule(map);
  }, [map]);
  useEffect(() => {
    if (map === undefined) return;
    const anyArea = areas.some(({ key }) => lit.has(key));
    for (const { properties } of drawn.features.features)
      for (const source of ['areas', 'edges'])
        map.setFeatureState(
          { source, id: properties.key as string },
          { lit: lit.has(properties.area as string), dim: anyArea },
        );
    for (const { name } of lines) map.setFeatureState({ source: 'lines', id: name }, { lit: lit.has(name) });
  }, [map, drawn, areas, lines, lit]);
  useLand(map);
  useGround(map, own.ground, 'graticule');
  useLabels({ map, agreement, drawn: geometry, places: named, edges: drawn.labels, event, onDrop });
  const namesTowns = useTownsWanted();
  const towns = useTowns(map, { shown: own.none && namesTowns.wanted, places: named, words: drawn });

  if (bounds === undefined) return null;
  const sheetOf = (
    <div className={shared.frame} ref={frame} data-print="keep">
      <div className={`${shared.sheet} ${styles.sheet}`} ref={sheet} dir="ltr" />
      {map === undefined ? (
        <p className={shared.waiting}>{t('page.loading')}</p>
      ) : (
        <>
          <Margin map={map} bounds={bounds} credit={own.ground?.attribution} towns={towns} />
          <Crosshair
            map={map}
            bounds={bounds}
            onDrop={(at) => onDrop(at, true)}
            onPoint={onPoint}
            saysAt={saysAt}
          />
        </>
      )}
    </div>
  );
  return (
    <>
      {sheetOf}
      {own.none ? (
        <div className={styles.towns}>
          <Tick name="towns" label={t('map.towns')} checked={namesTowns.wanted} onTick={namesTowns.want} />
        </div>
      ) : null}
    </>
  );
}

/** Whether the reader wants the towns of the world named: the address keeps it, as that of the situation does. */
function useTownsWanted(): { readonly wanted: boolean; readonly want: (on: boolean) => void } {
  const { path, search, hash } = useAddress();
  const want = (on: boolean) => {
    // Put together by hand: commas and colons of an event stay plain.
    const kept = search.slice(1).split('&');
    const others = kept.filter((part) => part !== '' && !part.startsWith('towns='));
    const text = [...others, ...(on ? [] : ['towns=off'])].join('&');
    goTo(`${path}${text === '' ? '' : `?${text}`}${hash}`, 'replace');
  };
  return { wanted: new URLSearchParams(search).get('towns') !== 'off', want };
}

/** Longitudes run on beyond 180° where the map was turned round the Earth. */
function wrapped(longitude: number): number {
  return ((((longitude + 180) % 360) + 360) % 360) - 180;
}
