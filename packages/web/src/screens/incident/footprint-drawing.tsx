import type { Footprint, Position } from '@armistice/core/geo';
import drawing from '../../ui/drawing.module.css';
import { Drawing, MIDDLE, PLANE, roundDistances } from '../../ui/drawing.tsx';
import { ellipseOf } from './ellipse.ts';
import styles from './incident.module.css';

const METRES_A_DEGREE = 111_195;
const LEAST_METRES = 1500;

interface FootprintDrawingProps {
  readonly place: Footprint;
  /** What each report says of the place. */
  readonly others: readonly Footprint[];
  readonly lines: readonly { readonly name: string; readonly parts: readonly (readonly Position[])[] }[];
  readonly says: string;
}

/** An incident's footprint to scale, with those of its reports and the lines near it. */
export function FootprintDrawing({ place, others, lines, says }: FootprintDrawingProps) {
  const far = Math.max(
    LEAST_METRES,
    2.2 * Math.max(...[place, ...others].map((one) => ellipseOf(one).major)),
  );
  const scale = MIDDLE / far;
  const bar = roundDistances(far)[0] ?? far;
  const project = ([longitude, latitude]: Position): readonly [number, number] => {
    const [here, there] = place.at;
    const east = (longitude - here) * METRES_A_DEGREE * Math.cos((there * Math.PI) / 180);
    return [MIDDLE + east * scale, MIDDLE - (latitude - there) * METRES_A_DEGREE * scale];
  };
  return (
    <Drawing says={says} scale={scale} bar={bar} caption={says}>
      <svg x="0" y="0" width={PLANE} height={PLANE} viewBox={`0 0 ${PLANE} ${PLANE}`} aria-hidden="true">
        {lines.flatMap(({ name, parts }) =>
          parts.map((part, at) => (
            <path
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one drawing keep their order
              key={`${name} ${at}`}
              className={styles.line}
              d={`M${part.map((one) => project(one).map(rounded).join(' ')).join('L')}`}
            />
          )),
        )}
        {others.map((one) => (
          <Ellipse
            key={JSON.stringify(one)}
            place={one}
            at={project(one.at)}
            scale={scale}
            as={styles.other}
          />
        ))}
        <Ellipse place={place} at={project(place.at)} scale={scale} as={drawing.area} />
        <path className={drawing.cross} d={`M${MIDDLE - 5} ${MIDDLE}h10M${MIDDLE} ${MIDDLE - 5}v10`} />
      </svg>
    </Drawing>
  );
}

function rounded(value: number): string {
  // Far outside of the drawing a line is only a direction.
  return Math.max(-9999, Math.min(9999, value)).toFixed(1);
}

interface EllipseProps {
  readonly place: Footprint;
  readonly at: readonly [number, number];
  readonly scale: number;
  readonly as: string | undefined;
}

function Ellipse({ place, at: [x, y], scale, as }: EllipseProps) {
  const { major, minor, angle } = ellipseOf(place);
  return (
    <ellipse
      className={as}
      cx={x}
      cy={y}
      rx={Math.max(2, major * scale)}
      ry={Math.max(2, minor * scale)}
      transform={`rotate(${-angle} ${x} ${y})`}
    />
  );
}
