import { MISSION } from '@armistice/core/mission';
import { PUBLIC } from '@armistice/core/record';
import { Problem } from '../problems.ts';
import { wasSentBy } from '../record/attachment-senders.ts';
import type { Disk } from '../record/disk.ts';

/** What a report that names photographs is held against. */
export interface Naming {
  /** Handle of whoever files it. */
  readonly sender: string;
  /** The audience that it is filed for. */
  readonly audience: string;
  readonly attachments?: readonly { readonly sha256: string }[];
}

/** For whom a photograph is kept: of a report that everyone reads the whole is for the mission. */
export function keptFor(audience: string): string {
  return audience === PUBLIC ? MISSION : audience;
}

/**
 * A problem where a report names a photograph that its sender did not send for the same readers; undefined where it names none
 * such. Of one that is not there and of another's it says the same: else a hash would tell whether somebody has a picture, and
 * whoever files could hang another's on their own words, where an erasure of the first would leave it.
 */
export async function unsentIn(
  disk: Disk | undefined,
  { sender, audience, attachments = [] }: Naming,
): Promise<Problem | undefined> {
  for (const { sha256 } of attachments)
    if (disk === undefined || !(await wasSentBy(disk, { sha256, audience: keptFor(audience) }, sender)))
      return new Problem('files/not-sent', `you sent no photograph ${sha256} for these readers`);
  return undefined;
}
