import { type RefObject, useCallback, useEffect, useRef } from 'react';

interface SummaryFocus {
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** Somebody opens an incident here: its summary is read from its heading on. */
  readonly opens: (id: string) => void;
  /** They close it: they are back where they chose it, or at the list. */
  readonly closes: () => void;
}

/** Where the keyboard is while a summary opens and closes. An address that names an incident takes it from nobody. */
export function useSummaryFocus(selected: string | undefined): SummaryFocus {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpening = useRef(false);
  const shown = useRef(selected);
  useEffect(() => {
    shown.current = selected;
    if (!isOpening.current) return;
    isOpening.current = false;
    heading.current?.focus();
  }, [selected]);
  return {
    heading,
    opens: useCallback((id: string) => {
      isOpening.current = id !== shown.current;
    }, []),
    closes: () => {
      const row = document.querySelector<HTMLElement>(`[data-incident="${selected}"]`);
      (row ?? document.getElementById('in-view'))?.focus();
    },
  };
}
