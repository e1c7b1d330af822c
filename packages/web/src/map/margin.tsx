import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import { type Bounds, graticule, roundDistance } from './graticule.ts';
import styles from './map.module.css';
import type { MapEngine } from './sheet.ts';
import { TOWNS_CREDIT } from './towns/reading.ts';

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

interface MarginProps {
  readonly map: MapEngine;
  readonly bounds: Bounds;
  /** Who made the ground that is shown. */
  readonly credit?: string | undefined;
  /** Whether towns of the world are named, whose source asks to be named too. */
  readonly towns?: boolean;
}

/**
 * What stands in the margin of the map: degrees, north, the scale, the keys for zoom, and who is to be named. Never mirrored.
 * While the map is dragged its degrees move with it by themselves: the page is made anew only where others come into sight.
 */
export function Margin({ map, bounds, credit = '', towns = false }: MarginProps) {
  const { t } = useSpeech();
  const [view, setView] = useState(() => viewOf(map, sizeOf(map)));
  const margin = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let due = 0;
    let size = sizeOf(map);
    let shown: View | undefined;
    const look = () => {
      due = 0;
      const next = viewOf(map, size);
      const same = shown !== undefined && saysSame(next, shown);
      shown = next;
      if (same) place(margin.current, next.marks);
      else setView(next);
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
  // Where they stood last is not what was last rendered.
  useLayoutEffect(() => place(margin.current, view.marks), [view]);
  const buttons = [
    ['map.closer', '+', () => map.zoomIn()],
    ['map.farther', '−', () => map.zoomOut()],
    ['map.whole', '⤢', () => map.fitBounds([...bounds] as [number, number, number, number], { padding: 12 })],
  ] as const;
  return (
    <div className={styles.margin} dir="ltr" ref={margin} data-margin>
      {view.marks.map(({ says, runs }) => (
        <span
          key={`${runs}${says}`}
          className={runs === 'north' ? styles.meridian : styles.parallel}
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

interface Size {
  readonly width: number;
  readonly height: number;
}

function sizeOf(map: MapEngine): Size {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return { width, height };
}

/** Whether two views have the same words, at whatever places. */
function saysSame(a: View, b: View): boolean {
  return (
    a.bar === b.bar &&
    a.length === b.length &&
    a.marks.length === b.marks.length &&
    a.marks.every(({ says, runs }, i) => says === b.marks[i]?.says && runs === b.marks[i]?.runs)
  );
}

/** Puts the marks, which are the first children of the margin, where they stand now. */
function place(margin: HTMLDivElement | null, marks: readonly Mark[]): void {
  for (const [i, { runs, offset }] of marks.entries()) {
    const element = margin?.children[i];
    if (element instanceof HTMLElement)
      element.style.translate = runs === 'north' ? `${offset}px 0` : `0 ${offset}px`;
  }
}

function viewOf(map: MapEngine, { width, height }: Size): View {
  const seen = map.getBounds();
  const middle = map.getCenter();
  const metresPerPixel = (EARTH * Math.cos((middle.lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
  const length = roundDistance(LONGEST_BAR * metresPerPixel);
  const lines = graticule([seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()]);
  const marks = lines.flatMap(({ runs, at, says }): Mark[] => {
    const { x, y } = map.project(runs === 'north' ? [at, middle.lat] : [middle.lng, at]);
    const offset = runs === 'north' ? x : y;
    const most = runs === 'north' ? width - 70 : height - 40;
    return offset < 30 || offset > most ? [] : [{ says, runs, offset }];
  });
  // A bar that is a part of a pixel longer, as one comes further north, is the same.
  return { marks, bar: Math.round(length / metresPerPixel), length };
}
