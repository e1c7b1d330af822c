import { type RefObject, useEffect, useRef } from 'react';

/**
 * Takes the focus to where a screen begins, once it is there: what had it went with the screen before, and whoever listens
 * would hear nothing of the new one. The element needs `tabIndex={-1}`.
 */
export function useArrival<E extends HTMLElement>(arrives = true): RefObject<E | null> {
  const arrived = useRef<E>(null);
  const here = useRef(arrives);
  useEffect(() => {
    if (!here.current) return;
    window.scrollTo(0, 0);
    arrived.current?.focus();
  }, []);
  return arrived;
}
