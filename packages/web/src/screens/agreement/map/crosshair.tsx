import type { Position } from '@armistice/core/geo';
import { formatDegrees } from '@armistice/core/notation';
import { type KeyboardEvent, useId, useState } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import type { Bounds } from '../../../map/graticule.ts';
import shared from '../../../map/map.module.css';
import type { MapEngine } from '../../../map/sheet.ts';
import styles from './agreement-map.module.css';

interface CrosshairProps {
  readonly map: MapEngine;
  readonly bounds: Bounds;
  readonly onDrop: (at: Position) => void;
  readonly onPoint: (at: Position | undefined) => void;
  readonly saysAt: (at: Position) => string;
}

const STEP = 8;
const STRIDE = 48;
/** Pixels from the edge at which the map moves along. */
const EDGE = 40;
const MOVES: { readonly [key: string]: readonly [x: number, y: number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The map by keyboard: arrows move a cross, Enter drops the event under it, plus and minus zoom. */
export function Crosshair({ map, bounds, onDrop, onPoint, saysAt }: CrosshairProps) {
  const { t } = useSpeech();
  const id = useId();
  const [at, setAt] = useState<readonly [x: number, y: number]>();
  const [said, say] = useState('');
  const position = ([x, y]: readonly [number, number]): Position => {
    const { lng, lat } = map.unproject([x, y]);
    return [((((lng + 180) % 360) + 360) % 360) - 180, lat];
  };
  const middle = (): readonly [number, number] => {
    const { clientWidth, clientHeight } = map.getContainer();
    return [clientWidth / 2, clientHeight / 2];
  };
  const moveTo = ([x, y]: readonly [number, number]) => {
    const { clientWidth, clientHeight } = map.getContainer();
    const inX = Math.min(Math.max(x, EDGE), clientWidth - EDGE);
    const inY = Math.min(Math.max(y, EDGE), clientHeight - EDGE);
    if (inX !== x || inY !== y) map.panBy([x - inX, y - inY], { animate: false });
    setAt([inX, inY]);
    const there = position([inX, inY]);
    onPoint(there);
    say(`${formatDegrees(there, 'minutes')}. ${saysAt(there)}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = at ?? middle();
    const move = MOVES[event.key];
    if (move !== undefined) {
      const length = event.shiftKey ? STRIDE : STEP;
      moveTo([here[0] + move[0] * length, here[1] + move[1] * length]);
    } else if (event.key === 'Enter' || event.key === ' ') onDrop(position(here));
    else if (event.key === '+' || event.key === '=')
      map.zoomIn({ animate: false, around: map.unproject([...here] as [number, number]) } as never);
    else if (event.key === '-')
      map.zoomOut({ animate: false, around: map.unproject([...here] as [number, number]) } as never);
    else if (event.key === '0')
      map.fitBounds([...bounds] as [number, number, number, number], { animate: false, padding: 12 });
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys itself
        tabIndex={0}
        className={styles.keys}
        aria-label={t('map.title')}
        aria-describedby={id}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.currentTarget.matches(':focus-visible')) moveTo(at ?? middle());
        }}
        onBlur={() => {
          setAt(undefined);
          onPoint(undefined);
        }}
      >
        {at === undefined ? null : (
          <svg
            className={styles.cross}
            viewBox="-24 -24 48 48"
            aria-hidden="true"
            style={{ transform: `translate(${at[0] - 24}px, ${at[1] - 24}px)` }}
          >
            <path d="M-20 0h14M6 0h14M0-20v14M0 6v14" />
            <circle r="1.6" />
          </svg>
        )}
      </div>
      <p id={id} className={styles.hint}>
        {t('map.keys')}
      </p>
      <p className={shared.unseen} aria-live="polite" data-said="crosshair">
        {said}
      </p>
    </>
  );
}
