import { useSpeech } from '../../i18n/context.tsx';
import styles from './steps.module.css';

const STEPS = ['report', 'entry', 'incident', 'indication', 'record'] as const;

/** The whole way at a glance, and a way to each of its steps. */
export function Steps() {
  const { t, number } = useSpeech();
  return (
    <nav aria-label={t('chain.title')}>
      <ol className={styles.steps}>
        {STEPS.map((step, i) => (
          <li key={step}>
            <a href={`#${step}`}>
              <span className={styles.number}>{number(i + 1)}</span> {t(`step.${step}`)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
