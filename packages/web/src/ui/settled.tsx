import { type ReactNode, useEffect, useRef } from 'react';
import styles from './settled.module.css';

interface SettledProps {
  /** What became of it, for whoever looks for it in the page. */
  readonly became: string;
  readonly title: string;
  /** What happens next, and where. */
  readonly says: string;
  readonly children?: ReactNode;
}

/** That something was asked for, done or refused: said in a heading, to which the reader is taken. */
export function Settled({ became, title, says, children }: SettledProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed is gone: without this the keyboard would begin at the top of the page.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.settled} data-became={became}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p role="status">{says}</p>
      {children === undefined ? null : <p className={styles.ways}>{children}</p>}
    </section>
  );
}
