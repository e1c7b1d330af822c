import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Json } from '@armistice/core/record';
import type { Act, Actor, Target } from '@armistice/core/rights';

/**
 * Where a proposal stands. `agreed` and `refusing` are on their way into the record: a process that ends there takes
 * them up at its next start.
 */
export type ProposalState = 'open' | 'agreed' | 'done' | 'refusing' | 'refused' | 'withdrawn' | 'void';

/** Something that somebody asked for and that needs a second person. */
export interface Proposal {
  readonly id: string;
  /** What carries it out. */
  readonly type: string;
  readonly act: Act;
  /** The act that whoever asked must be allowed. */
  readonly askedAs: Act;
  readonly target: Target;
  /** What is to be done, as whoever carries it out reads it; shown to those who may agree. Null once it is over. */
  readonly what: Json;
  /** Digest of that. */
  readonly digest: string;
  /** Who asked, with the roles of that moment. */
  readonly asker: Actor;
  /** Unix milliseconds. */
  readonly at: number;
  readonly expires: number;
  readonly state: ProposalState;
  /** Who agreed, refused or withdrew, when, and why. */
  readonly second?: Actor;
  readonly decided?: number;
  readonly reason?: string;
  /** What came of it. */
  readonly outcome?: Json;
}

/** An entry that was written, by its author's key and nonce: the same again gets the same answer. */
export interface WrittenEntry {
  readonly by: string;
  readonly nonce: string;
  /** Digest of what was asked. */
  readonly digest: string;
  readonly index: number;
  readonly leaf: string;
  readonly promise: string;
}

/** The file, in a data folder. */
export const DESK_FILE = 'private/desk.sqlite';

const TABLES = `
  create table if not exists proposals (
    id text primary key, asker text not null, nonce text not null, state text not null, expires integer not null,
    proposal text not null, unique (asker, nonce)
  ) strict;
  create index if not exists open_proposals on proposals (state, expires);
  create table if not exists written (
    author text not null, nonce text not null, digest text not null, entry integer not null, leaf text not null,
    promise text not null, primary key (author, nonce)
  ) strict, without rowid;
`;

/** What the desk must not forget between two starts. The record stands without it; what waits for a second person does not. */
export class ProposalBook {
  readonly #db: DatabaseSync;

  /** Opens the file in a data folder, or makes it. */
  constructor(folder: string) {
    mkdirSync(join(folder, 'private'), { recursive: true, mode: 0o700 });
    this.#db = new DatabaseSync(join(folder, DESK_FILE));
    // What was answered must be there after a power cut.
    this.#db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;');
    this.#db.exec(TABLES);
  }

  /** Adds a proposal, unless its asker asked for the same before: then that one is answered. */
  add(proposal: Proposal, nonce: string): Proposal {
    const { id, asker, state, expires } = proposal;
    this.#db
      .prepare('insert into proposals values (?, ?, ?, ?, ?, ?) on conflict do nothing')
      .run(id, asker.handle, nonce, state, expires, JSON.stringify(proposal));
    const row = this.#db
      .prepare('select proposal from proposals where asker = ? and nonce = ?')
      .get(asker.handle, nonce);
    return parsed(row);
  }

  get(id: string): Proposal | undefined {
    const row = this.#db.prepare('select proposal from proposals where id = ?').get(id);
    return row === undefined ? undefined : parsed(row);
  }

  /** Puts the next state in the place of the one that it was read in; false where another was quicker. */
  move(from: ProposalState, proposal: Proposal): boolean {
    const { changes } = this.#db
      .prepare('update proposals set state = ?, proposal = ? where id = ? and state = ?')
      .run(proposal.state, JSON.stringify(proposal), proposal.id, from);
    // Pages of before leave the disk with it: a proposal that is over holds nothing that an erasure must reach.
    this.#db.exec('pragma wal_checkpoint(truncate)');
    return changes === 1;
  }

  /** Those in one of these states, the newest first, at most so many. */
  inState(states: readonly ProposalState[], most = 5000): readonly Proposal[] {
    const marks = states.map(() => '?').join();
    const rows = this.#db
      .prepare(`select proposal from proposals where state in (${marks}) order by expires desc limit ?`)
      .all(...states, most);
    return rows.map((row) => parsed(row));
  }

  /**
   * Those that wait no longer at a moment, UTC milliseconds, the last decided first: at most so many, after one of them
   * where it is named.
   */
  over(now: number, most: number, after?: Proposal): readonly Proposal[] {
    const moment = `coalesce(proposal ->> '$.decided', expires)`;
    const rows = this.#db
      .prepare(
        `select proposal from proposals where (state <> 'open' or expires <= ?1) and (${moment} < ?2 or ${moment} = ?2 and id > ?3)
         order by ${moment} desc, id limit ?4`,
      )
      .all(now, after?.decided ?? after?.expires ?? Number.MAX_SAFE_INTEGER, after?.id ?? '', most);
    return rows.map((row) => parsed(row));
  }

  /** Ids of those that somebody asked for and that wait at a moment, UTC milliseconds. */
  openOf(asker: string, now: number): readonly string[] {
    const rows = this.#db
      .prepare(`select id from proposals where asker = ? and state = 'open' and expires > ?`)
      .all(asker, now);
    return rows.map(({ id }) => String(id));
  }

  /** Notes an entry that is durable. */
  noteWritten({ by, nonce, digest, index, leaf, promise }: WrittenEntry): void {
    this.#db
      .prepare('insert into written values (?, ?, ?, ?, ?, ?) on conflict do nothing')
      .run(by, nonce, digest, index, leaf, promise);
  }

  written(by: string, nonce: string): WrittenEntry | undefined {
    const row = this.#db
      .prepare(
        'select author as "by", nonce, digest, entry as "index", leaf, promise from written where author = ? and nonce = ?',
      )
      .get(by, nonce);
    return row === undefined ? undefined : ({ ...row } as unknown as WrittenEntry);
  }

  close(): void {
    this.#db.close();
  }
}

function parsed(row: Record<string, SQLOutputValue> | undefined): Proposal {
  return JSON.parse(String(row?.proposal)) as Proposal;
}
