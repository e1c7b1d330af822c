import type { CoverageMap, Incident } from '@armistice/core/mission';
import { useComputedColorScheme } from '@mantine/core';
import type { MapMouseEvent, VectorTileSource } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Features } from '../../map/geojson.ts';
import type { Bounds } from '../../map/graticule.ts';
import { drawGraticule } from '../../map/graticule-features.ts';
import type { Ground } from '../../map/ground.ts';
import shared from '../../map/map.module.css';
import { Margin } from '../../map/margin.tsx';
import { readPalette } from '../../map/palette.ts';
import { type MapEngine, openSheet, putImages, repaint, setFeatures } from '../../map/sheet.ts';
import { useGround } from '../../map/use-ground.ts';
import { useLand } from '../../map/use-land.ts';
import { useTowns } from '../../map/use-towns.ts';
import { BoxDrawing } from './box-drawing.tsx';
import { firstBounds, lawFeatures } from './law-features.ts';
import { imagesOf, layersOf, sourcesOf } from './layers.ts';
import { selectedFeatures } from './selected-features.ts';
import styles from './situation.module.css';
import type { Laws } from './use-law.ts';
import { useWords } from './use-words.ts';
import { postFeatures, sightFeatures } from './watch/watch-features.ts';

export interface SituationMapProps {
  readonly laws: Laws;
  readonly title: string;
  /** The query of the tiles. */
  readonly query: string;
  /** Grows when something may have changed. */
  readonly changes: number;
  /** Where the map stands, as `longitude,latitude,zoom`; where nobody moved it, it shows the lines in force. */
  readonly at: string | undefined;
  readonly selected: Incident | undefined;
  /** An area that is looked at alone. */
  readonly box: Bounds | undefined;
  readonly drawing: boolean;
  /** The mission's own ground, where it is shown. */
  readonly ground: Ground | undefined;
  /** Whether the towns of the world are named. */
  readonly towns: boolean;
  /** Who could see what, where that is shown; `posts` and `sight` say which part of it. */
  readonly watch: CoverageMap | undefined;
  readonly posts: boolean;
  readonly sight: boolean;
  readonly onView: (bounds: Bounds, at: string) => void;
  readonly onSelect: (id: string) => void;
  /** A flag was chosen. */
  readonly onPost: (source: string) => void;
  readonly onBox: (bounds: Bounds | undefined) => void;
  readonly onFailed: () => void;
}

/** Pixels around a pointer in which an incident is meant. */
const REACH = 9;

const NOTHING: Features = { type: 'FeatureCollection', features: [] };

