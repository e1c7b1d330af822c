import { EDITION } from '@armistice/core/bulletin';

/** How a file that was made again stands to the hash that its entry names. */
export type Standing = 'same' | 'differs' | 'not-stated' | 'other-edition' | 'not-made';

export function standingOf(hash: string, stated: string | undefined, edition = EDITION): Standing {
  if (stated === undefined) return 'not-stated';
  if (stated === hash) return 'same';
  return edition === EDITION ? 'differs' : 'other-edition';
}
