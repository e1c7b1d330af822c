import { balanced } from '../../i18n/isolated.ts';
import styles from './incident.module.css';

interface WordsProps {
  readonly children: string;
  readonly lang?: string | undefined;
}

/** What somebody wrote, as they wrote it: it turns nothing but itself. */
export function Words({ children, lang }: WordsProps) {
  return (
    <blockquote className={styles.words} dir="auto" lang={lang}>
      {balanced(children)}
    </blockquote>
  );
}
