import { toBase64Url } from './base64.ts';
import type { Header, InnerHeader, SealedLeaf } from './entry.ts';
import type { Problem } from './problem.ts';

/** The leaf is not the author's to sign, so a sequencer could show a statement to another audience than it was made for. */
export function sealedElsewhere(index: number, sealed: SealedLeaf, inner: InnerHeader): Problem | undefined {
  if (inner.audience === sealed.audience && inner.mission === sealed.mission) return undefined;
  return {
    code: 'record/sealed-header',
    index,
    message: `entry ${index} is sealed for another audience or mission than its author stated`,
    expected: `${inner.mission}, ${inner.audience}`,
    found: `${sealed.mission}, ${sealed.audience}`,
  };
}

/** An entry that supersedes must name the earlier one by its true hash; `leaves` holds 32 bytes for each entry. */
export function supersedesAnother(
  index: number,
  header: Header | InnerHeader,
  leaves: Uint8Array,
): Problem | undefined {
  const old = header.supersedes;
  if (old === undefined) return undefined;
  const found =
    old.index < index ? toBase64Url(leaves.subarray(old.index * 32, old.index * 32 + 32)) : 'a later entry';
  if (found === old.leaf) return undefined;
  return {
    code: 'record/supersedes',
    index,
    message: `entry ${index} supersedes entry ${old.index}, but by another hash`,
    expected: old.leaf,
    found,
  };
}
