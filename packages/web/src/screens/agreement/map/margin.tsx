import { useEffect, useState } from 'react';
import { useSpeech } from '../../../i18n/context.tsx';
import styles from './agreement-map.module.css';
import type { MapEngine } from './engine.ts';
import { type Bounds, graticule, roundDistance } from './graticule.ts';

interface Mark {
  readonly says: string;
  readonly runs: 'north' | 'east';
  /** Pixels from the left of the map for a meridian, from its top for a parallel. */
  readonly offset: number;
}

interface View {
  readonly marks: readonly Mark[];
  /** Pixels. */
  readonly bar: number;
  /** Metres. */
  readonly length: number;
}

const EARTH = 40_075_016.686;
const LONGEST_BAR = 130;

/** What stands in the margin of the map: degrees, north, the scale, and the keys for zoom. Never mirrored. */
export function Margin({ map, bounds }: { readonly map: MapEngine; readonly bounds: Bounds }) {
  const { t } = useSpeech();
  const [view, setView] = useState(() => viewOf(map));
  useEffect(() => {
    let due = 0;
    const look = () => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(() => setView(viewOf(map)));
    };
    map.on('move', look);
    map.on('resize', look);
    return () => {
      cancelAnimationFrame(due);
      map.off('move', look);
      map.off('resize', look);
    };
  }, [map]);
  const buttons = [
    ['map.closer', '+', () => map.zoomIn()],
    ['map.farther', '−', () => map.zoomOut()],
    ['map.whole', '⤢', () => map.fitBounds([...bounds] as [number, number, number, number], { padding: 12 })],
  ] as const;
  return (
    <div className={styles.margin} dir="ltr">
      {view.marks.map(({ says, runs, offset }) => (
        <span
          key={`${runs}${says}`}
          className={runs === 'north' ? styles.meridian : styles.parallel}
          style={runs === 'north' ? { left: `${offset}px` } : { top: `${offset}px` }}
          aria-hidden="true"
        >
          {says}
        </span>
      ))}
      <svg className={styles.north} viewBox="-10 -4 20 44" aria-hidden="true">
        <path d="M0 0 8 22 0 17-8 22Z" />
        <text y="38" textAnchor="middle">
          {t('footprint.north')}
        </text>
      </svg>
      <div className={styles.scale}>
        <span className={styles.bar} style={{ width: `${view.bar}px` }} />
        {view.length >= 1000
          ? t('footprint.km', { n: view.length / 1000 })
          : t('map.metres', { n: view.length })}
      </div>
      <div className={styles.zoom}>
        {buttons.map(([name, sign, act]) => (
          <button key={name} type="button" aria-label={t(name)} title={t(name)} onClick={act}>
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}

function viewOf(map: MapEngine): View {
  const seen = map.getBounds();
  const { clientWidth, clientHeight } = map.getContainer();
  const middle = map.getCenter();
  const metresPerPixel = (EARTH * Math.cos((middle.lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
  const length = roundDistance(LONGEST_BAR * metresPerPixel);
  const lines = graticule([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]);
  const marks = lines.flatMap(({ runs, at, says }): Mark[] => {
    const { x, y } = map.project(runs === 'north' ? [at, middle.lat] : [middle.lng, at]);
    const offset = runs === 'north' ? x : y;
    const most = runs === 'north' ? clientWidth - 70 : clientHeight - 40;
    return offset < 30 || offset > most ? [] : [{ says, runs, offset }];
  });
  return { marks, bar: length / metresPerPixel, length };
}
