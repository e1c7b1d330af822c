import { type PublishedRow, publishedRows, type Recomputed, recompute } from '@armistice/core/mission';
import {
  type Audit,
  auditLog,
  formatNote,
  type Policy,
  PUBLIC,
  parseSignedCheckpoint,
  type ReadEntry,
  type Remembered,
  type Verifier,
} from '@armistice/core/record';
import { extentOf, keepingSource, type LogFiles, type ReadFile } from './log-copy.ts';

/** What a verifier keeps between two checks: the checkpoint note as it stood, and the leaf hashes, 32 bytes each. */
export interface Kept {
  readonly note: string;
  readonly leaves: Uint8Array;
  /** Unix milliseconds, by this machine's clock. */
  readonly seenAt: number;
}

/** The answer to "does this record hold?", with what was looked at. */
export interface Verification {
  readonly audit: Audit;
  readonly recomputed: Recomputed;
  /** The first incidents that the fold gave, as everyone may know them. */
  readonly rows: readonly PublishedRow[];
  /** The entry shown, the one whose vouch covers it, and those that introduced keys: in order, with gaps. */
  readonly entries: readonly ReadEntry[];
  /** The checkpoint note as published. */
  readonly note: string;
  readonly files: number;
  readonly bytes: number;
  readonly milliseconds: number;
  /** When the check ended, Unix milliseconds. */
  readonly at: number;
  /** The key of the log that this browser knew here before, where it was another one. */
  readonly anotherLog?: string;
  /** When this verifier had looked before, Unix milliseconds. */
  readonly keptSince?: number;
}

export interface VerifyOptions {
  readonly read: ReadFile;
  readonly policy: Policy;
  readonly verifier: Verifier;
  /** The entry that the page shows. */
  readonly shown: number;
  readonly kept?: Kept | undefined;
  readonly onProgress?: (done: number, total: number) => void;
  /** Unix milliseconds. */
  now(): number;
}

// The page shows a handful of incidents; all of a long log's would be too many to hand over.
const ROWS_SHOWN = 1000;

/** Checks the whole log, folds it again, and hands back the copy that was checked. */
export async function verifyLog(
  options: VerifyOptions,
): Promise<{ readonly verification: Verification; readonly files: LogFiles }> {
  const { read, policy, verifier, shown, kept, onProgress, now } = options;
  const began = now();
  const { source, files } = keepingSource(read);
  const remembered = rememberedFrom(kept);
  const entries: ReadEntry[] = [];
  const fold = recompute();
  const audit = await auditLog(source, {
    policy,
    verifier,
    ...(remembered === undefined ? {} : { remembered }),
    ...(onProgress === undefined ? {} : { onProgress }),
    onEntry: (entry) => {
      fold.take(entry);
      if (tellsOf(shown, entry)) entries.push(entry);
    },
  });
  const recomputed = fold.finish();
  const rows = publishedRows(fold.state(), PUBLIC).slice(0, ROWS_SHOWN);
  const ended = now();
  const verification: Verification = {
    audit,
    recomputed,
    rows,
    entries: entries,
    note: audit.checkpoint === undefined ? '' : formatNote(audit.checkpoint.note),
    ...extentOf(files),
    milliseconds: ended - began,
    at: ended,
    ...(remembered === undefined || kept === undefined ? {} : { keptSince: kept.seenAt }),
  };
  return { verification, files };
}

/** Whether an entry is needed to show the entry `shown`. Batches are short, so few vouches after it are kept in vain. */
function tellsOf(shown: number, { index, leaf, header }: ReadEntry): boolean {
  const { vouch } = leaf.type === 'open' ? leaf.header : leaf.sealed;
  const covers = vouch !== undefined && vouch.from <= shown && shown <= index;
  return index === shown || covers || header?.kind === 'mission' || header?.kind === 'key';
}

/** What was kept, for the audit; nothing where it is no checkpoint any more. */
export function rememberedFrom(kept: Kept | undefined): Remembered | undefined {
  const checkpoint = kept === undefined ? undefined : parseSignedCheckpoint(kept.note);
  return kept !== undefined && checkpoint?.ok === true
    ? { checkpoint: checkpoint.value, leaves: kept.leaves }
    : undefined;
}
