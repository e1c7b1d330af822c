import { hex, sha256, utf8 } from '@armistice/core/record';

const RECIPE = 'armistice.import/v1';

/**
 * The id of a report whose source gave it none: a UUID of version 8 (RFC 9562) over the SHA-256 of the recipe's name
 * and the parts, each with its length in UTF-8 bytes before it. The same row sent twice is the same report.
 */
export function reportId(...parts: readonly string[]): string {
  const pieces = [RECIPE, ...parts].flatMap((part) => {
    const bytes = utf8(part);
    return [utf8(`${bytes.length}:`), bytes];
  });
  const bytes = sha256(...pieces).subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}

/** The SHA-256 of an address or a text that must not be shown, as `derivedFrom` names it: `article:` and 64 digits. */
export function articleHash(...parts: readonly string[]): string {
  return `article:${hex(sha256(utf8(parts.join('\n'))))}`;
}

/** The SHA-256 of somebody whom a source repeats, as `derivedFrom` names it: `origin:` and 64 digits. */
export function originHash(name: string): string {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.]+$/, '')
    .trim();
  return `origin:${hex(sha256(utf8(plain)))}`;
}

const MAX_HANDLE = 63;

/**
 * A handle out of a name, below a prefix: `context.ucdp-ged.reuters-news`. Letters that a handle cannot have become a
 * hyphen; where that loses something, eight digits of the name's SHA-256 keep two names apart.
 */
export function handleOf(prefix: string, name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  const room = MAX_HANDLE - prefix.length - 1;
  if (slug !== '' && slug.length <= room && /^[ -~]*$/.test(plain)) return `${prefix}.${slug}`;
  const digits = hex(sha256(utf8(name))).slice(0, 8);
  const short = slug.slice(0, room - 9).replace(/[-.]+$/, '');
  return `${prefix}.${short === '' ? '' : `${short}-`}${digits}`;
}
