import { NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useSpeech } from '../../i18n/context.tsx';
import { isLanguage, LANGUAGES, type Language } from '../../i18n/languages.ts';
import type { Situation } from '../../situation.ts';
import styles from './top-bar.module.css';

interface TopBarProps {
  readonly situation: Situation | undefined;
  readonly onLanguage: (language: Language) => void;
}

/** Whose record this is, that it is an exercise, and the two settings. */
export function TopBar({ situation, onLanguage }: TopBarProps) {
  const { t, language } = useSpeech();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = ['light', 'dark', 'auto'] as const;
  return (
    <header>
      {situation?.exercise === false ? null : (
        <p className={styles.exercise}>
          <strong>{t('exercise.mark')}</strong> <span>{t('exercise.says')}</span>
        </p>
      )}
      <div className={styles.bar}>
        <div className={styles.name}>
          <Emblem />
          <span className={styles.product}>Armistice</span>
          {situation === undefined ? null : (
            <span className={styles.mission}>
              <bdi>{situation.title}</bdi>
            </span>
          )}
        </div>
        <div className={styles.settings}>
          <NativeSelect
            aria-label={t('settings.language')}
            value={language}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (isLanguage(value)) onLanguage(value);
            }}
          >
            {Object.entries(LANGUAGES).map(([code, { name }]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </NativeSelect>
          <SegmentedControl
            aria-label={t('settings.theme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(schemes.find((one) => one === value) ?? 'auto')}
            data={schemes.map((value) => ({ value, label: t(`theme.${value}`) }))}
          />
        </div>
      </div>
    </header>
  );
}

function Emblem() {
  return (
    <svg className={styles.emblem} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M5 11h22M5 21h22" />
      <path d="M16 5v22" strokeDasharray="0.1 5.2" />
    </svg>
  );
}
