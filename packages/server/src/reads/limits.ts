import { number, object, parseShape } from '@armistice/core/base';
import type { Disk } from '../record/disk.ts';

/** How many different rows, by how many different questions, one person may read of restricted material in an hour before the head and the custodians hear of it. */
export interface ReadLimits {
  readonly rows: number;
  readonly reads: number;
}

/** Where a mission states its own limits, in its data folder. */
export const LIMITS_FILE = 'private/reads/limits.json';

/** A busy shift looks at some hundred incidents an hour; a page of the API has up to a thousand rows. */
export const DEFAULT_LIMITS: ReadLimits = { rows: 10_000, reads: 1_500 };

// They are remembered one by one.
const MOST = 1_000_000;
const form = object({
  rows: number(1, MOST, 'rows an hour', true),
  reads: number(1, MOST, 'questions an hour', true),
});

/** The limits of a mission; throws, naming the file, where they cannot be read. */
export async function readLimits(disk: Disk): Promise<ReadLimits> {
  const bytes = await disk.read(LIMITS_FILE);
  if (bytes === undefined) return DEFAULT_LIMITS;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Error(`${LIMITS_FILE} is not JSON: mend it, or remove it for the default`);
  }
  const read = parseShape(form, value, 'reads/limits');
  if (!read.ok) throw new Error(`${LIMITS_FILE}: ${read.refusal.message}`);
  return read.value;
}
