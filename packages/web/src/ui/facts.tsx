import type { ReactNode } from 'react';
import { balanced } from '../i18n/isolated.ts';
import styles from './facts.module.css';

/** Names and values, one pair a line. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

interface FactProps {
  readonly name: string;
  /** For a long value: it takes the whole width, below its name. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Fact({ name, wide = false, children }: FactProps) {
  return (
    <div className={wide ? `${styles.fact} ${styles.wide}` : styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A hash, an id or a file name: always left to right, broken anywhere. */
export function Code({ children }: { readonly children: ReactNode }) {
  return (
    <code className={styles.code} dir="ltr">
      {typeof children === 'string' ? balanced(children) : children}
    </code>
  );
}

/** Text that the record holds in one language only: shown as it stands. */
export function Verbatim({ children }: { readonly children: ReactNode }) {
  return (
    <span lang="en" dir="ltr" className={styles.verbatim}>
      {typeof children === 'string' ? balanced(children) : children}
    </span>
  );
}
