import type { MissionRules } from '@armistice/core/mission';
import { type Json, PUBLIC, thumbprint } from '@armistice/core/record';
import type { Mission } from '../mission.ts';
import { contentOfRow } from '../record/content-row.ts';
import { type Disk, folderDisk } from '../record/disk.ts';
import type { Content } from '../record/draft.ts';
import type { OpenLog } from '../record/folder.ts';
import { introduction } from '../record/founding.ts';
import { type EntrySigner, newKeyFile, readKeyFile, signerOf, writeKeyFile } from '../record/keys.ts';

// The people of the exercise. None of them exists: each is a key on this machine, under a handle that says so.

/** Handles of the simulated persons of the mission, with what each may do. */
export const OFFICES_OF = {
  'exercise-analyst': ['duty'],
  'exercise-duty-officer': ['duty'],
  'exercise-second-officer': ['duty', 'verify'],
} as const;
export type Person = keyof typeof OFFICES_OF;

/** The body in which both parties sit, by consensus; no text of the exercise names one that finds. */
export const COMMISSION = 'exercise-commission';

/** How the commission is made up: it has its quorum with a seat of each party. */
export function commissionOf(parties: readonly string[]): NonNullable<MissionRules['bodies']>[string] {
  return {
    name: 'EXERCISE: Joint Commission',
    does: ['attribute', 'find'],
    members: [...parties],
    quorum: { 'at-least': 1, 'of-each': 'party' },
  };
}

/** Says in front of every sentence that the exercise writes by itself what it is. */
export const SIMULATED = 'EXERCISE (simulated).';

/** Whoever may write: a simulated person, a party by its id, or the operator's unsigned key. */
type Author = EntrySigner | string;

/** Something that the staff writes: its kind, its body, whose it is, and who reads it. */
export interface Act {
  readonly kind: string;
  readonly body: object;
  readonly by: Author;
  readonly audience?: string;
}

/** The simulated staff and liaison officers of one exercise, at work in its mission. */
export class Staff {
  readonly mission: Mission;
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
    this.mission = mission;
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
  ): Promise<Staff> {
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
    await mission.settled();
    const strange = roles.filter(
      ([name]) => !mission.view.register.keys.has(thumbprint((keys.get(name) as EntrySigner).jwk)),
    );
    const drafts = strange.map(([name, role]) =>
      open.log.draft(introduction(keys.get(name) as EntrySigner, role, name), open.keys.registrar),
    );
    if (drafts.length > 0) await open.log.append(drafts);
    await mission.settled();
    return new Staff(mission, parties, open, keys);
  }

  /** The key of a simulated person, of a party's liaison officer, or of the commission. */
  key(name: string): EntrySigner {
    const key = this.#keys.get(name);
    if (key === undefined) throw new Error(`nobody in the exercise is called ${name}`);
    return key;
  }

  /** In whose name reports and coverage come in without a signature of their own. */
  get operator(): string {
    return this.#open.operator;
  }

  get registrar(): EntrySigner {
    return this.#open.keys.registrar;
  }

  /** Writes what somebody did, and waits until the fold has taken it. */
  async write(acts: readonly Act[]): Promise<void> {
    if (acts.length === 0) return;
    const { log } = this.#open;
    await log.append(acts.map((act) => log.draft(contentOf(act), act.by)));
    await this.mission.settled();
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
