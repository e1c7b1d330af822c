import { useEffect, useState } from 'react';
import { useSpeech } from '../i18n/context.tsx';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The time now, anew twice a minute: clocks here are told to the minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** How far away a moment is, in words: `in 3 hours`, `20 minutes ago`. */
export function useDistance(): (at: string, now: number) => string {
  const { language } = useSpeech();
  return (at, now) => distance(language, at, now);
}

/** A length of time that lies whole between now and then. It names no day: 47 hours from now are never “tomorrow”. */
export function distance(language: string, at: string, now: number): string {
  const away = Date.parse(at) - now;
  const [unit, length] = UNITS.find(([, each]) => Math.abs(away) >= each) ?? (['minute', 60_000] as const);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return format.format(Math.trunc(away / length), unit);
}
