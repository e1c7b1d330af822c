import { useMemo } from 'react';
import { type Speech, useSpeech } from '../context.tsx';
import { type TranslateOf, translator } from '../translate.ts';
import { usePeopleMessages } from './loading.ts';
import type { PeopleMessages } from './messages.ts';
import type { en } from './words-en.ts';

/** The words of the pages about people, beside those that every view has. */
export interface PeopleSpeech extends Speech {
  readonly p: TranslateOf<typeof en>;
  /** A role, an act, a scope or another term by its group; one that the page does not know is shown as it stands. */
  term(group: TermGroup, value: string): string;
}

export type TermGroup =
  | 'person'
  | 'act'
  | 'scope'
  | 'second'
  | 'state'
  | 'member'
  | 'audience'
  | 'standing'
  | 'figure'
  | 'decision'
  | 'counts'
  | 'of'
  | 'is';

/** The language of everything below; waits, under Suspense, until its words are there. */
export function usePeopleSpeech(): PeopleSpeech {
  const speech = useSpeech();
  const messages = usePeopleMessages(speech.language);
  return useMemo(
    () => ({
      ...speech,
      p: translator<typeof en>(speech.language, messages),
      term: (group, value) => termOf(messages, group, value),
    }),
    [speech, messages],
  );
}

function termOf(messages: PeopleMessages, group: TermGroup, value: string): string {
  const key = `${group}.${value.replaceAll(': ', '-').replaceAll(' ', '-')}`;
  const text = Object.hasOwn(messages, key) ? messages[key as keyof PeopleMessages] : value;
  return typeof text === 'string' ? text : text.other;
}
