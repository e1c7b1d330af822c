import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, startTransition, useEffect, useState } from 'react';
import { partsOf, useAddress } from './address.ts';
import { SpeechProvider } from './i18n/context.tsx';
import { LANGUAGES, type Language } from './i18n/languages.ts';
import { loadMessages } from './i18n/loading.ts';
import type { Messages } from './i18n/messages.ts';
import { FirstPage } from './screens/first-page/first-page.tsx';
import { keepLanguage } from './settings.ts';
import type { ViewNamed } from './view-named.tsx';

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

// The first page does not wait for the table of all views, nor for the names of their files.
const named = () => import('./view-named.tsx');
let Held: typeof ViewNamed = lazy(() => named().then((part) => ({ default: part.ViewNamed })));

/** Fetches what the view of a name needs. */
export async function prepare(view: string, language: Language): Promise<void> {
  const part = await named();
  Held = part.ViewNamed;
  await part.prepareView(view, language);
}

// Nothing moves for those who asked their device for stillness.
const THEME = { respectReducedMotion: true };
const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, staleTime: 5_000 } } });

/** The view that the address names. */
function View({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { path } = useAddress();
  const [view = '', ...rest] = partsOf(path);
  const first = <FirstPage onLanguage={onLanguage} />;
  if (view === '') return first;
  return (
    <Held view={view} rest={rest} onLanguage={onLanguage}>
      {first}
    </Held>
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
    // What is read stays, and so does the place of whoever goes by keys, until the words of the view have come.
    startTransition(() => speak({ language, messages }));
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
