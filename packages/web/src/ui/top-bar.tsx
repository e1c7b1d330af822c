import { NativeSelect, useMantineColorScheme } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { followed, useAddress } from '../address.ts';
import { useSpeech, useUnspoken } from '../i18n/context.tsx';
import { balanced, isolated } from '../i18n/isolated.ts';
import { isLanguage, LANGUAGES, type Language } from '../i18n/languages.ts';
import { loadPeopleMessages } from '../i18n/people/loading.ts';
import { useMe } from '../people/me.ts';
import type { Situation } from '../situation.ts';
import { NotFetched } from './not-fetched.tsx';
import styles from './top-bar.module.css';
import { Part, usePart } from './use-part.ts';
import { ViewLink } from './view-link.tsx';

// Who is signed in needs more words than the first page has; they come when somebody is.
const PERSON = new Part(async (language) => (await withWords(import('./person.tsx'), language)).Person);
const VIEWS_OF_MEMBERS = new Part(
  async (language) => (await withWords(import('./person.tsx'), language)).MemberViews,
);
const LOOK_AS = new Part(async (language) => (await withWords(import('./look-as.tsx'), language)).LookAs);
const CLOCK_CHOICE = new Part(async () => (await import('./clock-choice.tsx')).ClockChoice);

async function withWords<T>(coming: Promise<T>, language: Language): Promise<T> {
  const [part] = await Promise.all([coming, loadPeopleMessages(language)]);
  return part;
}

interface TopBarProps {
  readonly situation: Pick<Situation, 'title' | 'exercise'> | undefined;
  /** Whether what is shown is made up; left out, whether the mission is a training mission. */
  readonly exercise?: boolean;
  /** As wide as a view with a map. */
  readonly wide?: boolean;
  readonly onLanguage: (language: Language) => void;
}

/** Whose record this is, that it is an exercise, the views, who is signed in, and the settings. */
export function TopBar({ situation, exercise, wide = false, onLanguage }: TopBarProps) {
  const { t, list, language } = useSpeech();
  const unspoken = useUnspoken();
  // To stop transitions it would write a style into the page, which the policy forbids; the page has none to stop.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const schemes = ['light', 'dark', 'auto'] as const;
  const me = useMe();
  const signedIn = me?.signedIn === true;
  const person = usePart(PERSON, signedIn);
  const views = usePart(VIEWS_OF_MEMBERS, signedIn);
  const lookAs = usePart(LOOK_AS, (me?.switcher.length ?? 0) > 0);
  const clock = usePart(CLOCK_CHOICE, (me?.clocks.length ?? 0) > 0);
  const unfetched = [
    // The views that everyone has stand.
    ...(views.failed || person.failed ? [`${t('nav.title')}: ${isolated(me?.handle ?? '')}`] : []),
    ...(lookAs.failed ? [t('bar.seeAs')] : []),
    ...(clock.failed ? [t('settings.clock')] : []),
  ];
  return (
    <header>
      {(exercise ?? situation?.exercise) === false ? null : (
        <div className={styles.exercise}>
          <p>
            <strong>{t('exercise.mark')}</strong> <span>{t('exercise.says')}</span>
          </p>
          <Suspense>
            {me === undefined || lookAs.Here === undefined ? null : <lookAs.Here me={me} />}
          </Suspense>
        </div>
      )}
      <div className={styles.bar} data-wide={wide}>
        <div className={styles.name}>
          <Emblem />
          <span className={styles.product}>Armistice</span>
          {situation === undefined ? null : (
            <span className={styles.mission} title={situation.title}>
              <bdi>{balanced(situation.title)}</bdi>
            </span>
          )}
        </div>
        <Folding>
          <nav className={styles.views} aria-label={t('nav.title')}>
            {VIEWS.map(([to, name]) => (
              <ViewLink key={to} to={to}>
                {t(name)}
              </ViewLink>
            ))}
            <Suspense>
              {me === undefined || views.Here === undefined ? null : <views.Here me={me} />}
            </Suspense>
          </nav>
          <div className={styles.settings}>
            <Suspense>
              {me === undefined ? null : !me.signedIn ? (
                <SignInLink firstRun={me.firstRun} />
              ) : person.Here === undefined ? null : (
                <person.Here me={me} />
              )}
            </Suspense>
            <NativeSelect
              aria-label={t('settings.language')}
              name="language"
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
            {clock.Here === undefined ? null : <clock.Here />}
            <NativeSelect
              aria-label={t('settings.theme')}
              name="theme"
              value={colorScheme}
              onChange={({ currentTarget: { value } }) =>
                setColorScheme(schemes.find((one) => one === value) ?? 'auto')
              }
              data={schemes.map((value) => ({ value, label: t(`theme.${value}`) }))}
            />
          </div>
        </Folding>
      </div>
      {unfetched.length === 0 ? null : (
        <div className={styles.unfetched}>
          <NotFetched name={list(unfetched)} />
        </div>
      )}
      {unspoken === undefined ? null : (
        <div className={styles.unfetched} data-unspoken={unspoken.language}>
          <NotFetched
            key={unspoken.language}
            name={LANGUAGES[unspoken.language].name}
            onAgain={unspoken.again}
          />
        </div>
      )}
    </header>
  );
}

const VIEWS = [
  ['/', 'nav.start'],
  ['/situation', 'nav.situation'],
  ['/bulletins', 'nav.bulletins'],
  ['/agreements', 'nav.agreements'],
  ['/coverage', 'nav.coverage'],
  ['/entries', 'nav.record'],
  ['/parity', 'nav.parity'],
  ['/rights', 'nav.rights'],
] as const;

function SignInLink({ firstRun }: { readonly firstRun: boolean }) {
  const { t } = useSpeech();
  return (
    <a className={styles.signIn} href={firstRun ? '/first-run' : '/sign-in'} onClick={followed}>
      {t(firstRun ? 'bar.firstRun' : 'bar.signIn')}
    </a>
  );
}

/** What is in the row where there is room, and behind a button where there is not. */
function Folding({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  const { path } = useAddress();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view that was chosen is what closes it.
  useEffect(() => setOpen(false), [path]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes it from every part of it.
    <div
      className={styles.folding}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={styles.menu}
        aria-expanded={open}
        aria-controls="bar-menu"
        onClick={() => setOpen(!open)}
      >
        {t('bar.menu')}
      </button>
      <div id="bar-menu" className={styles.folded} data-open={open}>
        {children}
      </div>
    </div>
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
