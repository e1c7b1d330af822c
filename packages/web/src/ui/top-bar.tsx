import { NativeSelect, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { followed, useAddress } from '../address.ts';
import { useSpeech } from '../i18n/context.tsx';
import { isLanguage, LANGUAGES, type Language } from '../i18n/languages.ts';
import type { Situation } from '../situation.ts';
import styles from './top-bar.module.css';

interface TopBarProps {
  readonly situation: Situation | undefined;
  /** Whether what is shown is made up; left out, whether the mission is a training mission. */
  readonly exercise?: boolean;
  /** As wide as a view with a map. */
  readonly wide?: boolean;
  readonly onLanguage: (language: Language) => void;
}

/** Whose record this is, that it is an exercise, the views, and the two settings. */
export function TopBar({ situation, exercise, wide = false, onLanguage }: TopBarProps) {
  const { t, language } = useSpeech();
  // To stop transitions it would write a style into the page, which the policy forbids; the page has none to stop.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const schemes = ['light', 'dark', 'auto'] as const;
  return (
    <header>
      {(exercise ?? situation?.exercise) === false ? null : (
        <p className={styles.exercise}>
          <strong>{t('exercise.mark')}</strong> <span>{t('exercise.says')}</span>
        </p>
      )}
      <div className={styles.bar} data-wide={wide}>
        <div className={styles.name}>
          <Emblem />
          <span className={styles.product}>Armistice</span>
          {situation === undefined ? null : (
            <span className={styles.mission}>
              <bdi>{situation.title}</bdi>
            </span>
          )}
        </div>
        <Views />
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

const VIEWS = [
  ['/', 'nav.record'],
  ['/agreements', 'nav.agreements'],
] as const;

function Views() {
  const { t } = useSpeech();
  const { path } = useAddress();
  return (
    <nav className={styles.views} aria-label={t('nav.title')}>
      {VIEWS.map(([to, name]) => {
        const here = to === '/' ? path === '/' : path.startsWith(to);
        return (
          <a key={to} href={to} onClick={followed} aria-current={here ? 'page' : undefined}>
            {t(name)}
          </a>
        );
      })}
    </nav>
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
