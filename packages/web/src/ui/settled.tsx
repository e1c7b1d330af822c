import { type ReactNode, useEffect, useRef } from 'react';
import styles from './settled.module.css';

interface SettledProps {
  /** What became of it, for whoever looks for it in the page. */
  readonly became: string;
  /** Left out where the heading of the view says it. */
  readonly title?: string;
  /** What happens next, and where. */
  readonly says: string;
  readonly children?: ReactNode;
}

/** That something was asked for, done or refused: said where the reader is taken to. */
export function Settled({ became, title, says, children }: SettledProps) {
  const part = useRef<HTMLElement>(null);
  // What was pressed is gone: without this the keyboard would begin at the top of the page.
  useEffect(() => part.current?.focus(), []);
  return (
    <section ref={part} tabIndex={-1} className={styles.settled} data-became={became}>
      {title === undefined ? null : <h2>{title}</h2>}
      <p role="status">{says}</p>
      {children === undefined ? null : <p className={styles.ways}>{children}</p>}
    </section>
  );
}
