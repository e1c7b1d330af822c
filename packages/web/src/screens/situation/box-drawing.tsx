import { type PointerEvent, useState } from 'react';
import type { Bounds } from '../../map/graticule.ts';
import type { MapEngine } from '../../map/sheet.ts';
import styles from './situation.module.css';

interface Box {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** Over the map while an area is drawn: from one corner to the other. */
export function BoxDrawing({
  map,
  onBox,
}: {
  readonly map: MapEngine;
  readonly onBox: (bounds: Bounds | undefined) => void;
}) {
  const [box, setBox] = useState<Box>();
  const at = (event: PointerEvent): readonly [number, number] => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const done = () => {
    setBox(undefined);
    if (box === undefined) return;
    const [a, b] = [box.from, box.to].map((corner) => map.unproject([...corner] as [number, number]));
    if (a === undefined || b === undefined || Math.abs(box.from[0] - box.to[0]) < 4) return onBox(undefined);
    onBox([Math.min(a.lng, b.lng), Math.min(a.lat, b.lat), Math.max(a.lng, b.lng), Math.max(a.lat, b.lat)]);
  };
  return (
    <div
      className={styles.drawing}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setBox({ from: at(event), to: at(event) });
      }}
      onPointerMove={(event) => {
        if (box !== undefined) setBox({ ...box, to: at(event) });
      }}
      onPointerUp={done}
      onPointerCancel={() => setBox(undefined)}
    >
      {box === undefined ? null : (
        <span
          className={styles.box}
          style={{
            left: `${Math.min(box.from[0], box.to[0])}px`,
            top: `${Math.min(box.from[1], box.to[1])}px`,
            width: `${Math.abs(box.from[0] - box.to[0])}px`,
            height: `${Math.abs(box.from[1] - box.to[1])}px`,
          }}
        />
      )}
    </div>
  );
}
