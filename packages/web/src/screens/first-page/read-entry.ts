import { type Json, type Jwk, PUBLIC, type ReadEntry, thumbprint } from '@armistice/core/record';

/** Whose key an entry names, as the record itself introduced it. */
export interface Author {
  readonly role: string;
  readonly subject: string;
}

/** Looks the author's key up in the entries before. The audit has already checked that it was in force. */
export function authorOf(entry: ReadEntry, entries: readonly ReadEntry[]): Author | undefined {
  const by = entry.header?.by;
  if (by === undefined) return undefined;
  for (const { header, body } of entries.filter((one) => one.index <= entry.index)) {
    if (header?.kind === 'mission') {
      for (const role of ['registrar', 'sequencer'] as const) {
        if (isKey(body[role], by)) return { role, subject: role };
      }
    }
    if (header?.kind === 'key' && isKey(body.key, by))
      return { role: String(body.role), subject: String(body.subject) };
  }
  return undefined;
}

function isKey(value: Json | undefined, id: string): boolean {
  return typeof value === 'object' && value !== null && thumbprint(value as unknown as Jwk) === id;
}

/** The batch whose vouch covers an entry: the first vouch at or after it. */
export function vouchedBy(
  index: number,
  entries: readonly ReadEntry[],
): { readonly from: number; readonly to: number } | undefined {
  for (const { index: to, leaf } of entries.filter((one) => one.index >= index)) {
    const { vouch } = leaf.type === 'open' ? leaf.header : leaf.sealed;
    if (vouch !== undefined) return vouch.from <= index ? { from: vouch.from, to } : undefined;
  }
  return undefined;
}

/** How many digests an entry commits to, by audience. */
export function commitmentsOf(
  entry: ReadEntry,
): readonly { readonly audience: string; readonly digests: number }[] {
  const body = entry.header?.body;
  if (body === undefined || !('sd' in body)) return [];
  return Object.entries(body.sd).map(([audience, digests]) => ({ audience, digests: digests.length }));
}

/** How many fields an entry commits to for other audiences than everyone. */
export function withheldIn(entry: ReadEntry | undefined): number {
  if (entry === undefined) return 0;
  return commitmentsOf(entry)
    .filter(({ audience }) => audience !== PUBLIC)
    .reduce((sum, { digests }) => sum + digests, 0);
}
