import { type Json, PUBLIC, thumbprint } from '@armistice/core/record';
import type { Mission } from '../mission.ts';
import { contentOfRow } from '../record/content-row.ts';
import { type Disk, folderDisk } from '../record/disk.ts';
import type { Content } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';
import { introduction } from '../record/founding.ts';
import { type EntrySigner, newKeyFile, readKeyFile, signerOf, writeKeyFile } from '../record/keys.ts';
import { type Act, COMMISSION, OFFICES_OF, OPERATOR, REGISTRAR } from './staff.ts';

/** The keys of the simulated people of an exercise, and the record into which they write. */
export class Signing {
  readonly #mission: Mission;
  /** Ids of the parties, in the order of the place. */
  readonly parties: readonly string[];
  readonly #open: OpenLog;
  readonly #keys: ReadonlyMap<string, EntrySigner>;

  private constructor(
    mission: Mission,
    parties: readonly string[],
    open: OpenLog,
    keys: ReadonlyMap<string, EntrySigner>,
  ) {
    this.#mission = mission;
    this.parties = parties;
    this.#open = open;
    this.#keys = keys;
  }

  /** Takes the keys out of the data folder, makes those that are missing, and introduces the new ones in the record. */
  static async of(
    mission: Mission,
    open: OpenLog,
    folder: string,
    parties: readonly string[],
  ): Promise<Signing> {
    const disk = folderDisk(folder);
    const roles: readonly (readonly [string, string])[] = [
      ...Object.keys(OFFICES_OF).map((name) => [name, 'person'] as const),
      ...parties.map((name) => [name, 'party'] as const),
      [COMMISSION, 'body'],
    ];
    const keys = new Map<string, EntrySigner>();
    try {
      for (const [name] of roles) keys.set(name, await keyOf(disk, name));
    } finally {
      await disk.close();
    }
    const strange = roles.filter(
      ([name]) => !open.log.register.keys.has(thumbprint((keys.get(name) as EntrySigner).jwk)),
    );
    const drafts = strange.map(([name, role]) =>
      open.log.draft(introduction(keys.get(name) as EntrySigner, role, name), open.keys.registrar),
    );
    if (drafts.length > 0) await open.log.append(drafts);
    await mission.settled();
    return new Signing(mission, parties, open, keys);
  }

  /** The key in whose name something is written; the operator's stands without a signature of its own. */
  #author(name: string): EntrySigner | string {
    if (name === OPERATOR) return this.#open.operator;
    const key = name === REGISTRAR ? this.#open.keys.registrar : this.#keys.get(name);
    if (key === undefined) throw new Error(`nobody in the exercise is called ${name}`);
    return key;
  }

  /** Writes what somebody did, and waits until the fold has taken it. */
  async write(acts: readonly Act[]): Promise<void> {
    if (acts.length === 0) return;
    const { log } = this.#open;
    await log.append(acts.map((act) => log.draft(contentOf(act), this.#author(act.by))));
    await this.#mission.settled();
  }
}

/** Kinds that bind everyone stand in the open. */
const OPEN: ReadonlySet<string> = new Set(['source', 'attestation']);

function contentOf({ kind, body, audience = PUBLIC }: Act): Content {
  if (OPEN.has(kind)) return { kind, audience, body: { open: body as Json } };
  return contentOfRow(JSON.stringify({ kind, audience, body }));
}

async function keyOf(disk: Disk, name: string): Promise<EntrySigner> {
  const path = `private/exercise-keys/${name}.json`;
  const kept = await readKeyFile(disk, path);
  if (kept !== undefined) return signerOf(kept);
  const made = newKeyFile(`${name}.exercise.invalid`, 'ed25519');
  await writeKeyFile(disk, path, made);
  return signerOf(made);
}
