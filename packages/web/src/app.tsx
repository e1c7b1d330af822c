import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { partsOf, useAddress } from './address.ts';
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

// The first page does not wait for the table of all views, nor for the names of their files.
const ViewNamed = lazy(() => import('./view-named.tsx').then((part) => ({ default: part.ViewNamed })));

// Nothing moves for those who asked their device for stillness.
const THEME = createTheme({ respectReducedMotion: true });
const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, staleTime: 5_000 } } });

/** The view that the address names. */
function View({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { path } = useAddress();
  const [view = '', ...rest] = partsOf(path);
  const first = <FirstPage onLanguage={onLanguage} />;
  if (view === '') return first;
  return (
    <ViewNamed view={view} rest={rest} onLanguage={onLanguage}>
      {first}
    </ViewNamed>
  );
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
