import { MISSION } from '@armistice/core/mission';
import { type Json, thumbprint } from '@armistice/core/record';
import type { Actor } from '@armistice/core/rights';
import type { Mission } from '../mission.ts';
import type { Draft } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';
import type { Custody } from './custody.ts';
import type { Proposal } from './proposal-book.ts';
import type { EntryName } from './recorded.ts';
import { contentFor, nonceOf } from './writing.ts';

/** What a person says of an act. */
interface Said {
  readonly act: string;
  /** The entry that does it, or would have done it. */
  readonly of: EntryName;
  readonly agreed: boolean;
  readonly with?: string;
  readonly reason?: string;
}

/** The words of persons on acts that need two, as entries: who asked, who agreed, who refused and why. */
export class Words {
  readonly #open: OpenLog;
  readonly #mission: Mission;
  readonly #custody: Custody;

  constructor(open: OpenLog, mission: Mission, custody: Custody) {
    this.#open = open;
    this.#mission = mission;
    this.#custody = custody;
  }

  /** An entry that the registrar's key writes for somebody, by a nonce that follows from who asked for what. */
  byRegistrar(asker: string, request: string): EntryName {
    return { by: thumbprint(this.#open.keys.registrar.jwk), nonce: nonceOf(asker, request) };
  }

  isRegistrar({ by }: EntryName): boolean {
    return by === thumbprint(this.#open.keys.registrar.jwk);
  }

  /** Of a proposal that was agreed to: the second's; and the asker's where another key writes what they asked for. */
  async agreed({ act, asker, second, target }: Proposal, of: EntryName): Promise<readonly Draft[]> {
    if (second === undefined) return [];
    const said = { act, of, agreed: true };
    const own = await this.own(asker, act, of, target.audience);
    return [...own, await this.#word(second.handle, { ...said, with: asker.handle }, target.audience)];
  }

  /** Who asked, where another key writes what they asked for; their own signature says it otherwise. */
  async own(asker: Actor, act: string, of: EntryName, audience: string): Promise<readonly Draft[]> {
    return this.isRegistrar(of) ? [await this.#word(asker.handle, { act, of, agreed: true }, audience)] : [];
  }

  /** Puts on record, for the mission, that a second person refuses, and why. */
  async recordRefusal({ act, asker, second, reason = '' }: Proposal, of: EntryName): Promise<void> {
    if (second === undefined) return;
    const said = { act, of, agreed: false, with: asker.handle, reason };
    await this.append([await this.#word(second.handle, said, MISSION)]);
  }

  /** Appends words that do not stand in the record yet. */
  async append(words: readonly Draft[]): Promise<void> {
    await this.#mission.settled();
    const missing: Draft[] = [];
    for (const word of words) {
      const { by, authored } = word.statement;
      const standing = await this.#mission.ask('signed', MISSION, { by, nonce: authored.nonce });
      if (standing === undefined) missing.push(word);
    }
    await this.#open.log.append(missing);
    await this.#mission.settled();
  }

  async #word(by: string, said: Said, audience: string): Promise<Draft> {
    const { of, agreed } = said;
    const body = { ...said, of: { ...of }, by } as unknown as { readonly [name: string]: Json };
    const nonce = nonceOf(by, of.by, of.nonce, String(agreed));
    const content = contentFor(
      { type: 'staff', kind: 'second', audience, body },
      nonce,
      this.#mission.registry,
    );
    return this.#open.log.draft(content, await this.#custody.keyOf(by));
  }
}
