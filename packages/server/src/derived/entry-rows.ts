import { formatMoment } from '@armistice/core/base';
import { reads } from '@armistice/core/mission';
import type { Header, Json, KeyRegister, ReadEntry } from '@armistice/core/record';
import { FOLD_VIEW } from '../record/erase.ts';

/** An entry as one audience may know it. What it may not open shows what its leaf shows, and nothing else. */
export interface EntryRow {
  readonly index: number;
  /** When the record took it, with the others of its batch. */
  readonly at: string;
  readonly audience: string;
  /** All that is known of an entry that was written for others. */
  readonly sealed?: { readonly v: number; readonly mission: string; readonly commitment: string };
  readonly kind?: string;
  readonly by?: string;
  /** Whose key that is, as the record introduced it. */
  readonly author?: { readonly role: string; readonly subject: string };
  readonly authored?: string;
  /** Whether it carries its author's own signature. */
  readonly signed?: boolean;
  readonly supersedes?: number;
  readonly body?: { readonly [name: string]: Json };
  /** Fields that it commits to and that are not shown here, by whom they are for. */
  readonly withheld?: { readonly [audience: string]: number };
}

/** Bodies of restricted entries that are shown to all who read their audience: decisions, and what is said beside them. */
const SHOWN_WHOLE: ReadonlySet<string> = new Set([
  ...['grade', 'join', 'split', 'undo', 'number', 'assessment', 'attribution', 'finding', 'resolution'],
  ...['position', 'complaint', 'answer', 'second', 'correction', 'bulletin', 'erratum', 'statement'],
  ...['attestation', 'access', 'erasure', 'reads-digest'],
]);

/** Makes the row of an entry that was read with what an audience may open. */
export function rowOf(entry: ReadEntry, audience: string, register: KeyRegister): EntryRow {
  const { index, leaf, header } = entry;
  const outer = leaf.type === 'open' ? leaf.header : leaf.sealed;
  const shown = { index, at: formatMoment(outer.at), audience: outer.audience };
  if (header === undefined || !reads(audience, outer.audience)) {
    if (leaf.type === 'open') return { ...shown, ...headed(leaf.header, register) };
    const { v, mission, commitment } = leaf.sealed;
    return { ...shown, sealed: { v, mission, commitment } };
  }
  const body = shownBody(entry, header.kind);
  const withheld = withheldIn(header.body, outer.audience, Object.keys(body).length);
  return {
    ...shown,
    ...headed(header, register),
    body,
    ...(Object.keys(withheld).length === 0 ? {} : { withheld }),
  };
}

/** What stands in a header, in words. */
function headed(
  header: Omit<Header, 'at' | 'vouch'>,
  register: KeyRegister,
): Pick<EntryRow, 'kind' | 'by' | 'author' | 'authored' | 'signed' | 'supersedes'> {
  const { kind, by, authored, sig, supersedes } = header;
  const key = register.keys.get(by);
  return {
    ...{ kind, by, authored: formatMoment(authored.at), signed: sig !== undefined },
    ...(key === undefined ? {} : { author: { role: key.role, subject: key.subject } }),
    ...(supersedes === undefined ? {} : { supersedes: supersedes.index }),
  };
}

/**
 * The fields that stand here. Of an open entry those that everyone reads. Of a restricted report what the fold reads, and of
 * members, posts and sources nothing: their own routes ask for the rights that these need.
 */
function shownBody({ leaf, body }: ReadEntry, kind: string): { readonly [name: string]: Json } {
  if (leaf.type === 'open' || SHOWN_WHOLE.has(kind)) return body;
  if (kind !== 'report') return {};
  return Object.fromEntries(Object.entries(body).filter(([name]) => FOLD_VIEW.has(name)));
}

/** How many fields are committed to, by audience, and are not among those shown. */
function withheldIn(
  body: Header['body'],
  own: string,
  shown: number,
): { readonly [audience: string]: number } {
  if ('open' in body) return {};
  const counts = Object.entries(body.sd).map(([audience, digests]) => {
    const here = audience === own ? shown : 0;
    // A body that is committed to as one has one digest for all of its fields.
    return [audience, Math.max(0, digests.length - here)] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