/** What happened where: a density where it was much, points and footprints where it was little. */
export function SituationMap(props: SituationMapProps) {
  const { laws, query, changes, at, selected, box, drawing, onBox } = props;
  const scheme = useComputedColorScheme();
  const sheet = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapEngine>();
  const drawn = useRef(query);
  const missed = useRef(false);
  const latest = useRef(props);
  latest.current = props;
  const whole = useMemo(() => firstBounds(laws), [laws]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a map is started once; what changes later is set on it
  useEffect(() => {
    const { current: container } = sheet;
    if (container === null) return undefined;
    let started: MapEngine;
    try {
      started = start(container, { title: props.title, query, bounds: whole, at });
    } catch {
      // No WebGL: the list and the timeline have everything that the map has.
      latest.current.onFailed();
      return undefined;
    }
    // Before anything is drawn, so that everything is drawn at once.
    started.once('style.load', () => {
      setMap(started);
      tellView(started, latest.current.onView);
    });
    // Tests and tools wait for the tiles of what is asked for.
    started.on('idle', () => {
      container.dataset.ready = 'true';
      container.dataset.drawn = drawn.current;
      if (!missed.current) return;
      missed.current = false;
      started.refreshTiles('incidents');
    });
    started.on('moveend', () => tellView(started, latest.current.onView));
    started.on('click', (event) => clicked(started, event, latest.current));
    return () => started.remove();
  }, []);

  const painted = useRef(scheme);
  useEffect(() => {
    if (map === undefined || sheet.current === null) return undefined;
    const container = sheet.current;
    const paint = () => {
      const palette = readPalette(container);
      putImages(map, imagesOf(palette));
      repaint(map, layersOf(palette));
      map.redraw();
    };
    // It was started in the colours of the page as it was.
    if (painted.current !== scheme) paint();
    painted.current = scheme;
    const print = window.matchMedia('print');
    print.addEventListener('change', paint);
    return () => print.removeEventListener('change', paint);
  }, [map, scheme]);

  useEffect(() => {
    if (map === undefined) return;
    for (const [source, features] of Object.entries(lawFeatures(laws))) setFeatures(map, source, features);
  }, [map, laws]);
  useLand(map);
  useEffect(() => (map === undefined ? undefined : drawGraticule(map)), [map]);
  useEffect(() => {
    if (map !== undefined) setFeatures(map, 'selected', selectedFeatures(selected, box));
  }, [map, selected, box]);
  const { watch, posts, sight } = props;
  useEffect(() => {
    if (map === undefined) return;
    setFeatures(map, 'posts', watch === undefined || !posts ? NOTHING : postFeatures(watch));
    setFeatures(map, 'sight', watch === undefined || !sight ? NOTHING : sightFeatures(watch, laws));
  }, [map, watch, posts, sight, laws]);
  useEffect(() => {
    if (map === undefined || drawn.current === query) return;
    drawn.current = query;
    (map.getSource('incidents') as VectorTileSource | undefined)?.setTiles([tilesOf(query)]);
  }, [map, query]);
  useEffect(() => {
    if (map === undefined || changes === 0) return;
    // What is shown stays until the new is there. The first tiles are not asked for twice while they are on their way: of
    // one that comes back unchanged the engine tells nobody, and would never say that it has drawn everything.
    if (sheet.current?.dataset.ready === 'true') map.refreshTiles('incidents');
    else missed.current = true;
  }, [map, changes]);
  useGround(map, props.ground, 'graticule');
  useWords(map, laws);
  const towns = useTowns(map, { shown: props.towns, places: laws.places, words: laws });

  return (
    <div className={`${shared.frame} ${styles.frame}`} data-print="keep">
      <div className={shared.sheet} ref={sheet} dir="ltr" />
      {map === undefined ? null : (
        <>
          <Margin map={map} bounds={whole} credit={props.ground?.attribution} towns={towns} />
          {drawing ? <BoxDrawing map={map} onBox={onBox} /> : null}
        </>
      )}
    </div>
  );
}

function tilesOf(query: string): string {
  return `${window.location.origin}/api/tiles/{z}/{x}/{y}.mvt?${query}`;
}

interface Start {
  readonly title: string;
  readonly query: string;
  readonly bounds: Bounds;
  readonly at: string | undefined;
}

function start(container: HTMLElement, { title, query, bounds, at }: Start): MapEngine {
  const palette = readPalette(container);
  const map = openSheet({
    ...{ container, bounds, title },
    sources: sourcesOf(tilesOf(query)),
    layers: layersOf(palette),
    keyboard: true,
  });
  putImages(map, imagesOf(palette));
  const [longitude, latitude, zoom] = (at ?? '').split(',').map(Number);
  if (longitude !== undefined && latitude !== undefined && zoom !== undefined)
    if (Math.abs(latitude) <= 85 && zoom >= 0) map.jumpTo({ center: [longitude, latitude], zoom });
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', title);
  return map;
}

function tellView(map: MapEngine, onView: SituationMapProps['onView']): void {
  const seen = map.getBounds();
  const middle = map.getCenter();
  onView(
    [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
    [middle.lng.toFixed(4), middle.lat.toFixed(4), map.getZoom().toFixed(2)].join(),
  );
}

/** An incident or a flag under the pointer is opened; where there are too many to tell apart, the map comes nearer. */
function clicked(
  map: MapEngine,
  { point, lngLat }: MapMouseEvent,
  { onSelect, onPost }: Pick<SituationMapProps, 'onSelect' | 'onPost'>,
): void {
  const around: [[number, number], [number, number]] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const found = map.queryRenderedFeatures(around, { layers: ['incidents', 'density', 'posts'] });
  const incident = found.find(({ layer }) => layer.id === 'incidents');
  const post = found.find(({ layer }) => layer.id === 'posts');
  if (incident !== undefined) onSelect(String(incident.properties.id));
  else if (post !== undefined) onPost(String(post.properties.source));
  else if (found.length > 0) map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 });
}
