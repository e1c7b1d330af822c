import { formatMoment } from '@armistice/core/base';
import { formatJson, type Json, PUBLIC, type ReadEntry } from '@armistice/core/record';
import type { EntryAnswer, EntryRow } from './reading.ts';

// What a page shows comes from the server's answer, what is proved from the files of the record. The answer may say
// anything, also of itself: only what was held against the files is called the same.

/** The name under which leaf and header are told apart from the fields of a body. */
export const LEAF = 'leaf';

/** What is shown of an entry, held against the entry that was read. */
export interface Compared {
  /** Fields of the body that are as the record has them. */
  readonly same: number;
  /** What is not as the record has it, invented or left out: `leaf`, or names of fields. */
  readonly differs: readonly string[];
  /** Shown and for one audience alone: the public files hold a commitment to it, so here it is not compared. */
  readonly unread: readonly string[];
}

/** Compares all that is shown of entry `index` with what was read at that place; undefined where nothing could be. */
export function compareShown(
  index: number,
  { entry, leaf }: EntryAnswer,
  read: ReadEntry | undefined,
): Compared {
  const outer = read?.leaf.type === 'open' ? read.leaf.header : read?.leaf.sealed;
  if (read === undefined || outer === undefined || read.index !== index)
    return { same: 0, differs: [LEAF], unread: [] };
  const isLeaf = isSame(leaf, outer) && entry.index === index && isHeader(entry, read);
  const isPublic = outer.audience === PUBLIC;
  const shown = entry.body ?? {};
  const known = Object.keys(read.body);
  const differs = known.filter((name) => !isSame(shown[name], read.body[name]));
  const others = Object.keys(shown).filter((name) => !known.includes(name));
  const header = read.leaf.type === 'open' ? [] : HEADER.filter((name) => entry[name] !== undefined);
  return {
    same: known.length - differs.length,
    differs: [...(isLeaf ? [] : [LEAF]), ...differs, ...(isPublic ? others : [])],
    unread: isPublic ? header : [...header, ...others],
  };
}

/** What the page shows of a header that its audience alone can open. */
const HEADER = ['kind', 'by'] as const;

/** Whether what is said above the body is what leaf and header say. The header of a sealed entry is for its audience. */
function isHeader({ at, audience, sealed, ...said }: EntryRow, { leaf }: ReadEntry): boolean {
  if (leaf.type === 'sealed') {
    const { commitment } = leaf.sealed;
    const isCommitted = sealed === undefined || sealed.commitment === commitment;
    return isCommitted && at === formatMoment(leaf.sealed.at) && audience === leaf.sealed.audience;
  }
  const { header } = leaf;
  return (
    sealed === undefined &&
    at === formatMoment(header.at) &&
    audience === header.audience &&
    said.kind === header.kind &&
    said.by === header.by &&
    said.authored === formatMoment(header.authored.at) &&
    said.signed === (header.sig !== undefined) &&
    said.supersedes === header.supersedes?.index
  );
}

/** Whether two values are one in the record's own spelling; what has none there is nobody's. */
function isSame(shown: unknown, read: unknown): boolean {
  try {
    return formatJson(shown as Json) === formatJson(read as Json);
  } catch {
    return false;
  }
}
