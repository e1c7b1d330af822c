import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { type MissionState, restoreState, type StateSnapshot, snapshotOf } from '@armistice/core/mission';
import { equalBytes, type Hash } from '@armistice/core/record';
import type { KnownDump } from '../mission-known.ts';
import type { Disk } from '../record/disk.ts';
import type { CasebookDump } from './casebook.ts';
import type { LatestDump } from './latest.ts';
import type { MapDump } from './map.ts';

/** Where a mission keeps it: a cache as the database is, with what restricted reports say. */
export const SNAPSHOT = 'private/fold/snapshot';

// Raised with every change of what is kept beside the state.
const FORMAT = 8;
const SUM_BYTES = 4;

/** What the server made of the first `size` entries of a record. */
export interface Kept {
  readonly size: number;
  /** Root of the tree that it was made from. */
  readonly root: Hash;
  readonly known: KnownDump;
  readonly latest: LatestDump;
  readonly map: MapDump;
  readonly casebook: CasebookDump;
  readonly lastStatement: { readonly index: number; readonly root: string } | undefined;
}

interface File extends Kept {
  readonly format: number;
  readonly origin: string;
  /** Hash of the program that made it. */
  readonly engine: string;
  readonly state: StateSnapshot;
}

let engine: string | undefined;

/** Hash of the programs that fold: another one folds from the beginning. */
export function engineHash(): string {
  if (engine !== undefined) return engine;
  const root = dirname(dirname(fileURLToPath(import.meta.resolve('@armistice/core/mission'))));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.test.ts'))
    .sort();
  engine = hash('sha256', names.map((name) => hash('sha256', readFileSync(join(root, name)))).join());
  return engine;
}

/** Writes what was made so far. Nothing proves it, and nobody but the next start of this server reads it. */
export async function keepSnapshot(
  disk: Disk,
  origin: string,
  state: MissionState,
  kept: Kept,
): Promise<void> {
  const file: File = { format: FORMAT, origin, engine: engineHash(), ...kept, state: snapshotOf(state) };
  const body = serialize(file);
  const sum = Buffer.alloc(SUM_BYTES);
  sum.writeUInt32BE(crc32(body));
  await disk.replace(SNAPSHOT, Buffer.concat([body, sum]), 0o600);
}

/** Destroys what was kept: it may hold what was erased since. */
export async function dropSnapshot(disk: Disk): Promise<void> {
  await disk.remove(SNAPSHOT);
}

/**
 * What was kept, if it is of this record and was made by this program; undefined otherwise, and the record is folded
 * from the beginning. `rootAt` gives the root of the record's first entries.
 */
export async function readSnapshot(
  disk: Disk,
  origin: string,
  rootAt: (size: number) => Promise<Hash | undefined>,
): Promise<{ readonly state: MissionState; readonly kept: Kept } | undefined> {
  const bytes = await disk.read(SNAPSHOT);
  if (bytes === undefined || bytes.length < SUM_BYTES) return undefined;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - SUM_BYTES);
  if (Buffer.from(bytes.buffer, bytes.byteOffset).readUInt32BE(body.length) !== crc32(body)) return undefined;
  const file = deserialize(body) as File;
  if (file.format !== FORMAT || file.origin !== origin || file.engine !== engineHash()) return undefined;
  const root = await rootAt(file.size);
  if (root === undefined || !equalBytes(root, file.root)) return undefined;
  const state = restoreState(file.state);
  return state.ok ? { state: state.value, kept: { ...file, known: apart(file.known) } } : undefined;
}

/** What was read are views into the whole file; crossing to another thread, each would take all of it along. */
function apart({ size, keys, digests, hasDigest, indexes }: KnownDump): KnownDump {
  return {
    size,
    keys: keys.slice(),
    digests: digests.slice(),
    hasDigest: hasDigest.slice(),
    indexes: indexes.slice(),
  };
}
