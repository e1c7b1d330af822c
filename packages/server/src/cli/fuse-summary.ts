/** What `armistice fuse --json` says last: how much it read, and by which method. */
export interface FuseSummary {
  readonly reports: number;
  readonly again: number;
  readonly rejected: number;
  readonly incidents: number;
  readonly diffuse: number;
  /** Sources whose clock was learnt. */
  readonly clocks: number;
  readonly fusion: number;
  /** Hash of the sensor models. */
  readonly models: string;
}

const NUMBERS = ['reports', 'again', 'rejected', 'incidents', 'diffuse', 'clocks', 'fusion'] as const;

/**
 * Whether a line is such a summary: these fields and no other, so that a row which only resembles it is read as a row.
 * Who pipes `fuse --json` into another command passes it over.
 */
export function isFuseSummary(line: string): boolean {
  if (!line.startsWith('{"reports":')) return false;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  const read = value as Partial<FuseSummary>;
  return (
    Object.keys(read).length === NUMBERS.length + 1 &&
    NUMBERS.every((name) => Number.isSafeInteger(read[name])) &&
    /^[0-9a-f]{64}$/.test(String(read.models))
  );
}
