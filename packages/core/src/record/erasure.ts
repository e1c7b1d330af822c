import { fromBase64Url } from './base64.ts';
import type { Header, InnerHeader } from './entry.ts';
import type { Json } from './json.ts';
import { isSize } from './merkle.ts';
import { accept, type Result, refuse } from './refusal.ts';

/** How much goes: `detail` leaves the fold view; `everything` takes that too, and pins how the fold had grouped it. */
export type ErasureScope = 'detail' | 'everything';

/** The open body of an `erasure` entry: what was destroyed, who asked, why. The entry itself can never be erased. */
export interface Erasure {
  readonly targets: readonly { readonly index: number; readonly leaf: string }[];
  readonly scope: ErasureScope;
  /** Who asked for it: a role or a handle, never a person's name. */
  readonly requestedBy: string;
  readonly reason: string;
}

/** Reads the body of an `erasure` entry strictly. */
export function parseErasure(header: Header | InnerHeader): Result<Erasure> {
  const body = 'open' in header.body ? (header.body.open as { readonly [name: string]: Json } | null) : null;
  const targets = Array.isArray(body?.targets)
    ? (body.targets as readonly { readonly [name: string]: Json }[])
    : [];
  const sound = targets.every(
    (target) =>
      isSize(target?.index) && typeof target?.leaf === 'string' && fromBase64Url(target.leaf)?.length === 32,
  );
  const { scope, requestedBy, reason } = body ?? {};
  if (
    !sound ||
    targets.length === 0 ||
    (scope !== 'detail' && scope !== 'everything') ||
    typeof requestedBy !== 'string' ||
    typeof reason !== 'string' ||
    reason === ''
  ) {
    return refuse(
      'erasure',
      'an erasure names its targets by index and leaf hash, its scope, who asked and why',
    );
  }
  return accept({ targets: targets as unknown as Erasure['targets'], scope, requestedBy, reason });
}
