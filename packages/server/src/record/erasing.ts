import { isErasable } from '@armistice/core/mission';
import {
  type Erasure,
  type ErasureScope,
  hashLeaf,
  type Json,
  parseErasure,
  toBase64Url,
} from '@armistice/core/record';
import { type Exclusive, exclusive } from '../witness/exclusive.ts';
import { attachmentsIn, destroyAttachments, type NamedAttachment } from './attachments.ts';
import type { Disk } from './disk.ts';
import { eraseBodies, redactRecord } from './erase.ts';
import type { EntrySigner } from './keys.ts';
import type { Log } from './log.ts';
import type { WriteAheadLog } from './wal.ts';

/** Noted durably before the erasure entry is written, removed when the last byte is gone: a crash between is made good at the next start. */
interface Intent {
  readonly size: number;
  readonly erasure: Erasure;
  /** Attachments that only the erased entries name. */
  readonly attachments: readonly NamedAttachment[];
}

const INTENT = 'private/erasing.json';

/** Asks for bodies to be destroyed. Indexes of entries, how much, who asked (a role or handle) and why. */
export interface ErasureRequest {
  readonly indexes: readonly number[];
  readonly scope: ErasureScope;
  readonly requestedBy: string;
  readonly reason: string;
  /** Nonce of the erasure entry, where others name it before it is written. */
  readonly nonce?: string;
}

/** What erasing needs of an open log. */
export interface Erasable {
  readonly log: Log;
  readonly disk: Disk;
  readonly wal: WriteAheadLog;
  readonly keys: { readonly registrar: EntrySigner };
}

/** Nothing could be erased: the request names what is not there. */
export class NothingToErase extends Error {}

const turns = new WeakMap<Log, Exclusive>();

/** Writes the erasure entry, then destroys keys, packs and write-ahead copies of the bodies it names. Answers the entry's index. */
export function erase(open: Erasable, request: ErasureRequest): Promise<number> {
  // One erasure of a log at a time: there is one note of what is under way.
  const inTurn = turns.get(open.log) ?? exclusive();
  turns.set(open.log, inTurn);
  return inTurn(() => eraseNow(open, request));
}

async function eraseNow(open: Erasable, request: ErasureRequest): Promise<number> {
  const { log, disk, wal, keys } = open;
  // One that failed before is completed first, as its note would be lost.
  await finishErasure(log, disk, wal);
  await log.publish();
  const leaves = await leavesAt(wal, request, log.size());
  const attachments = await attachmentsOf(log, new Set(request.indexes));
  await mustBeErasable(log, new Set(request.indexes));
  const targets = request.indexes.map((index) => ({
    index,
    leaf: toBase64Url(hashLeaf(leaves.get(index) as Uint8Array)),
  }));
  const erasure: Erasure = {
    targets,
    scope: request.scope,
    requestedBy: request.requestedBy,
    reason: request.reason,
  };
  await disk.replace(INTENT, encode({ size: log.size(), erasure, attachments }), 0o600);
  const nonce = request.nonce === undefined ? {} : { nonce: request.nonce };
  const draft = log.draft(
    { kind: 'erasure', audience: 'public', ...nonce, body: { open: erasure as unknown as Json } },
    keys.registrar,
  );
  const [entry] = await log.append([draft]);
  // Nobody shall find bodies missing before a checkpoint holds the entry that says why.
  await log.publish();
  await carryOut(log, disk, wal, erasure, attachments);
  return entry?.index ?? -1;
}

function encode(intent: Intent): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(intent));
}

/** The leaves of the entries to erase; refuses entries that hold nothing which the scope would take. */
async function leavesAt(
  wal: WriteAheadLog,
  { indexes, scope }: ErasureRequest,
  size: number,
): Promise<Map<number, Uint8Array>> {
  const wanted = new Set(indexes);
  if (indexes.length === 0) throw new NothingToErase('no entry is named');
  const beyond = indexes.find((index) => !Number.isSafeInteger(index) || index < 0 || index >= size);
  if (beyond !== undefined) {
    throw new NothingToErase(`there is no entry ${beyond}: the log ends after entry ${size - 1}`);
  }
  const leaves = new Map<number, Uint8Array>();
  for await (const frame of wal.framesFrom(Math.min(...indexes))) {
    for (const [i, entry] of frame.entries.entries()) {
      const index = frame.first + i;
      if (!wanted.has(index)) continue;
      const taken = entry.records.some(
        (record) => redactRecord(record, scope).record.length < record.record.length,
      );
      if (!taken) throw new NothingToErase(nothingIn(index, entry.records.length > 0 && scope === 'detail'));
      leaves.set(index, entry.leaf);
    }
    if (leaves.size === wanted.size) break;
  }
  return leaves;
}

function nothingIn(index: number, hasView: boolean): string {
  return hasView
    ? `entry ${index} holds only what the fold needs, which an erasure of detail leaves; to take that too, say --everything`
    : `entry ${index} has no body that can be erased: it stands in the log itself, or is erased already`;
}

/** Throws where an entry holds what rights, decisions or the text rest on: without it the one before would hold again. */
async function mustBeErasable(log: Log, doomed: ReadonlySet<number>): Promise<void> {
  const last = Math.max(...doomed);
  for await (const { index, header } of log.readFrom(Math.min(...doomed))) {
    if (doomed.has(index) && header !== undefined && !isErasable(header.kind))
      throw new NothingToErase(
        `entry ${index} is a "${header.kind}" entry: others rest on it, and it is never erased`,
      );
    if (index >= last) return;
  }
}

/** Attachments that these entries name and no other entry does. Reads the whole log, as erasures are rare and must be right. */
async function attachmentsOf(log: Log, doomed: ReadonlySet<number>): Promise<NamedAttachment[]> {
  const own = new Set<string>();
  const kept = new Set<string>();
  for await (const { index, body, withheld } of log.readFrom(0)) {
    for (const { sha256 } of [...attachmentsIn(body), ...attachmentsIn(withheld)])
      (doomed.has(index) ? own : kept).add(sha256);
    if (own.size === 0 && index > Math.max(...doomed)) break;
  }
  return [...own].filter((sha256) => !kept.has(sha256)).map((sha256) => ({ sha256 }));
}

async function carryOut(
  log: Log,
  disk: Disk,
  wal: WriteAheadLog,
  erasure: Erasure,
  attachments: readonly NamedAttachment[],
): Promise<void> {
  const doomed = new Set(erasure.targets.map((target) => target.index));
  await log.exclusively(async (change) => {
    change((index, entry) =>
      doomed.has(index)
        ? { ...entry, records: entry.records.map((record) => redactRecord(record, erasure.scope)) }
        : entry,
    );
    await eraseBodies(disk, wal, erasure);
    if (attachments.length > 0) await destroyAttachments(disk, attachments);
    await disk.remove(INTENT);
  });
}

/** Completes an erasure that a crash cut short: the entry is in the log, so the bodies must go; or it never got there, so they stay. */
export async function finishErasure(log: Log, disk: Disk, wal: WriteAheadLog): Promise<void> {
  const bytes = await disk.read(INTENT);
  if (bytes === undefined) return;
  const intent = JSON.parse(new TextDecoder().decode(bytes)) as Intent;
  for await (const entry of log.readFrom(intent.size)) {
    const stated = entry.header?.kind === 'erasure' ? parseErasure(entry.header) : undefined;
    if (stated?.ok === true && JSON.stringify(stated.value) === JSON.stringify(intent.erasure)) {
      await carryOut(log, disk, wal, intent.erasure, intent.attachments);
      return;
    }
  }
  await disk.remove(INTENT);
}
