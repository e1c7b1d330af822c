import { useEffect, useId, useRef } from 'react';
import type { Lacking } from '../../field/compose.ts';
import type { Form } from '../../field/form.ts';
import { useRoom } from '../../i18n/rooms.ts';
import { Verbatim } from '../../ui/facts.tsx';
import styles from './field.module.css';
import { needOf } from './wording.ts';

interface RefusalsProps {
  readonly lacking: readonly Lacking[];
  readonly form: Form;
  /** How often sending was tried. */
  readonly tries: number;
}

/** All that stands in the way of sending, each with what to do. */
export function Refusals({ lacking, form, tries }: RefusalsProps) {
  const { r } = useRoom('field');
  const box = useRef<HTMLElement>(null);
  const title = useId();
  // The focus comes here when sending was tried, and not while somebody types: "12" begins with a 1.
  useEffect(() => {
    if (tries > 0) box.current?.focus();
  }, [tries]);
  if (lacking.length === 0) return null;
  return (
    <section
      ref={box}
      aria-labelledby={title}
      tabIndex={-1}
      className={styles.notice}
      data-lacking={lacking.map(({ field }) => field).join(' ')}
    >
      <p id={title}>{r('need.title')}</p>
      <ul>
        {lacking.map(({ field, said }) => (
          <li key={field}>
            {r(needOf(field, form))} {said === undefined ? null : <Verbatim>{said}</Verbatim>}
          </li>
        ))}
      </ul>
    </section>
  );
}
