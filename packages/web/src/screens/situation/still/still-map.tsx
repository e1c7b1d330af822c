import { useComputedColorScheme } from '@mantine/core';
import { type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useRoom } from '../../../i18n/rooms.ts';
import { type Camera, type Pixel, positionIn, type View } from '../../../map/camera.ts';
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
  /** An area is to be drawn: nothing is chosen meanwhile. */
  readonly drawing: boolean;
  /** The map engine draws under it: what is chosen and said is the engine's. */
  readonly covers: boolean;
  /** It stands with all that it shows, or cannot have it. */
  readonly onDrawn: (query: string | undefined) => void;
  readonly onSelect: (id: string) => void;
  readonly onMove: (camera: Camera) => void;
}

/** Half a symbol stands beside the place where its incident is. */
const HALF_SYMBOL = 9;

/** Pixels that a hand may tremble by. */
const STILL_A_CLICK = 4;

/** The map as the engine will draw it, on a canvas, from the same layers: it does not move under a finger, and waits for no engine. */
export function StillMap(props: StillMapProps) {
  const { title, view, query, sources, drawing, covers, onDrawn, onSelect, onMove } = props;
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
  const { data: tiles, error, waits } = useStillTiles(query, view);
  const shown = { view, sources, tiles, land: land === 'none' ? undefined : land };
  const latest = useRef(shown);
  latest.current = shown;
  const [undrawn, setUndrawn] = useState(false);
  const draw = useCallback(() => {
    if (!canvas.current?.parentElement) return;
    try {
      drawStill(canvas.current, readPalette(canvas.current.parentElement), latest.current);
      setUndrawn(false);
    } catch (error) {
      // Without this picture there are still the list, the timeline and the engine's map.
      setUndrawn(true);
      reportError(error);
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them changes what is drawn
  useLayoutEffect(draw, [view, sources, tiles, land, scheme]);
  useEffect(() => {
    const print = window.matchMedia('print');
    print.addEventListener('change', draw);
    return () => print.removeEventListener('change', draw);
  }, [draw]);
  const whole = tiles !== undefined && !waits && land !== undefined && !undrawn ? tiles.query : undefined;
  const failed = error !== null || undrawn;
  const stood = useRef(false);
  useEffect(() => {
    if (whole !== undefined || failed) stood.current = true;
    if (stood.current) onDrawn(whole);
  }, [whole, failed, onDrawn]);
  // A part of it is as empty as a place where nothing happened: it is said that there is more to come.
  const missing = tiles === undefined ? (failed ? 'unread' : 'waiting') : waits ? 'waiting' : undefined;
  const lacks = undrawn ? 'undrawn' : missing;

  const pressed = useRef<Pixel>(undefined);
  const choose = (event: MouseEvent<HTMLCanvasElement>) => {
    const [x, y] = pressed.current ?? [event.clientX, event.clientY];
    // Who drags it wants to move it, and does not mean what the drag ends on.
    if (drawing || Math.hypot(event.clientX - x, event.clientY - y) > STILL_A_CLICK) return;
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
        // Words, degrees and scale stand by the same pixels, whatever becomes of the frame.
        style={{ width: `${view.width}px`, height: `${view.height}px` }}
        {...(covers ? { 'aria-hidden': true } : { role: 'img', 'aria-label': title })}
        onPointerDown={({ clientX, clientY }) => {
          pressed.current = [clientX, clientY];
        }}
        onClick={choose}
      />
      {lacks === undefined ? null : (
        <p className={styles.waiting} role="status">
          {r(`map.${lacks}`)}
        </p>
      )}
    </>
  );
}
