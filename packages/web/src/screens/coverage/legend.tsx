import { useRoom } from '../../i18n/rooms.ts';
import styles from './grid.module.css';

const KEYS = [
  ['whole', 'legend.whole'],
  ['part', 'legend.part'],
  ['none', 'legend.none'],
  ['not recorded', 'legend.notRecorded'],
  ['held back', 'legend.heldBack'],
] as const;

/** What the patterns of the cells stand for; each cell says the same in words. */
export function Legend() {
  const { r } = useRoom('coverage');
  return (
    <details className={styles.legend}>
      <summary>{r('legend.title')}</summary>
      <ul>
        {KEYS.map(([observed, key]) => (
          <li key={observed}>
            <span className={styles.swatch} data-observed={observed} aria-hidden="true" />
            {r(key)}
          </li>
        ))}
      </ul>
    </details>
  );
}
