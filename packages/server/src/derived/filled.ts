import { Problem } from '../problems.ts';
import type { Deriving } from './deriving.ts';
import { inTime } from './in-time.ts';

/**
 * What the database finds, where it has been filled from the record; a problem while it is being filled anew, as a part
 * of the incidents would read like all of them.
 */
export async function fromFilled<T>(on: Deriving, find: () => Promise<T>): Promise<T> {
  // After a start the database may have kept everything, and has not said so yet.
  if (isFilling(on)) await inTime(on.store.size());
  mustBeFilled(on);
  const found = await inTime(find());
  // An erasure may have begun to fill it anew meanwhile.
  mustBeFilled(on);
  return found;
}

function isFilling({ folding, view }: Deriving): boolean {
  return folding.kept === 0 && view.size > 0;
}

function mustBeFilled(on: Deriving): void {
  if (isFilling(on))
    throw new Problem('store/not-ready', 'the database cache is being filled from the record');
}
