import { type Json, PUBLIC } from '@armistice/core/record';
import { Problem } from '../problems.ts';
import type { Log } from '../record/log.ts';

/** Entries that are read at a stretch, from the first one asked for on. */
const STRETCH = 256;

/**
 * Who reads what is to be erased: both persons must be among them, as nobody destroys what is sealed to others. Throws
 * the same 404 for a report that is sealed to others, for what is no report, and for what is not there.
 */
export async function readersOf(
  log: Pick<Log, 'readFrom'>,
  indexes: readonly number[],
  audiences: readonly string[],
): Promise<string> {
  const readers = new Set<string>();
  for (const [index, audience] of await reportsAt(log, indexes)) {
    if (audience === undefined || !audiences.includes(audience))
      throw new Problem('request/not-found', `entry ${index} is no report that you could erase`);
    if (audience !== PUBLIC) readers.add(audience);
  }
  if (readers.size > 1)
    throw new Problem(
      'entry/form',
      `these reports are for ${[...readers].join(' and ')}: ask for those of each audience by themselves`,
    );
  return [...readers][0] ?? PUBLIC;
}

/** For each index the audience of the report that it holds; undefined where it holds none. */
async function reportsAt(
  log: Pick<Log, 'readFrom'>,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, string | undefined>> {
  const found = new Map<number, string | undefined>(indexes.map((index) => [index, undefined]));
  const left = [...found.keys()].sort((a, b) => a - b);
  while (left.length > 0) {
    const first = left[0] as number;
    for await (const { index, header } of log.readFrom(first)) {
      if (index >= first + STRETCH) break;
      if (index !== left[0]) continue;
      left.shift();
      if (header?.kind === 'report') found.set(index, header.audience);
    }
    // What lies beyond the end of the record is not there.
    if (left[0] === first) break;
  }
  return found;
}

/** Reads what is to be erased, strictly. */
export function readErasure(body: { readonly [name: string]: Json }): {
  readonly indexes: readonly number[];
  readonly scope: 'detail' | 'everything';
  readonly reason: string;
} {
  const { indexes, scope, reason } = body;
  const sound =
    Array.isArray(indexes) &&
    indexes.length > 0 &&
    indexes.length <= 1000 &&
    indexes.every((one) => Number.isSafeInteger(one) && (one as number) >= 0) &&
    (scope === 'detail' || scope === 'everything') &&
    typeof reason === 'string' &&
    reason !== '' &&
    reason.length <= 4000;
  if (!sound)
    throw new Problem('entry/form', 'an erasure names indexes, a scope (detail or everything) and a reason');
  return { indexes: indexes as readonly number[], scope: scope as 'detail' | 'everything', reason };
}
