import { useCallback, useEffect, useRef } from 'react';
import { stopwatch } from '../../field/stopwatch.ts';

/** Without a touch or a key for this long it locks. */
const IDLE_MS = 5 * 60_000;
/** Out of sight, it locks sooner. */
const HIDDEN_MS = 30_000;
/** Unless its owner is taking a photograph with the camera's own screen. */
const CAMERA_MS = 3 * 60_000;
const LOOK_MS = 5_000;

/** Locks by itself while `open`: after minutes without a touch, and soon once it is out of sight. Answers how to be spared. */
export function useAutoLock(open: boolean, lock: () => void): () => void {
  const camera = useRef<() => number>(undefined);
  useEffect(() => {
    if (!open) return;
    let touched = stopwatch();
    let hidden: (() => number) | undefined;
    const touch = () => {
      touched = stopwatch();
    };
    // Timers sleep while a page is hidden, so clocks are asked, and once more when it comes back.
    const look = () => {
      const spared = camera.current !== undefined && camera.current() < CAMERA_MS;
      const away = hidden !== undefined && hidden() > HIDDEN_MS && !spared;
      if (away || touched() > IDLE_MS) lock();
    };
    const seen = () => {
      look();
      hidden = document.visibilityState === 'hidden' ? stopwatch() : undefined;
    };
    const left = () => lock();
    const timer = setInterval(look, LOOK_MS);
    for (const name of ['pointerdown', 'keydown'] as const) window.addEventListener(name, touch);
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('pagehide', left);
    return () => {
      clearInterval(timer);
      for (const name of ['pointerdown', 'keydown'] as const) window.removeEventListener(name, touch);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('pagehide', left);
    };
  }, [open, lock]);
  return useCallback(() => {
    camera.current = stopwatch();
  }, []);
}
