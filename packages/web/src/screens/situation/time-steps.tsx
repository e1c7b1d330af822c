import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useRoom } from '../../i18n/rooms.ts';
import type { Stretch } from './reading.ts';
import styles from './timeline.module.css';

const STEP_MS = 700;

interface TimeStepsProps {
  /** All that the timeline shows. */
  readonly whole: Stretch;
  /** How long a bucket is, milliseconds. */
  readonly bucket: number;
  readonly chosen: Stretch | undefined;
  readonly onChoose: (stretch: Stretch | undefined, movement?: string) => void;
}

/** The stretch moved in steps, and played: beside the heading, so that it is in sight with the map. */
export function TimeSteps({ whole, bucket, chosen, onChoose }: TimeStepsProps) {
  const { r } = useRoom('situation');
  const [playing, play] = useState(false);
  const length = chosen === undefined ? bucket : chosen.to - chosen.from;
  const step = (by: number) => {
    const from = chosen === undefined ? (by > 0 ? whole.from : whole.to - length) : chosen.from + by * bucket;
    const inside = Math.max(whole.from, Math.min(whole.to - length, from));
    onChoose({ from: inside, to: inside + length }, 'steps');
    return inside + length < whole.to;
  };
  useEffect(() => {
    if (!playing) return undefined;
    const next = setTimeout(() => {
      if (!step(1)) play(false);
    }, STEP_MS);
    return () => clearTimeout(next);
  });
  return (
    <div className={styles.steps} dir="ltr">
      <Button variant="outline" onClick={() => step(-1)} aria-label={r('time.back')} title={r('time.back')}>
        <Arrow points="M13 4 6 10l7 6Z" />
      </Button>
      <Button onClick={() => play(!playing)} data-play>
        {r(playing ? 'time.pause' : 'time.play')}
      </Button>
      <Button variant="outline" onClick={() => step(1)} aria-label={r('time.on')} title={r('time.on')}>
        <Arrow points="M7 4l7 6-7 6Z" />
      </Button>
    </div>
  );
}

/** Time runs from left to right in every language, as the strip does. */
function Arrow({ points }: { readonly points: string }) {
  return (
    <svg className={styles.arrow} viewBox="0 0 20 20" aria-hidden="true">
      <path d={points} />
    </svg>
  );
}
