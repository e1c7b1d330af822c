import { useComputedColorScheme } from '@mantine/core';
import { type PointerEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useRoom } from '../../../i18n/rooms.ts';
import { type Camera, positionIn, type View } from '../../../map/camera.ts';
import type { Features } from '../../../map/geojson.ts';
import { type Land, readLand } from '../../../map/land.ts';
import { readPalette } from '../../../map/palette.ts';
import { REACH } from '../reach.ts';
import styles from './still.module.css';
import { drawStill, meantAt } from './still-drawing.ts';
import { useStillTiles } from './use-still-tiles.ts';

export interface StillMapProps {
  readonly title: string;
  readonly view: View;
  /** The query of the tiles. */
  readonly query: string;
  /** What the view sets itself, by source. */
  readonly sources: { readonly [source: string]: Features };
  /** The map engine draws under it: what is chosen and said is the engine's. */
  readonly covers: boolean;
  /** It stands with all that it shows, or cannot have it. */
  readonly onDrawn: (query: string | undefined) => void;
  readonly onSelect: (id: string) => void;
  readonly onMove: (camera: Camera) => void;
}

/** Half a symbol stands beside the place where its incident is. */
const HALF_SYMBOL = 9;

/** The map as the engine will draw it, on a canvas, from the same layers: it does not move under a finger, and waits for no engine. */
export function StillMap(props: StillMapProps) {
  const { title, view, query, sources, covers, onDrawn, onSelect, onMove } = props;
  const { r } = useRoom('situation');
  const scheme = useComputedColorScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [land, setLand] = useState<Land | 'none'>();
  useEffect(() => {
    let wanted = true;
    const take = (read: Land | 'none') => {
      if (wanted) setLand(read);
    };
    // Without the land the map is as right as with it.
    readLand().then(take, () => take('none'));
    return () => {
      wanted = false;
    };
  }, []);
  const { data: tiles, error } = useStillTiles(query, view);
  const shown = { view, sources, tiles, land: land === 'none' ? undefined : land };
  const latest = useRef(shown);
  latest.current = shown;
  const draw = useCallback(() => {
    if (canvas.current?.parentElement)
      drawStill(canvas.current, readPalette(canvas.current.parentElement), latest.current);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them changes what is drawn
  useLayoutEffect(draw, [view, sources, tiles, land, scheme]);
  useEffect(() => {
    const print = window.matchMedia('print');
    print.addEventListener('change', draw);
    return () => print.removeEventListener('change', draw);
  }, [draw]);
  const whole = tiles !== undefined && land !== undefined ? tiles.query : undefined;
  const failed = error !== null;
  useEffect(() => {
    if (whole !== undefined || failed) onDrawn(whole);
  }, [whole, failed, onDrawn]);

  const choose = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top] as const;
    const meant = meantAt(shown, at, REACH + HALF_SYMBOL);
    if (meant === undefined) return;
    if ('incident' in meant) return onSelect(meant.incident);
    const [longitude, latitude] = positionIn(view, at);
    onMove({ longitude, latitude, zoom: view.zoom + 2 });
  };
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.canvas}
        {...(covers ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title })}
        onPointerUp={choose}
      />
      {tiles === undefined ? (
        <p className={styles.waiting} role="status">
          {r(failed ? 'map.unread' : 'map.waiting')}
        </p>
      ) : null}
    </>
  );
}
