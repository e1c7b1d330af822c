import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A part of a view in a frame of its own, under its heading. */
export function Panel({ title, lead, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}

/** What stands where nothing is yet: that it is so, and what to do next. */
export function Empty({ title, says }: { readonly title: string; readonly says?: string }) {
  return (
    <div className={styles.empty}>
      <p>{title}</p>
      {says === undefined ? null : <p className={styles.lead}>{says}</p>}
    </div>
  );
}

/** Buttons side by side, the main one first. */
export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
