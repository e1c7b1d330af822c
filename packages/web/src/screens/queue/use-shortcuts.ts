import { useLayoutEffect, useRef, useState } from 'react';
import { keyOf } from './key-of.ts';

const NAME = 'armistice.queue.keys';

/** Whether single keys act: whoever dictates, or whose hand slips, turns them off; this browser remembers it. */
export function useShortcutsOn(): readonly [on: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(NAME) !== 'off';
    } catch {
      return true;
    }
  });
  return [
    on,
    (next) => {
      setOn(next);
      try {
        localStorage.setItem(NAME, next ? 'on' : 'off');
      } catch {
        // A browser that stores nothing keeps to it for as long as the view is open.
      }
    },
  ];
}

const TYPING = 'input, textarea, select, [contenteditable], dialog[open] *';

/** Calls what a key stands for, unless somebody types or a dialog is open. */
export function useShortcuts(keys: { readonly [key: string]: () => void }, on: boolean): void {
  // What a key does follows from what is shown at that moment.
  const latest = useRef(keys);
  // Before the next key can come: two that are pressed in a row on a busy machine both find what is shown.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.matches(TYPING)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const key = keyOf(event);
      const act = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [on]);
}

/** Calls what Escape stands for while something is open, wherever the keyboard is; a dialog has its own. */
export function useEscape(act: () => void, isOpen: boolean): void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  useLayoutEffect(() => {
    if (!isOpen) return;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [isOpen]);
}
