import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { readJson, sendJson } from '../api.ts';

/** Somebody as whom the exercise can be looked at. */
export interface Simulated {
  readonly handle: string;
  readonly roles: readonly string[];
  readonly party?: string;
}

/** Who asks, as the server sees it. */
export interface Me {
  readonly signedIn: boolean;
  /** A handle, never a name; empty for the public. */
  readonly handle: string;
  /** How they are known: `session`, `switcher`, `operator` or `device`; null for the public. */
  readonly via: string | null;
  readonly roles: readonly string[];
  readonly party?: string;
  readonly bodies?: readonly string[];
  readonly area?: unknown;
  /** Audiences that may be read, `public` first. */
  readonly audiences: readonly string[];
  /** What is missing before the roles count. */
  readonly needs: 'second-factor' | 'membership' | null;
  /** Whether the first account is still to be made. */
  readonly firstRun: boolean;
  /** In the exercise on this machine alone: as whom one may look; elsewhere nobody. */
  readonly switcher: readonly Simulated[];
  /** What is enrolled beside the password; of a session of one's own alone. */
  readonly factors?: { readonly password: boolean; readonly totp: boolean; readonly passkeys: number };
  readonly exercise: boolean;
  readonly title: string;
  /** Zones by which the agreements in force count their days, each once. */
  readonly clocks: readonly string[];
}

export const ME = ['me'] as const;

/** In the exercise on this machine: looks as a simulated member from now on, or as the public again. */
export async function lookAs(handle: string | null): Promise<void> {
  await sendJson('/api/switch', { as: handle });
}

export async function readMe(signal?: AbortSignal): Promise<Me> {
  return (await readJson('/api/me', signal)) as Me;
}

/** The question of who asks, as every view asks it. */
export const ME_QUESTION = {
  queryKey: ME,
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => readMe(signal),
};

/** How often it is asked again whether the members of an exercise are there yet, and how many times. */
const AGAIN_MS = 2000;
const TIMES = 30;

/** Who is signed in, undefined until the server has said, and why it has not. */
export function useAskedMe(): { readonly me: Me | undefined; readonly error: Error | null } {
  const { data, error } = useQuery({
    ...ME_QUESTION,
    retry: 1,
    // Just started, an exercise has no members yet: whoever opens the page first would never be offered any.
    refetchInterval: ({ state: { data, dataUpdateCount, errorUpdateCount } }) => {
      const early = data === undefined || (data.exercise && !data.signedIn && data.switcher.length === 0);
      return early && dataUpdateCount + errorUpdateCount < TIMES ? AGAIN_MS : false;
    },
  });
  const last = useRef<Error>(null);
  if (error !== null) last.current = error;
  // While it is asked again the fault stands: one that comes and goes is read by nobody.
  return { me: data, error: data === undefined ? last.current : null };
}

/** Who is signed in; undefined until the server has said. */
export function useMe(): Me | undefined {
  return useAskedMe().me;
}
