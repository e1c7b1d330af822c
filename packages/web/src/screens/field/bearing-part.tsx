import { Button, NumberInput } from '@mantine/core';
import { useRoom } from '../../i18n/rooms.ts';
import { windOf } from '../../ui/direction.ts';
import { Chips } from './chips.tsx';
import styles from './field.module.css';
import type { WhereProps } from './parts.ts';
import { useCompass } from './use-compass.ts';

// As they lie around somebody who faces north, row by row; the middle is where they stand.
const WINDS = ['nw', 'n', 'ne', 'w', 'e', 'sw', 's', 'se'] as const;
const DEGREES = { n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315 } as const;
/** Half of the angle between two winds, what a compass in a hand is off, and what somebody is who gives degrees. */
const TOLERANCE = { wind: 22.5, compass: 15, degrees: 10 } as const;

/** The direction: by the compass of the device, by a wind, or in degrees. */
export function BearingPart({ where: { bearing, tolerance }, onWhere }: WhereProps) {
  const { r, t, number } = useRoom('field');
  const compass = useCompass((at) => onWhere({ bearing: at, tolerance: TOLERANCE.compass }));
  const wind = bearing === undefined ? undefined : windOf(bearing);
  return (
    <div className={styles.group}>
      <Chips
        rose
        name="wind"
        legend={r('bearing.title')}
        options={WINDS.map((one) => [one, t(`direction.${one}`)])}
        value={wind !== undefined && DEGREES[wind] === bearing ? wind : undefined}
        onChange={(one) => onWhere({ bearing: DEGREES[one], tolerance: TOLERANCE.wind })}
      />
      <div className={styles.pair}>
        <NumberInput
          label={r('bearing.degrees')}
          name="bearing"
          size="lg"
          min={0}
          max={360}
          hideControls
          value={bearing ?? ''}
          onChange={(value) =>
            onWhere(
              typeof value === 'number'
                ? { bearing: value, tolerance: TOLERANCE.degrees }
                : { bearing: undefined },
            )
          }
        />
        <NumberInput
          label={r('bearing.tolerance')}
          name="tolerance"
          size="lg"
          min={1}
          max={180}
          hideControls
          value={tolerance}
          onChange={(value) =>
            typeof value === 'number' && value >= 0.1 ? onWhere({ tolerance: value }) : undefined
          }
        />
      </div>
      {compass.state === 'none' ? null : (
        <div className={styles.inline}>
          <Button variant="outline" size="lg" onClick={() => void compass.toggle()}>
            {compass.heading === undefined
              ? r('bearing.compass')
              : r('bearing.take', { degrees: `${number(compass.heading)}°` })}
          </Button>
          <p className={styles.quiet}>{r(`bearing.compass-${compass.state}`)}</p>
        </div>
      )}
    </div>
  );
}
