import styles from '../situation.module.css';
import type { Drawn } from './watch-features.ts';
import { FLAG_PATHS } from './watch-layers.ts';

/** The flag of a source as the map has it. What it means stands beside it in words. */
export function Flag({ drawn }: { readonly drawn: Drawn }) {
  const { FLAG, LOWER, POLE, CROSS } = FLAG_PATHS;
  return (
    <svg className={styles.symbol} viewBox="0 0 20 20" aria-hidden="true">
      <path d={FLAG} data-full={drawn === 'whole'} />
      {drawn === 'part' ? <path d={LOWER} data-full="true" /> : null}
      {drawn === 'none' ? <path d={CROSS} /> : null}
      <path d={POLE} />
    </svg>
  );
}
