import { useSpeech } from '../i18n/context.tsx';
import styles from './drawing.module.css';
import { Drawing, MIDDLE, PLANE, roundDistances } from './drawing.tsx';

interface CircleDrawingProps {
  /** Longitude and latitude, degrees. */
  readonly at: readonly [number, number];
  readonly radius: number;
  readonly says: string;
}

/** A circle on squared paper whose squares have a round length. */
export function CircleDrawing({ at: [longitude, latitude], radius, says }: CircleDrawingProps) {
  const { number } = useSpeech();
  const scale = (MIDDLE - 34) / radius;
  const bar = roundDistances(radius)[0] ?? radius;
  const lines = squares(bar * scale);
  const caption = `\u2066${number(latitude)}°, ${number(longitude)}°\u2069`;
  return (
    <Drawing says={says} scale={scale} bar={bar} caption={caption}>
      {lines.map((at) => (
        <path key={at} className={styles.grid} d={`M${at} 0V${PLANE}M0 ${at}H${PLANE}`} />
      ))}
      <circle className={styles.area} cx={MIDDLE} cy={MIDDLE} r={radius * scale} />
      <path className={styles.cross} d={`M${MIDDLE - 6} ${MIDDLE}h12M${MIDDLE} ${MIDDLE - 6}v12`} />
    </Drawing>
  );
}

/** Where the lines of the paper lie, counted from the middle. */
function squares(side: number): readonly number[] {
  const each = Math.floor(MIDDLE / side);
  return Array.from({ length: 2 * each + 1 }, (_, i) => MIDDLE + (i - each) * side);
}
