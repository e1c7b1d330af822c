import { keyInForce, thumbprint } from '@armistice/core/record';
import type { OpenLog } from '../record/folder.ts';
import { introduction } from '../record/founding.ts';
import { type EntrySigner, newKeyFile, readKeyFile, signerOf, writeKeyFile } from '../record/keys.ts';
import { exclusive } from '../witness/exclusive.ts';

/** Where the keys lie that the mission holds for its staff. */
export const PEOPLE_KEYS = 'private/people';

const HANDLE = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Subjects of keys that are no person's. */
const RESERVED: ReadonlySet<string> = new Set(['operator', 'registrar', 'sequencer']);

/**
 * Keys that the mission holds for its staff, one for each handle: made and introduced on first need. What such a key
 * signs shows that the mission's server took it from a session of that handle, and no more.
 */
export class Custody {
  readonly #open: OpenLog;
  readonly #held = new Map<string, EntrySigner>();
  readonly #inTurn = exclusive();

  constructor(open: OpenLog) {
    this.#open = open;
  }

  /** Whether a key could be held for a handle. */
  static serves(handle: string): boolean {
    return HANDLE.test(handle) && !RESERVED.has(handle);
  }

  /** The key in which a member of staff writes. Throws where the handle is none. */
  keyOf(handle: string): Promise<EntrySigner> {
    if (!Custody.serves(handle)) throw new Error(`no key is held for "${handle}"`);
    return this.#inTurn(() => this.#keyOf(handle));
  }

  async #keyOf(handle: string): Promise<EntrySigner> {
    const { disk, log, keys } = this.#open;
    const path = `${PEOPLE_KEYS}/${handle}.json`;
    const kept = this.#held.get(handle) ?? (await this.#read(path));
    if (kept !== undefined && this.#isInForce(kept)) return this.#keep(handle, kept);
    const known = kept !== undefined && log.register.keys.has(thumbprint(kept.jwk));
    // One that was revoked never comes back: the next thing that they write is signed by another.
    const made = kept === undefined || known ? newKeyFile(`${handle}.person.invalid`, 'ed25519') : undefined;
    if (made !== undefined) await writeKeyFile(disk, path, made);
    const signer = made === undefined ? (kept as EntrySigner) : signerOf(made);
    await log.append([log.draft(introduction(signer, 'person', handle), keys.registrar)]);
    return this.#keep(handle, signer);
  }

  async #read(path: string): Promise<EntrySigner | undefined> {
    const file = await readKeyFile(this.#open.disk, path);
    return file === undefined ? undefined : signerOf(file);
  }

  #isInForce(signer: EntrySigner): boolean {
    const { log } = this.#open;
    return keyInForce(log.register, thumbprint(signer.jwk), log.size()) !== undefined;
  }

  #keep(handle: string, signer: EntrySigner): EntrySigner {
    this.#held.set(handle, signer);
    return signer;
  }
}
