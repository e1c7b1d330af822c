import { useCallback, useEffect, useRef } from 'react';

/** Without a touch or a key for this long it locks. */
const IDLE_MS = 5 * 60_000;
/** Out of sight, it locks sooner. */
const HIDDEN_MS = 30_000;
/** Unless its owner is taking a photograph with the camera's own screen. */
const CAMERA_MS = 3 * 60_000;
const LOOK_MS = 5_000;

/** Locks by itself while `open`: after minutes without a touch, and soon once it is out of sight. Answers how to be spared. */
export function useAutoLock(open: boolean, lock: (byItself: boolean) => void): () => void {
  const spared = useRef(0);
  useEffect(() => {
    if (!open) return;
    let touched = Date.now();
    let hidden: number | undefined;
    const touch = () => {
      touched = Date.now();
    };
    // Timers sleep while a page is hidden, so the clock is asked, and once more when it comes back.
    const look = () => {
      const now = Date.now();
      const away = hidden !== undefined && now - hidden > HIDDEN_MS && now > spared.current;
      if (away || now - touched > IDLE_MS) lock(true);
    };
    const seen = () => {
      look();
      hidden = document.visibilityState === 'hidden' ? Date.now() : undefined;
    };
    const left = () => lock(true);
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
    spared.current = Date.now() + CAMERA_MS;
  }, []);
}
