import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, startTransition, useEffect, useRef, useState } from 'react';
import { partsOf, useAddress } from './address.ts';
import { useArrival, useComing } from './arrival.ts';
import { SpeechProvider } from './i18n/context.tsx';
import { fetchWords } from './i18n/follow.ts';
import { LANGUAGES, type Language } from './i18n/languages.ts';
import { loadMessages } from './i18n/loading.ts';
import type { Messages } from './i18n/messages.ts';
import { queries } from './queries.ts';
import { FirstPage } from './screens/first-page/first-page.tsx';
import { keepLanguage } from './settings.ts';

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

// Nothing moves for those who asked their device for stillness.
const THEME = { respectReducedMotion: true };

/** The view that the address names; until it has come, what comes. */
function View({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const { path } = useAddress();
  const [view = '', ...rest] = partsOf(path);
  const { Named, failed } = useArrival(view);
  const Coming = useComing(view !== '' && Named === undefined);
  const first = <FirstPage onLanguage={onLanguage} />;
  if (view === '') return first;
  if (Named === undefined)
    return Coming === undefined ? null : <Coming key={view} {...{ view, failed, onLanguage }} />;
  return (
    <Named view={view} rest={rest} onLanguage={onLanguage}>
      {first}
    </Named>
  );
}

/** All words in use in a language. A view that was opened while they came has others: they are asked for as well. */
async function wordsOf(language: Language): Promise<Messages> {
  const [messages] = await Promise.all([loadMessages(language), fetchWords(language)]);
  await fetchWords(language);
  return messages;
}

/** Language, appearance and the server's answers around the screens. */
export function App({ initial }: { readonly initial: Spoken }) {
  const [spoken, speak] = useState(initial);
  const [unspoken, miss] = useState<Language>();
  const wanted = useRef(initial.language);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
    document.documentElement.dir = LANGUAGES[spoken.language].dir;
  }, [spoken.language]);
  const choose = async (language: Language): Promise<boolean> => {
    wanted.current = language;
    // Where it is tried again, what is told of it stands until it has come.
    miss((before) => (before === language ? before : undefined));
    const messages = await wordsOf(language).catch(() => undefined);
    if (wanted.current !== language) return false;
    miss(messages === undefined ? language : undefined);
    if (messages === undefined) return false;
    keepLanguage(language);
    // What is read stays, and so does the place of whoever goes by keys.
    startTransition(() => speak({ language, messages }));
    return true;
  };
  const { path } = useAddress();
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever goes on to another view has read it.
  useEffect(() => miss(undefined), [path]);
  return (
    // Styles come from files alone, so that the page's policy can forbid all others.
    <MantineProvider
      defaultColorScheme="auto"
      theme={THEME}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <SpeechProvider
          {...spoken}
          unspoken={
            unspoken === undefined ? undefined : { language: unspoken, again: () => choose(unspoken) }
          }
        >
          <Suspense>
            <View onLanguage={(language) => void choose(language)} />
          </Suspense>
        </SpeechProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
