import type { Certainty } from '../../agreements.ts';
import { useSpeech } from '../../i18n/context.tsx';
import styles from './certainty-mark.module.css';

// Full, half, empty: how much of the words was seen. Told apart without colour, and always beside its words.
const SHAPES: { readonly [certainty in Certainty]: string } = {
  primary: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z',
  'second-hand': 'M10 3.5a6.5 6.5 0 0 0 0 13Z',
  unchecked: '',
};

/** How surely the encoding of a clause rests on its text, as a symbol with its words. */
export function CertaintyMark({ certainty }: { readonly certainty: Certainty }) {
  const { t } = useSpeech();
  return (
    <span className={styles.certainty} data-certainty={certainty}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" />
        <path d={SHAPES[certainty]} />
      </svg>
      {t(`certainty.${certainty}`)}
    </span>
  );
}
