import type { Lacking } from '../../field/compose.ts';
import { Verbatim } from '../../ui/facts.tsx';
import styles from './field.module.css';

/** What is missing of a field and what to do; with core's own words where it refused what is there. */
export function ErrorOf({ fault, says }: { readonly fault: Lacking | undefined; readonly says: string }) {
  if (fault === undefined) return null;
  return (
    <p className={styles.error}>
      {says} {fault.said === undefined ? null : <Verbatim>{fault.said}</Verbatim>}
    </p>
  );
}
