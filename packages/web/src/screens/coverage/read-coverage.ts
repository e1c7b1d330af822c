import type { CoverageTable } from '@armistice/core/mission';
import { readJson, sendJson } from '../../api.ts';
import type { AskedTable } from './asked.ts';

export async function readCoverage(
  { by, from, to }: AskedTable,
  audience: string,
  signal?: AbortSignal,
): Promise<CoverageTable> {
  const fields = new URLSearchParams({ by });
  if (audience !== 'public') fields.set('audience', audience);
  if (from !== undefined) fields.set('from', from);
  if (to !== undefined) fields.set('to', to);
  return (await readJson(`/api/coverage?${fields}`, signal)) as CoverageTable;
}

/** Files an entry about who could observe, or about access. Answers its index. */
export async function fileObservation(
  kind: 'coverage' | 'access',
  audience: string,
  body: { readonly [name: string]: string | number },
  nonce: string,
): Promise<number> {
  const written = await sendJson('/api/entries', { kind, audience, body: { id: nonce, ...body }, nonce });
  return (written as { readonly index: number }).index;
}
