import type { QueryKey } from '@tanstack/react-query';

/** The part of a question's key that says for whom it is asked. */
export interface Audience {
  readonly audience: string | undefined;
}

/**
 * Keeps what was read until the new answer is there, so that the page does not jump under a finger; only where it was
 * read for the same audience. What one audience reads never stands under another's name, however slow the line.
 */
export function sameAudience({ audience }: Audience) {
  return <Data>(before: Data | undefined, asked: { readonly queryKey: QueryKey } | undefined) =>
    asked?.queryKey.some((part) => isFor(part, audience)) === true ? before : undefined;
}

function isFor(part: unknown, audience: string | undefined): boolean {
  return typeof part === 'object' && part !== null && 'audience' in part && part.audience === audience;
}
