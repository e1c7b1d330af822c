import { type ReactNode, useId } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import styles from './drawing.module.css';

/** Width and height of the drawn plane, in the units of the drawing. */
export const PLANE = 300;
export const MIDDLE = PLANE / 2;

interface DrawingProps {
  readonly says: string;
  /** Units of the drawing to a metre. */
  readonly scale: number;
  /** Length of the scale bar, metres. */
  readonly bar: number;
  readonly caption: string;
  readonly children: ReactNode;
}

/** A plane to scale with north up, a north arrow and a scale bar. Never mirrored: west is left in every language. */
export function Drawing({ says, scale, bar, caption, children }: DrawingProps) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${PLANE} ${PLANE + 30}`}
      role="img"
      aria-labelledby={id}
      direction="ltr"
    >
      <title id={id}>{`${t('footprint.title')}: ${says}`}</title>
      {children}
      <g transform={`translate(${PLANE - 20} 10)`}>
        <path className={styles.arrow} d="M0 0 7 20 0 15-7 20Z" />
        <text className={styles.name} x="0" y="34" textAnchor="middle">
          {t('footprint.north')}
        </text>
      </g>
      <g transform={`translate(12 ${PLANE + 14})`}>
        <path className={styles.bar} d={`M0-5V0H${bar * scale}V-5`} />
        <text className={styles.name} x={bar * scale + 8} y="2">
          {t('footprint.km', { n: bar / 1000 })}
        </text>
      </g>
      <text className={styles.label} x={PLANE - 6} y={PLANE + 16} textAnchor="end">
        {caption}
      </text>
    </svg>
  );
}

/** Round distances up to or just beyond `far` metres, at most six of them. */
export function roundDistances(far: number): readonly number[] {
  const step = [250, 500, 1000, 2000, 5000, 10_000, 20_000].find((metres) => far / metres <= 6) ?? far;
  return Array.from({ length: Math.ceil(far / step) }, (_, i) => (i + 1) * step);
}
