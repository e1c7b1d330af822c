import { useMemo, useRef } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import { useRoom } from '../../../i18n/rooms.ts';
import { type Camera, fitting, type Pixel, positionIn, type View } from '../../../map/camera.ts';
import type { Bounds } from '../../../map/graticule.ts';
import { type MapKey, MarginSheet, marginsOf } from '../../../map/margin-sheet.tsx';

interface StillMarginProps {
  readonly view: View;
  /** What the key for the whole map shows. */
  readonly whole: Bounds;
  /** No engine will come: what it would be dragged by has keys. */
  readonly stays: boolean;
  readonly onMove: (camera: Camera) => void;
}

/** So much of the window a key moves the map by. */
const STEP = 0.4;

/** Degrees, north, scale and keys of a still map. */
export function StillMargin({ view, whole, stays, onMove }: StillMarginProps) {
  const { t } = useSpeech();
  const { r } = useRoom('situation');
  const margin = useRef<HTMLDivElement>(null);
  const margins = useMemo(() => marginsOf(view), [view]);
  const zoomed = (by: number) => () => onMove({ ...view, zoom: view.zoom + by });
  const moved =
    ([right, down]: Pixel) =>
    () => {
      const at = [view.width * (0.5 + STEP * right), view.height * (0.5 + STEP * down)] as const;
      const [longitude, latitude] = positionIn(view, at);
      onMove({ longitude: longitude - 360 * Math.round(longitude / 360), latitude, zoom: view.zoom });
    };
  const closer: MapKey = [t('map.closer'), '+', zoomed(1)];
  const farther: MapKey = [t('map.farther'), '−', zoomed(-1)];
  const all: MapKey = [t('map.whole'), '⤢', () => onMove(fitting(whole, view))];
  const keys = stays
    ? [
        closer,
        [r('map.north'), '↑', moved([0, -1])] as const,
        farther,
        [r('map.west'), '←', moved([-1, 0])] as const,
        all,
        [r('map.east'), '→', moved([1, 0])] as const,
        [r('map.south'), '↓', moved([0, 1])] as const,
      ]
    : [closer, farther, all];
  return <MarginSheet {...{ margins, margin, keys }} compass={stays} />;
}
