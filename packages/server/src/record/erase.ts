import {
  concat,
  type Erasure,
  type ErasureScope,
  formatPackRecord,
  formatSealedParts,
  type Part,
  PUBLIC,
  parseDisclosure,
  parsePack,
  parseSealedParts,
  splitDisclosures,
  TILE_WIDTH,
  utf8,
  WHOLE_BODY,
} from '@armistice/core/record';
import type { Disk } from './disk.ts';
import { destroyKeys } from './key-store.ts';
import { packFile } from './publisher.ts';
import type { PackRecord, WriteAheadLog } from './wal.ts';

/** Fields that the fold needs (DESIGN of the mission: handle, kind, interval, footprint, count, means, weapon); an erasure of detail leaves them. */
export const FOLD_VIEW: ReadonlySet<string> = new Set([
  'id',
  'source',
  'kind',
  'occurred',
  'place',
  'count',
  'means',
  'phase',
  'weapon',
  'derivedFrom',
]);

/** Which parts of a restricted body a scope takes. */
export function partsOf(scope: ErasureScope): readonly Part[] {
  return scope === 'everything' ? ['view', 'detail'] : ['detail'];
}

/** A pack record without what an erasure takes. Restricted parts lose key and ciphertext alike. */
export function redactRecord(record: PackRecord, scope: ErasureScope): PackRecord {
  const { audience } = record;
  if (audience === PUBLIC) return { audience, record: redactPublic(record.record, scope) };
  const parts = parseSealedParts(record.record);
  const doomed = partsOf(scope);
  return {
    audience,
    record: parts.ok
      ? formatSealedParts(parts.value.filter(({ part }) => !doomed.includes(part)))
      : new Uint8Array(),
  };
}

function redactPublic(record: Uint8Array, scope: ErasureScope): Uint8Array {
  if (scope === 'everything') return new Uint8Array();
  const kept = splitDisclosures(record).filter((json) => {
    const disclosure = parseDisclosure(json);
    if (!disclosure.ok) return false;
    const { name, value } = disclosure.value;
    // A body that was committed to as one can only go or stay as one: it stays where all of it is fold view.
    return name === WHOLE_BODY
      ? Object.keys(value ?? {}).every((one) => FOLD_VIEW.has(one))
      : FOLD_VIEW.has(name);
  });
  return concat(kept.flatMap((json, i) => (i === 0 ? [json] : [utf8('\n'), json])));
}

/** Takes the bodies of these entries out of keys, packs and write-ahead log, each rewrite durable. Safe to repeat: it is, after a crash, until it is done. */
export async function eraseBodies(disk: Disk, wal: WriteAheadLog, erasure: Erasure): Promise<void> {
  const indexes = erasure.targets.map((target) => target.index);
  await destroyKeys(disk, indexes, partsOf(erasure.scope));
  await redactPacks(disk, new Set(indexes), erasure.scope);
  await wal.redact(new Set(indexes), (_, record) => redactRecord(record, erasure.scope));
  // A damaged log that was set aside holds the same bodies.
  for (const name of await disk.list('private/wal')) {
    if (name.endsWith('.damaged')) await disk.remove(`private/wal/${name}`);
  }
}

async function redactPacks(disk: Disk, indexes: ReadonlySet<number>, scope: ErasureScope): Promise<void> {
  const audiences = [PUBLIC, ...(await disk.list('private/bodies'))];
  const bundles = new Set([...indexes].map((index) => Math.floor(index / TILE_WIDTH)));
  for (const audience of audiences) {
    for (const bundle of bundles) {
      const path = packFile(audience, bundle);
      const bytes = await disk.read(path);
      const records = bytes === undefined ? undefined : parsePack(bytes);
      if (records === undefined) continue;
      if (!records.ok) throw new Error(`${path}: ${records.refusal.message}`);
      const redacted = records.value.map((record, slot) =>
        indexes.has(bundle * TILE_WIDTH + slot) ? redactRecord({ audience, record }, scope).record : record,
      );
      await disk.replace(path, concat(redacted.map(formatPackRecord)), audience === PUBLIC ? 0o644 : 0o600);
    }
  }
}
