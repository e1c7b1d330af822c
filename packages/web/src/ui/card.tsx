import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  readonly id: string;
  /** Place in the chain, from 1. */
  readonly step: string;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** One step of the chain. */
export function Card({ id, step, title, lead, children }: CardProps) {
  return (
    <section className={styles.card} id={id} aria-labelledby={`${id}-title`}>
      <span className={styles.step} aria-hidden="true">
        {step}
      </span>
      <h2 className={styles.title} id={`${id}-title`}>
        {title}
      </h2>
      <p className={styles.lead}>{lead}</p>
      {children}
    </section>
  );
}
