import { type ReactNode, type Ref, useLayoutEffect } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import { boundsIn, pixelIn, type View, worldOf } from './camera.ts';
import { graticule, roundDistance } from './graticule.ts';
import styles from './map.module.css';

interface Mark {
  readonly says: string;
  readonly runs: 'north' | 'east';
  /** Pixels from the left of the map for a meridian, from its top for a parallel. */
  readonly offset: number;
}

/** The degrees and the scale of a view. */
export interface Margins {
  readonly marks: readonly Mark[];
  /** Pixels. */
  readonly bar: number;
  /** Metres. */
  readonly length: number;
}

const EARTH = 40_075_016.686;
const LONGEST_BAR = 130;

/** What stands in the margin of a view. */
export function marginsOf(view: View): Margins {
  const { longitude, latitude, width, height } = view;
  const metresPerPixel = (EARTH * Math.cos((latitude * Math.PI) / 180)) / worldOf(view);
  const length = roundDistance(LONGEST_BAR * metresPerPixel);
  const pixel = pixelIn(view);
  const marks = graticule(boundsIn(view)).flatMap(({ runs, at, says }): Mark[] => {
    const [x, y] = pixel(runs === 'north' ? [at, latitude] : [longitude, at]);
    const offset = runs === 'north' ? x : y;
    const most = runs === 'north' ? width - 70 : height - 40;
    return offset < 30 || offset > most ? [] : [{ says, runs, offset }];
  });
  // A bar that is a part of a pixel longer, as one comes further north, is the same.
  return { marks, bar: Math.round(length / metresPerPixel), length };
}

/** Whether two margins have the same words, at whatever places. */
export function saysSame(a: Margins, b: Margins): boolean {
  return (
    a.bar === b.bar &&
    a.length === b.length &&
    a.marks.length === b.marks.length &&
    a.marks.every(({ says, runs }, i) => says === b.marks[i]?.says && runs === b.marks[i]?.runs)
  );
}

/** Puts the marks, which are the first children of the margin, where they stand now. */
export function place(margin: HTMLDivElement | null, marks: readonly Mark[]): void {
  for (const [i, { runs, offset }] of marks.entries()) {
    const element = margin?.children[i];
    if (element instanceof HTMLElement)
      element.style.translate = runs === 'north' ? `${offset}px 0` : `0 ${offset}px`;
  }
}

/** A key on the map: what it is called, its sign, and what it does. */
export type MapKey = readonly [name: string, sign: string, act: () => void];

interface MarginSheetProps {
  readonly margins: Margins;
  readonly margin: { readonly current: HTMLDivElement | null } & Ref<HTMLDivElement>;
  readonly keys: readonly MapKey[];
  /** The keys stand as on a compass, three to a row, and not below each other. */
  readonly compass?: boolean;
  readonly children?: ReactNode;
}

/** Degrees, north, the scale and keys in the margin of a map. Never mirrored. */
export function MarginSheet({ margins, margin, keys, compass = false, children }: MarginSheetProps) {
  const { t } = useSpeech();
  // Where they stood last is not what was last rendered.
  useLayoutEffect(() => place(margin.current, margins.marks), [margin, margins]);
  return (
    <div className={styles.margin} dir="ltr" ref={margin} data-margin>
      {margins.marks.map(({ says, runs }) => (
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
        <span className={styles.bar} style={{ width: `${margins.bar}px` }} />
        {margins.length >= 1000
          ? t('footprint.km', { n: margins.length / 1000 })
          : t('map.metres', { n: margins.length })}
      </div>
      {children}
      <div className={compass ? `${styles.zoom} ${styles.compass}` : styles.zoom}>
        {keys.map(([name, sign, act]) => (
          <button key={name} type="button" aria-label={name} title={name} onClick={act}>
            {sign}
          </button>
        ))}
      </div>
    </div>
  );
}
