import type { ReportView } from '@armistice/core/mission';
import { useSpeech } from '../i18n/context.tsx';
import styles from './drawing.module.css';
import { Drawing, MIDDLE, PLANE, roundDistances } from './drawing.tsx';

type Sector = Extract<ReportView['place'], { type: 'sector' }>;

/**
 * A sector as seen from its origin, drawn to scale: azimuthal equidistant about the post, so that every distance and
 * every bearing from it is true.
 */
export function SectorDrawing({ sector, says }: { readonly sector: Sector; readonly says: string }) {
  const { t, number } = useSpeech();
  const [near, far] = sector.distance;
  const rings = roundDistances(far);
  const scale = (MIDDLE - 26) / (rings.at(-1) ?? far);
  const caption = `${number(sector.bearing)}° ± ${number(sector.bearingTolerance)}°`;
  return (
    <Drawing says={says} scale={scale} bar={rings[0] ?? far} caption={caption}>
      {rings.map((metres) => (
        <g key={metres}>
          <circle className={styles.grid} cx={MIDDLE} cy={MIDDLE} r={metres * scale} />
          <text className={styles.label} x={MIDDLE + 4} y={MIDDLE - metres * scale + 12}>
            {t('footprint.km', { n: metres / 1000 })}
          </text>
        </g>
      ))}
      <path className={styles.axis} d={`M${MIDDLE} 8V${PLANE - 8}M8 ${MIDDLE}H${PLANE - 8}`} />
      <path className={styles.area} d={sectorPath(sector, near * scale, far * scale)} />
      <circle className={styles.post} cx={MIDDLE} cy={MIDDLE} r="4.5" />
      <text className={styles.name} x={MIDDLE + 9} y={MIDDLE + 15}>
        {t('footprint.post')}
      </text>
    </Drawing>
  );
}

/** The ring segment between two distances, in units of the drawing; bearings run clockwise from north. */
export function sectorPath(sector: Sector, near: number, far: number): string {
  const left = sector.bearing - sector.bearingTolerance;
  const right = sector.bearing + sector.bearingTolerance;
  const wide = sector.bearingTolerance > 90 ? 1 : 0;
  const at = (radius: number, bearing: number): string => {
    const angle = (bearing * Math.PI) / 180;
    const x = MIDDLE + radius * Math.sin(angle);
    const y = MIDDLE - radius * Math.cos(angle);
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  };
  return [
    `M${at(far, left)}`,
    `A${far.toFixed(2)} ${far.toFixed(2)} 0 ${wide} 1 ${at(far, right)}`,
    `L${at(near, right)}`,
    `A${near.toFixed(2)} ${near.toFixed(2)} 0 ${wide} 0 ${at(near, left)}`,
    'Z',
  ].join('');
}
