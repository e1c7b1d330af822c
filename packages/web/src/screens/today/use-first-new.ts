import { type RefObject, useEffect, useRef } from 'react';
import type { InquiryRow } from './inquiries.ts';

/**
 * Leads whoever goes by keys to the first row that was not there when they asked for more, once it is; nowhere if they went
 * elsewhere meanwhile. `isSettled`: no more of them come.
 */
export function useFirstNew(
  shown: readonly InquiryRow[],
  isSettled: boolean,
): { readonly strip: RefObject<HTMLElement | null>; readonly remember: () => void } {
  const strip = useRef<HTMLElement>(null);
  const before = useRef<ReadonlySet<number>>(undefined);
  useEffect(() => {
    const known = before.current;
    if (known === undefined) return;
    const first = shown.find(({ inquiry }) => !known.has(inquiry.entry));
    if (first !== undefined || isSettled) before.current = undefined;
    const { activeElement } = document;
    const stayed = activeElement === document.body || activeElement?.matches('[data-more]') === true;
    if (first === undefined || !stayed) return;
    strip.current?.querySelector<HTMLElement>(`[data-inquiry="${first.inquiry.entry}"]`)?.focus();
  });
  return {
    strip,
    remember: () => {
      before.current = new Set(shown.map(({ inquiry }) => inquiry.entry));
    },
  };
}
