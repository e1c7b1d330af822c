import { useEffect, useReducer, useState } from 'react';
import { useSpeech } from './i18n/context.tsx';
import type { Language } from './i18n/languages.ts';
import type * as Between from './ui/coming.tsx';
import type * as Table from './view-named.tsx';

// The first page does not wait for the table of all views, nor for the names of their files. What is gone to later comes by a
// state and not under Suspense, which would show it no sooner than 300 ms after what stood in its place.

let table: typeof Table | undefined;

/** Fetches what the view of a name needs; rejects where it cannot be fetched. */
async function fetchView(view: string, language: Language): Promise<void> {
  table ??= await import('./view-named.tsx');
  await table.fetchView(view, language);
}

/** Fetches what the view of a name needs before anything is drawn; what fails is asked for again, and told then. */
export async function prepare(view: string, language: Language): Promise<void> {
  await fetchView(view, language).catch(() => undefined);
}

/** Draws views by their names once the one that is asked for has come, and whether it could not be fetched. */
export function useArrival(view: string): {
  readonly Named: typeof Table.ViewNamed | undefined;
  readonly failed: boolean;
} {
  const { language } = useSpeech();
  const [, came] = useReducer((n: number) => n + 1, 0);
  const [failed, fail] = useState<string>();
  const isHere = view === '' || table?.isFetched(view) === true;
  useEffect(() => {
    if (isHere) return;
    let isWanted = true;
    fail(undefined);
    fetchView(view, language).then(
      () => isWanted && came(),
      () => isWanted && fail(view),
    );
    return () => {
      isWanted = false;
    };
  }, [view, language, isHere]);
  return { Named: isHere ? table?.ViewNamed : undefined, failed: failed === view };
}

/** After so long the first page stands, as a rule. */
const AFTER_MS = 1_000;

/**
 * What stands in for a view on its way: fetched once the first page stands, so that it is at hand where the line is not; at
 * once where it is needed sooner.
 */
export function useComing(isNeeded: boolean): typeof Between.Coming | undefined {
  const [part, keep] = useState<typeof Between>();
  const isHere = part !== undefined;
  useEffect(() => {
    if (isHere) return;
    const ask = async () => keep(await import('./ui/coming.tsx'));
    const timer = setTimeout(() => void ask().catch(() => undefined), isNeeded ? 0 : AFTER_MS);
    return () => clearTimeout(timer);
  }, [isHere, isNeeded]);
  return part?.Coming;
}
