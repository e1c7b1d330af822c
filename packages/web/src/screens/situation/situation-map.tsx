import { useComputedColorScheme } from '@mantine/core';
import type { LngLat, VectorTileSource } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useRoom } from '../../i18n/rooms.ts';
import { saidOf } from '../../map/camera.ts';
import { drawGraticule } from '../../map/graticule-on-map.ts';
import shared from '../../map/map.module.css';
import { Margin } from '../../map/margin.tsx';
import { readPalette } from '../../map/palette.ts';
import { imagesIn } from '../../map/pictures.ts';
import { type MapEngine, openSheet, putImages, repaint, setFeatures } from '../../map/sheet.ts';
import { useGround } from '../../map/use-ground.ts';
import { useLand } from '../../map/use-land.ts';
import { useTowns } from '../../map/use-towns.ts';
import { BoxDrawing } from './box-drawing.tsx';
import { layersOf, picturesOf, sourcesOf } from './layers.ts';
import type { SituationMapProps } from './map-props.ts';
import type { MapSources } from './map-sources.ts';
import { REACH } from './reach.ts';
import still from './still/still.module.css';
import { tilesAddress } from './tiles-address.ts';
import { watchUnread } from './unread.ts';
import { useWords } from './use-words.ts';

/** The map of what happened as it is moved and asked, by its engine. */
export function SituationMap(props: SituationMapProps) {
  const { laws, query, changes, sources, whole, drawing, onBox } = props;
  const { r } = useRoom('situation');
  const scheme = useComputedColorScheme();
  const sheet = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<MapEngine>();
  const [unread, setUnread] = useState(false);
  const drawn = useRef(query);
  const missed = useRef(false);
  const asked = useRef(changes);
  const latest = useRef(props);
  latest.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a map is started once; what changes later is set on it
  useEffect(() => {
    const { current: container } = sheet;
    if (container === null) return undefined;
    let started: MapEngine;
    try {
      started = start(container, props);
    } catch {
      // No WebGL: what stands in for it stays.
      latest.current.onFailed();
      return undefined;
    }
    watchUnread(started, setUnread);
    // Before anything is drawn, so that everything is drawn at once.
    started.once('style.load', () => {
      setMap(started);
      latest.current.onStage('begun');
      tellView(started, latest.current.onView);
    });
    // Tests and tools wait for the tiles of what is asked for.
    started.on('idle', () => {
      // What stood in for it is gone before anybody is told that it is there.
      flushSync(() => latest.current.onStage('drawn'));
      container.dataset.ready = 'true';
      container.dataset.drawn = drawn.current;
      if (!missed.current) return;
      missed.current = false;
      started.refreshTiles('incidents');
    });
    started.once('move', () => latest.current.onStage('drawn'));
    started.on('moveend', () => tellView(started, latest.current.onView));
    started.on('click', ({ lngLat }) => {
      const choose = () => clicked(started, lngLat, latest.current);
      // Who points at what still stands in the engine's place means that: it is found once the engine has drawn it.
      if (container.dataset.ready === 'true') choose();
      else started.once('idle', choose);
    });
    return () => started.remove();
  }, []);

  const painted = useRef(scheme);
  useEffect(() => {
    if (map === undefined || sheet.current === null) return undefined;
    const container = sheet.current;
    const paint = () => {
      const palette = readPalette(container);
      putImages(map, imagesIn(picturesOf(palette)));
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

  const set = useRef<MapSources>({});
  useEffect(() => {
    if (map === undefined) return;
    for (const [source, features] of Object.entries(sources))
      if (set.current[source] !== features) setFeatures(map, source, features);
    set.current = sources;
  }, [map, sources]);
  useLand(map);
  useEffect(() => (map === undefined ? undefined : drawGraticule(map)), [map]);
  useEffect(() => {
    if (map === undefined || drawn.current === query) return;
    drawn.current = query;
    (map.getSource('incidents') as VectorTileSource | undefined)?.setTiles([tilesAddress(query)]);
  }, [map, query]);
  useEffect(() => {
    if (map === undefined || changes === asked.current) return;
    asked.current = changes;
    // What is shown stays until the new is there. The first tiles are not asked for twice while they are on their way: of
    // one that comes back unchanged the engine tells nobody, and would never say that it has drawn everything.
    if (sheet.current?.dataset.ready === 'true') map.refreshTiles('incidents');
    else missed.current = true;
  }, [map, changes]);
  useGround(map, props.ground, 'graticule');
  useWords(map, laws);
  const towns = useTowns(map, { shown: props.towns, places: laws.places, words: laws });

  return (
    <>
      <div className={shared.sheet} ref={sheet} dir="ltr" />
      {map === undefined ? null : (
        <>
          <Margin map={map} bounds={whole} credit={props.ground?.attribution} towns={towns} />
          {drawing ? <BoxDrawing map={map} onBox={onBox} /> : null}
          {unread ? (
            <p className={still.waiting} role="status">
              {r('map.partly')}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}

function start(
  container: HTMLElement,
  { title, query, whole, camera }: Pick<SituationMapProps, 'title' | 'query' | 'whole' | 'camera'>,
): MapEngine {
  const palette = readPalette(container);
  const map = openSheet({
    ...{ container, bounds: whole, title },
    sources: sourcesOf(tilesAddress(query)),
    layers: layersOf(palette),
    keyboard: true,
  });
  putImages(map, imagesIn(picturesOf(palette)));
  map.jumpTo({ center: [camera.longitude, camera.latitude], zoom: camera.zoom });
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', title);
  return map;
}

function tellView(map: MapEngine, onView: SituationMapProps['onView']): void {
  const seen = map.getBounds();
  const { lng: longitude, lat: latitude } = map.getCenter();
  onView(
    [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()],
    saidOf({ longitude, latitude, zoom: map.getZoom() }),
  );
}

/** An incident or a flag under the pointer is opened; where there are too many to tell apart, the map comes nearer. */
function clicked(
  map: MapEngine,
  at: LngLat,
  { onSelect, onPost }: Pick<SituationMapProps, 'onSelect' | 'onPost'>,
): void {
  const point = map.project(at);
  const around: [[number, number], [number, number]] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const found = map.queryRenderedFeatures(around, { layers: ['incidents', 'density', 'posts'] });
  const incident = found.find(({ layer }) => layer.id === 'incidents');
  const post = found.find(({ layer }) => layer.id === 'posts');
  if (incident !== undefined) onSelect(String(incident.properties.id));
  else if (post !== undefined) onPost(String(post.properties.source));
  else if (found.length > 0) map.easeTo({ center: at, zoom: map.getZoom() + 2 });
}
