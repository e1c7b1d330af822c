import { type ComponentType, useEffect, useReducer, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';
import type { Language } from '../i18n/languages.ts';

/** After so long it is tried again by itself: whoever leaves the page open may be told nothing otherwise. */
const AGAIN_MS = 30_000;

/** A part of a page that is fetched apart from it, with its words; kept once it has come. */
export class Part<P> {
  here: ComponentType<P> | undefined;
  readonly #fetch: (language: Language) => Promise<ComponentType<P>>;

  constructor(fetch: (language: Language) => Promise<ComponentType<P>>) {
    this.#fetch = fetch;
  }

  async come(language: Language): Promise<void> {
    this.here ??= await this.#fetch(language);
  }
}

/**
 * A part once it has come, and whether it could not be fetched. Not by `lazy`: what that cannot fetch takes the whole page
 * with it.
 */
export function usePart<P>(
  part: Part<P>,
  isWanted = true,
): { readonly Here: ComponentType<P> | undefined; readonly failed: boolean } {
  const { language } = useSpeech();
  const [, came] = useReducer((n: number) => n + 1, 0);
  const [failed, fail] = useState(false);
  const isMissing = isWanted && part.here === undefined;
  useEffect(() => {
    if (!isMissing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const come = () =>
      part.come(language).then(
        () => isOver || came(),
        () => {
          if (isOver) return;
          fail(true);
          timer = setTimeout(() => void come(), AGAIN_MS);
        },
      );
    void come();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [part, language, isMissing]);
  return { Here: isWanted ? part.here : undefined, failed: isMissing && failed };
}
