import type { CoverageMap } from '@armistice/core/mission';
import { readJson } from '../../../api.ts';
import type { Asked } from '../asked.ts';

/** Who could see what in the time that is looked at; where none is chosen, in the last day on record. */
export async function readWatch(
  { from, to }: Asked,
  audience: string,
  signal?: AbortSignal,
): Promise<CoverageMap> {
  const query = new URLSearchParams({ audience });
  if (from !== undefined) query.set('from', from);
  if (to !== undefined) query.set('to', to);
  return (await readJson(`/api/coverage/map?${query}`, signal)) as CoverageMap;
}
