import { useEffect, useRef, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import { PADDING, type Size, type View } from './camera.ts';
import type { Bounds } from './graticule.ts';
import styles from './map.module.css';
import { MarginSheet, type Margins, marginsOf, place, saysSame } from './margin-sheet.tsx';
import type { MapEngine } from './sheet.ts';
import { TOWNS_CREDIT } from './towns/reading.ts';

interface MarginProps {
  readonly map: MapEngine;
  readonly bounds: Bounds;
  /** Who made the ground that is shown. */
  readonly credit?: string | undefined;
  /** Whether towns of the world are named, whose source asks to be named too. */
  readonly towns?: boolean;
}

/**
 * What stands in the margin of the map: degrees, north, the scale, the keys for zoom, and who is to be named. While the map is
 * dragged its degrees move with it by themselves: the page is made anew only where others come into sight.
 */
export function Margin({ map, bounds, credit = '', towns = false }: MarginProps) {
  const { t } = useSpeech();
  const [margins, setMargins] = useState(() => marginsOf(viewOf(map, sizeOf(map))));
  const margin = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let due = 0;
    let size = sizeOf(map);
    let shown: Margins | undefined;
    const look = () => {
      due = 0;
      const next = marginsOf(viewOf(map, size));
      const same = shown !== undefined && saysSame(next, shown);
      shown = next;
      if (same) place(margin.current, next.marks);
      else setMargins(next);
    };
    const soon = () => {
      if (due === 0) due = requestAnimationFrame(look);
    };
    const resized = () => {
      size = sizeOf(map);
      soon();
    };
    map.on('move', soon);
    map.on('resize', resized);
    return () => {
      cancelAnimationFrame(due);
      map.off('move', soon);
      map.off('resize', resized);
    };
  }, [map]);
  const whole = () => map.fitBounds([...bounds] as [number, number, number, number], { padding: PADDING });
  return (
    <MarginSheet
      {...{ margins, margin }}
      keys={[
        [t('map.closer'), '+', () => map.zoomIn()],
        [t('map.farther'), '−', () => map.zoomOut()],
        [t('map.whole'), '⤢', whole],
      ]}
    >
      {credit === '' ? null : (
        <p className={styles.credit} data-credit>
          <bdi>{credit}</bdi>
        </p>
      )}
      {towns ? (
        <p className={styles.credit} data-towns-credit>
          <bdi>{TOWNS_CREDIT}</bdi>
        </p>
      ) : null}
    </MarginSheet>
  );
}

function sizeOf(map: MapEngine): Size {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return { width, height };
}

/** What the map shows at this moment. */
function viewOf(map: MapEngine, size: Size): View {
  const { lng: longitude, lat: latitude } = map.getCenter();
  return { longitude, latitude, zoom: map.getZoom(), ...size };
}
