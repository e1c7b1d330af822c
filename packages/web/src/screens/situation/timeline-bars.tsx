import { memo, useMemo, useState } from 'react';
import { useClock } from '../../clock.ts';
import { useSpeech } from '../../i18n/context.tsx';
import { useRoom } from '../../i18n/rooms.ts';
import { offsetAt } from '../../i18n/zones.ts';
import type { Timeline as Data, Stretch } from './reading.ts';
import styles from './timeline.module.css';

const WIDTH = 1000;
const HEIGHT = 100;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How many times are named along the axis at most, and the part at its end in which one that begins would be cut off. */
const LABELS = { wide: { most: 5, tail: 1 / 12 }, narrow: { most: 3, tail: 1 / 4 } };

interface BarsProps {
  readonly data: Data;
  readonly edges: readonly number[];
  readonly chosen: Stretch | undefined;
}

/** A bar for each bucket, and below it who could observe: a full strip, a part of it, nobody, or that nobody said. */
export const TimelineBars = memo(function Bars({ data, edges, chosen }: BarsProps) {
  const { number } = useSpeech();
  const { r } = useRoom('situation');
  const [begin = 0, end = 1] = [edges[0], edges.at(-1)];
  const x = (at: number) => (WIDTH * (at - begin)) / (end - begin);
  const most = Math.max(1, ...data.buckets.map(({ incidents }) => incidents));
  const labels = useLabels(begin, end);
  return (
    <>
      <div className={styles.bars}>
        <span className={styles.most} aria-hidden="true">
          {number(most)}
        </span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {data.buckets.map(({ from, incidents }, i) => {
            if (incidents === 0) return null;
            const [left, right] = [x(edges[i] ?? 0), x(edges[i + 1] ?? 0)];
            const inside =
              chosen === undefined || ((edges[i] ?? 0) < chosen.to && (edges[i + 1] ?? 0) > chosen.from);
            const height = Math.max(2, (HEIGHT * incidents) / most);
            return (
              <rect
                key={from}
                data-inside={inside}
                x={left + 0.15 * Math.min(4, right - left)}
                width={Math.max(0.7, right - left - 0.3 * Math.min(4, right - left))}
                y={HEIGHT - height}
                height={height}
              />
            );
          })}
        </svg>
      </div>
      <svg
        className={styles.coverage}
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={r('time.coverage')}
      >
        {data.buckets.map(({ from, coverage }, i) => {
          if (coverage === null) return null;
          const [left, right] = [x(edges[i] ?? 0), x(edges[i + 1] ?? 0)];
          const part = coverage.of === 0 ? 0 : coverage.hours / coverage.of;
          return (
            <g key={from}>
              <rect className={styles.planned} x={left} width={right - left} y={0} height={10} />
              <rect
                className={styles.able}
                x={left}
                width={right - left}
                y={10 - 10 * part}
                height={10 * part}
              />
              {coverage.denied > 0 ? (
                <rect className={styles.denied} x={left} width={right - left} y={0} height={2} />
              ) : null}
            </g>
          );
        })}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {labels.map(({ at, says }) => (
          <span key={at} dir="auto" style={{ left: `${x(at) / 10}%` }}>
            {says}
          </span>
        ))}
      </div>
    </>
  );
});

/** Round times along the axis, on the clock in use. */
function useLabels(begin: number, end: number): readonly { readonly at: number; readonly says: string }[] {
  const { language } = useSpeech();
  const { zone } = useClock();
  const [{ most, tail }] = useState(() => LABELS[window.innerWidth < 600 ? 'narrow' : 'wide']);
  return useMemo(() => {
    const steps = [
      HOUR / 60,
      HOUR / 12,
      HOUR / 4,
      HOUR,
      3 * HOUR,
      6 * HOUR,
      12 * HOUR,
      DAY,
      2 * DAY,
      7 * DAY,
    ];
    const wanted = (end - begin) / most;
    const step = steps.find((one) => one >= wanted) ?? Math.ceil(wanted / (30 * DAY)) * 30 * DAY;
    const locale = language === 'en' ? 'en-GB' : language;
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: zone,
      hourCycle: 'h23',
      ...(step >= DAY
        ? { day: 'numeric', month: 'short' }
        : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    });
    const labels = [];
    const ahead = offsetAt(begin, zone);
    const first = Math.ceil((begin + ahead) / step) * step - ahead;
    for (let at = first; at < end - (end - begin) * tail; at += step)
      labels.push({ at, says: format.format(at) });
    return labels;
  }, [begin, end, language, zone, most, tail]);
}
