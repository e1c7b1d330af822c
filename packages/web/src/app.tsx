import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { useAddress } from './address.ts';
import { SpeechProvider } from './i18n/context.tsx';
import { LANGUAGES, type Language } from './i18n/languages.ts';
import { loadMessages } from './i18n/loading.ts';
import type { Messages } from './i18n/messages.ts';
import { FirstPage } from './screens/first-page/first-page.tsx';
import { keepLanguage } from './settings.ts';

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

// Nothing moves for those who asked their device for stillness.
const THEME = createTheme({ respectReducedMotion: true });
const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, staleTime: 5_000 } } });

// What the first page does not need comes when it is asked for.
const AgreementList = lazy(() =>
  import('./screens/agreements/agreement-list.tsx').then((view) => ({ default: view.AgreementList })),
);
const AgreementPage = lazy(() =>
  import('./screens/agreement/agreement-page.tsx').then((view) => ({ default: view.AgreementPage })),
);

type Screen = ComponentType<{ readonly onLanguage: (language: Language) => void }>;

const Arrival = lazy(() =>
  import('./screens/entrance/arrival.tsx').then((view) => ({ default: view.Arrival })),
);

/** Views of one page each, by the first part of the address. */
const SCREENS: { readonly [view: string]: Screen } = {
  'sign-in': lazy(() => import('./screens/entrance/sign-in.tsx').then((view) => ({ default: view.SignIn }))),
  account: lazy(() =>
    import('./screens/account/account-page.tsx').then((view) => ({ default: view.AccountPage })),
  ),
  members: lazy(() =>
    import('./screens/members/members-page.tsx').then((view) => ({ default: view.MembersPage })),
  ),
  proposals: lazy(() =>
    import('./screens/proposals/proposals-page.tsx').then((view) => ({ default: view.ProposalsPage })),
  ),
  rights: lazy(() =>
    import('./screens/rights/rights-page.tsx').then((view) => ({ default: view.RightsPage })),
  ),
  parity: lazy(() =>
    import('./screens/parity/parity-page.tsx').then((view) => ({ default: view.ParityPage })),
  ),
};

/** The view that the address names. */
function View({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { path } = useAddress();
  const [, view = '', id] = path.split('/');
  if (view === 'agreements')
    return id === undefined || id === '' ? (
      <AgreementList onLanguage={onLanguage} />
    ) : (
      <AgreementPage id={decodeURIComponent(id)} onLanguage={onLanguage} />
    );
  if (view === 'first-run') return <Arrival how="first" onLanguage={onLanguage} />;
  if (view === 'join') return <Arrival how="join" onLanguage={onLanguage} />;
  const Found = Object.hasOwn(SCREENS, view) ? SCREENS[view] : undefined;
  return Found === undefined ? <FirstPage onLanguage={onLanguage} /> : <Found onLanguage={onLanguage} />;
}

/** Language, appearance and the server's answers around the screens. */
export function App({ initial }: { readonly initial: Spoken }) {
  const [spoken, speak] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
    document.documentElement.dir = LANGUAGES[spoken.language].dir;
  }, [spoken.language]);
  const choose = async (language: Language): Promise<void> => {
    const messages = await loadMessages(language);
    keepLanguage(language);
    speak({ language, messages });
  };
  return (
    // Styles come from files alone, so that the page's policy can forbid all others.
    <MantineProvider
      defaultColorScheme="auto"
      theme={THEME}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <SpeechProvider {...spoken}>
          <Suspense>
            <View onLanguage={(language) => void choose(language)} />
          </Suspense>
        </SpeechProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
