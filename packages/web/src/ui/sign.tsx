import type { ReactNode } from 'react';
import styles from './sign.module.css';

/** How an answer came out. Told by its sign and its word; the colour only repeats it. */
export type Standing = 'yes' | 'no' | 'none' | 'some';

const PATHS: Readonly<Record<Standing, string>> = {
  yes: 'M4 10.5 8.2 15 16 5.5',
  no: 'M5 5l10 10M15 5 5 15',
  none: 'M5 10h10',
  some: 'M10 4.5v7M10 15v.5',
};

export function Sign({ standing, large = false }: { readonly standing: Standing; readonly large?: boolean }) {
  return (
    <svg
      className={`${styles.sign} ${styles[standing]} ${large ? styles.large : ''}`}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <circle cx="10" cy="10" r="9.25" />
      <path d={PATHS[standing]} />
    </svg>
  );
}

/** A sign with its word. */
export function Verdict({
  standing,
  children,
}: {
  readonly standing: Standing;
  readonly children: ReactNode;
}) {
  return (
    <span className={`${styles.verdict} ${styles[standing]}`}>
      <Sign standing={standing} />
      <span>{children}</span>
    </span>
  );
}

/** A word in a frame, for what must not be overlooked. */
export function Mark({ children }: { readonly children: ReactNode }) {
  return <strong className={styles.mark}>{children}</strong>;
}
