// Test-only: the bodies of the entries that testing.ts writes, and the packs that carry them.
import { toBase64Url } from './base64.ts';
import { concat, utf8 } from './bytes.ts';
import { disclosureDigest, formatDisclosure } from './disclosure.ts';
import { type Body, type InnerHeader, PUBLIC } from './entry.ts';
import type { Json } from './json.ts';
import {
  formatKeyPath,
  formatPackPath,
  formatPackRecord,
  formatPartKey,
  formatSealedHeader,
  formatSealedParts,
  type Part,
  type SealedPart,
} from './pack.ts';
import { sha256 } from './sha256.ts';

/** Bytes that follow from a label, at most 32. */
export function bytesFor(label: string, length = 32): Uint8Array<ArrayBuffer> {
  return sha256(utf8(label)).slice(0, length);
}

/** One field of a body. Audience: that of the entry, where none is given. */
export interface TestField {
  readonly name: string;
  readonly value: Json;
  readonly audience?: string;
  readonly part?: Part;
}

/** The folder of a log, by path. */
export type LogFiles = Map<string, Uint8Array>;

/** Bodies of one entry as packs hold them, by audience. */
export interface Held {
  readonly records: Map<string, Uint8Array>;
  readonly keys: Map<string, Map<Part, Uint8Array>>;
}

/** What opens a restricted entry. */
export interface SealedHeader {
  readonly salt: Uint8Array;
  readonly inner: InnerHeader;
}

export interface Disclosed {
  readonly audience: string;
  readonly part: Part;
  readonly json: string;
}

export function disclose(field: TestField, audience: string, label: string): Disclosed {
  const json = formatDisclosure({ salt: bytesFor(`field ${label}`), name: field.name, value: field.value });
  return { audience: field.audience ?? audience, part: field.part ?? 'view', json };
}

export function commit(disclosed: readonly Disclosed[]): Body {
  const sd: { [audience: string]: string[] } = {};
  for (const { audience, json } of disclosed) {
    sd[audience] = [...(sd[audience] ?? []), toBase64Url(disclosureDigest(utf8(json)))].sort();
  }
  return { sd };
}

/** Open bodies, public ones, restricted ones and those of two audiences, by turns. */
export function mixedEntry(n: number): {
  readonly audience?: string;
  readonly fields?: readonly TestField[];
} {
  const kind = { name: 'kind', value: 'explosion' };
  const text = { name: 'text', value: `what post ${n} wrote`, part: 'detail' as const };
  switch (n % 5) {
    case 0:
      return { audience: 'mission', fields: [kind, text] };
    case 1:
      return { fields: [kind, { name: 'observer', value: `post-${n}`, audience: 'mission' }] };
    case 2:
      return { audience: 'north', fields: [{ name: '*', value: { kind: 'notification', at: n } }] };
    case 3:
      return { fields: [kind, { name: 'count', value: [n, n + 2] }] };
    default:
      return {};
  }
}

/** What the packs hold of one entry. `sealed` opens a restricted one: its header travels in its own audience's view. */
export function hold(
  disclosed: readonly Disclosed[],
  sealed: SealedHeader | undefined,
  label: string,
  seal: (key: Uint8Array, plain: Uint8Array) => Uint8Array,
): Held {
  const held: Held = { records: new Map(), keys: new Map() };
  const own = sealed === undefined ? [] : [sealed.inner.audience];
  for (const audience of new Set([...disclosed.map((field) => field.audience), ...own])) {
    const lines = (part: Part) =>
      disclosed.filter((field) => field.audience === audience && field.part === part).map(({ json }) => json);
    if (audience === PUBLIC) {
      held.records.set(audience, utf8([...lines('view'), ...lines('detail')].join('\n')));
      continue;
    }
    const header = sealed?.inner.audience === audience ? [formatSealedHeader(sealed.salt, sealed.inner)] : [];
    const keys = new Map<Part, Uint8Array>();
    const parts: SealedPart[] = [];
    for (const [part, texts] of [
      ['view', [...header, ...lines('view')]],
      ['detail', lines('detail')],
    ] as const) {
      if (texts.length === 0) continue;
      const key = bytesFor(`part ${label} ${audience} ${part}`);
      keys.set(part, key);
      parts.push({ part, ciphertext: seal(key, utf8(texts.join('\n'))) });
    }
    held.keys.set(audience, keys);
    held.records.set(audience, formatSealedParts(parts));
  }
  return held;
}

/** Puts the packs of bundle `place`, and the keys to the restricted ones, into a folder. */
export function writePacks(files: LogFiles, place: number, held: readonly Held[]): void {
  for (const audience of new Set(held.flatMap(({ records }) => [...records.keys()]))) {
    const pack = held.map(({ records }) => formatPackRecord(records.get(audience) ?? new Uint8Array()));
    files.set(formatPackPath(audience, place), concat(pack));
    if (audience === PUBLIC) continue;
    const keys = held.flatMap((one, slot) =>
      [...(one.keys.get(audience) ?? [])].map(([part, key]) => formatPartKey({ slot, part, key })),
    );
    files.set(formatKeyPath(audience, place), concat(keys));
  }
}
