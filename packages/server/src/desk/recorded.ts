import { MISSION } from '@armistice/core/mission';
import { formatLeaf, leafHash, toBase64Url } from '@armistice/core/record';
import type { Mission } from '../mission.ts';
import { Problem } from '../problems.ts';
import type { Draft } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';
import type { ProposalBook } from './proposal-book.ts';

/** An entry by its author's key and nonce. */
export interface EntryName {
  readonly by: string;
  readonly nonce: string;
}

/** Where an entry stands in the record. */
export interface Recorded {
  readonly index: number;
  /** Leaf hash, base64url. */
  readonly leaf: string;
  /** The log's promise, as a file to keep; of what was written just before a crash it is lost. */
  readonly promise?: string;
  /** It was written before. */
  readonly already: boolean;
}

/** Writes entries once: what is sent again, by the same key with the same nonce, is the entry that stands already. */
export class Recorder {
  readonly #open: Pick<OpenLog, 'log'>;
  readonly #mission: Mission;
  readonly #book: ProposalBook;
  readonly #underWay = new Map<string, { readonly digest: string; readonly written: Promise<Recorded> }>();

  constructor(open: Pick<OpenLog, 'log'>, mission: Mission, book: ProposalBook) {
    this.#open = open;
    this.#mission = mission;
    this.#book = book;
  }

  /**
   * Appends drafts in one batch, the first of which has this name, unless it stands in the record. `digest` tells the
   * same from another under one nonce; `filed` is the entry of the report that it files, where one stands. Resolves when
   * it is durable and folded.
   */
  async write(
    name: EntryName,
    digest: string,
    drafts: () => Promise<readonly Draft[]>,
    filed?: number,
  ): Promise<Recorded> {
    const key = `${name.by} ${name.nonce}`;
    const before = this.#underWay.get(key);
    if (before !== undefined) {
      const { index, ...rest } = await before.written;
      if (before.digest !== digest) throw usedFor(index);
      return { index, ...rest, already: true };
    }
    const written = this.#write(name, digest, drafts, filed);
    this.#underWay.set(key, { digest, written });
    try {
      return await written;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #write(
    { by, nonce }: EntryName,
    digest: string,
    drafts: () => Promise<readonly Draft[]>,
    filed: number | undefined,
  ): Promise<Recorded> {
    const known = this.#book.written(by, nonce);
    if (known !== undefined) {
      if (known.digest !== digest) throw usedFor(known.index);
      const { index, leaf, promise } = known;
      return { index, leaf, promise, already: true };
    }
    // Written, and then nobody took note: whatever is durable is looked through before it is written again.
    await this.#mission.settled();
    const standing = await this.#mission.ask('signed', MISSION, { by, nonce });
    if (standing !== undefined) return this.#standing(standing);
    if (filed !== undefined) return this.#standing(filed, { by, nonce });
    const [first] = await this.#open.log.append(await drafts());
    if (first === undefined) throw new Error('there was nothing to append');
    const recorded = { index: first.index, leaf: toBase64Url(first.leafHash), promise: first.promise() };
    this.#book.noteWritten({ by, nonce, digest, ...recorded });
    await this.#mission.settled();
    return { ...recorded, already: false };
  }

  /** The entry at a place; where it must have a name and has another, a report that somebody filed before. */
  async #standing(index: number, name?: EntryName): Promise<Recorded> {
    for await (const { leaf, header } of this.#open.log.readFrom(index)) {
      if (name !== undefined && (header?.by !== name.by || header.authored.nonce !== name.nonce))
        throw new Problem('report/another', `entry ${index} holds a report of this source and id`);
      const bytes = formatLeaf('header' in leaf ? leaf.header : leaf.sealed);
      if (!bytes.ok) break;
      return { index, leaf: toBase64Url(leafHash(bytes.value)), already: true };
    }
    throw new Error(`entry ${index} cannot be read back`);
  }
}

function usedFor(index: number): Problem {
  return new Problem('entry/nonce-used', `entry ${index} has this nonce and says something else`);
}
