import type { Indication } from '@armistice/core/agreement';
import { useSpeech } from '../../../i18n/context.tsx';
import styles from './try-out.module.css';

/** A dot in a ring, a ring open at a side, a question: what the clause says, told by shape and word. */
const SHAPES: { readonly [outcome in Indication['outcome']]: string } = {
  breach: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  permitted: 'M6 10.2 9 13.2 14.2 7',
  undetermined: 'M7.4 7.6c.3-3 5.4-2.9 5.3.1 0 2-2.7 2-2.7 4.1M10 14.4v.3',
  'not-applicable': 'M6.5 10h7',
};

/** How a clause comes out, with its probability where there is one. */
export function OutcomeSign({ indication }: { readonly indication: Indication }) {
  const { word, percent } = useSpeech();
  const { outcome, probability } = indication;
  return (
    <span className={styles.outcome} data-outcome={outcome}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.25" />
        <path d={SHAPES[outcome]} data-filled={outcome === 'breach'} />
      </svg>
      <span>{word('outcome', outcome)}</span>
      {outcome === 'breach' && probability !== null ? <span dir="ltr">{percent(probability)}</span> : null}
    </span>
  );
}
