import { useQuery } from '@tanstack/react-query';
import { type Ground, readGround } from './ground.ts';

interface OwnGround {
  /** The mission's own ground; undefined where it has none, or while that is not known. */
  readonly ground: Ground | undefined;
  /** Whether it is known that there is none: towns of the world are for maps without it. */
  readonly none: boolean;
}

/** Asks once what the maps of this mission stand on. */
export function useOwnGround(ask: boolean = true): OwnGround {
  const { data, isPending } = useQuery({
    queryKey: ['ground'],
    queryFn: ({ signal }) => readGround(signal),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: ask,
    // Without it the map stands on coasts and borders, as it does without the question.
    retry: false,
  });
  return { ground: data ?? undefined, none: !isPending && data == null };
}
