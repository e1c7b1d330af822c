import type { Agreement } from '@armistice/core/agreement';

// Times on the clock of the agreement, by the offsets that stand in it: what a browser knows of time zones plays no part.

type Offsets = Agreement['clock-offsets'];

/** Seconds that local time is ahead of UTC at a moment in UTC milliseconds. */
export function offsetAt(offsets: Offsets, at: number): number {
  let offset = offsets[0]?.[1] ?? 0;
  for (const [from, seconds] of offsets) {
    if (from * 1000 > at) break;
    offset = seconds;
  }
  return offset;
}

/** `2026-11-20T21:03` on the clock of the agreement. */
export function toLocal(offsets: Offsets, at: number): string {
  return new Date(at + offsetAt(offsets, at) * 1000).toISOString().slice(0, 16);
}

/** UTC milliseconds of a local time; the first of two where the clock shows it twice, undefined where it is skipped. */
export function fromLocal(offsets: Offsets, local: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return undefined;
  const plain = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
  if (!Number.isFinite(plain)) return undefined;
  const found = [...new Set(offsets.map(([, seconds]) => plain - seconds * 1000))]
    .filter((at) => at + offsetAt(offsets, at) * 1000 === plain)
    .sort((a, b) => a - b);
  return found[0];
}
