import { hash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { getMigrations } from 'better-auth/db/migration';
import { type Auth, authOf, type Factor, FRESH_SECONDS } from './accounts-auth.ts';
import { BROUGHT_BACK_TABLES } from './brought-back.ts';

/** Where, in a data folder, credentials lie, and the secret by which cookies are signed and codes are encrypted. */
export const ACCOUNTS = 'private/accounts.sqlite';
export const ACCOUNTS_SECRET = 'private/accounts-secret';

const CODE_MS = 5 * 60_000;
const OWN_TABLES = `
  CREATE TABLE IF NOT EXISTS used_code (user TEXT NOT NULL, code TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (user, code)) STRICT;
  CREATE TABLE IF NOT EXISTS invitation (code TEXT PRIMARY KEY, handle TEXT NOT NULL, made INTEGER NOT NULL, until INTEGER NOT NULL, by TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS invitation_half (handle TEXT NOT NULL, who TEXT NOT NULL, code TEXT, until INTEGER NOT NULL, PRIMARY KEY (handle, who)) STRICT;
  CREATE TABLE IF NOT EXISTS device (handle TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, made INTEGER NOT NULL, used INTEGER, by TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS subject (issuer TEXT NOT NULL, subject TEXT NOT NULL, handle TEXT NOT NULL, PRIMARY KEY (issuer, subject), UNIQUE (issuer, handle)) STRICT;
`;

/** Somebody's session, as the accounts know it; what they may do the record says. */
export interface SessionOf {
  readonly id: string;
  readonly token: string;
  readonly handle: string;
  readonly factor: Factor;
  /** The entry by which they were a member when it began; -1 for none. */
  readonly member: number;
  /** UTC milliseconds. */
  readonly began: number;
  /** RFC 3339. */
  readonly until: string;
}

/** A session as its owner sees it in a list. */
export interface ListedSession {
  readonly id: string;
  readonly began: string;
  readonly until: string;
  readonly agent: string;
  readonly factor: Factor;
}

export interface AccountsPlace {
  readonly folder: string;
  readonly url: URL;
  /** The entry by which somebody is a member now; -1 for none. */
  readonly memberEntry: (handle: string) => number;
  readonly now: () => number;
}

/** Credentials and sessions of those who take part. It knows nothing of rights. */
export class Accounts {
  readonly db: DatabaseSync;
  readonly auth: Auth;
  readonly secret: string;
  readonly #now: () => number;

  private constructor(db: DatabaseSync, auth: Auth, secret: string, now: () => number) {
    this.db = db;
    this.auth = auth;
    this.secret = secret;
    this.#now = now;
  }

  /** Opens the accounts of a data folder, and makes them on first need. */
  static async open({ folder, url, memberEntry, now }: AccountsPlace): Promise<Accounts> {
    const path = join(folder, ACCOUNTS);
    mkdirSync(join(folder, 'private'), { recursive: true, mode: 0o700 });
    const secret = secretOf(join(folder, ACCOUNTS_SECRET));
    const db = new DatabaseSync(path, { timeout: 5000 });
    chmodSync(path, 0o600);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    const auth = authOf({
      ...{ db, secret, url },
      memberOf: (userId) =>
        memberEntry(String(db.prepare('SELECT username FROM user WHERE id = ?').get(userId)?.username ?? '')),
      takeCode: (userId, code) => takeCode(db, userId, code, now()),
      hasOnlyPasskeys: (userId) =>
        db
          .prepare(
            'SELECT 1 FROM passkey WHERE userId = ?1 AND NOT EXISTS (SELECT 1 FROM twoFactor WHERE userId = ?1 AND verified = 1)',
          )
          .get(userId) !== undefined,
    });
    await (await getMigrations(auth.options)).runMigrations();
    db.exec(OWN_TABLES + BROUGHT_BACK_TABLES);
    return new Accounts(db, auth, secret, now);
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  /** Whether anybody can sign in. */
  get areAny(): boolean {
    return this.db.prepare('SELECT 1 FROM user LIMIT 1').get() !== undefined;
  }

  /** Whether somebody can sign in under a handle. */
  has(handle: string): boolean {
    return this.#userId(handle) !== undefined;
  }

  #userId(handle: string): string | undefined {
    return this.db.prepare('SELECT id FROM user WHERE username = ?').get(handle)?.id as string | undefined;
  }

  /** Makes an account, or makes it anew: whatever gave entry to it before gives none any more. */
  async make(handle: string, password: string | undefined): Promise<void> {
    const { internalAdapter, password: hashing } = await this.auth.$context;
    const hashed = password === undefined ? undefined : await hashing.hash(password);
    this.drop(handle);
    const named = { name: handle, username: handle, email: `${handle}@handle.invalid`, emailVerified: true };
    const user = await internalAdapter.createUser(named, { method: 'handle' } as never);
    if (hashed === undefined) return;
    const credential = { providerId: 'credential', accountId: user.id, password: hashed };
    await internalAdapter.linkAccount({ userId: user.id, ...credential });
  }

  /** Removes every credential and session of a handle. */
  drop(handle: string): void {
    const userId = this.#userId(handle);
    this.db.prepare('DELETE FROM device WHERE handle = ?').run(handle);
    this.db.prepare('DELETE FROM subject WHERE handle = ?').run(handle);
    this.db.prepare('DELETE FROM invitation WHERE handle = ?').run(handle);
    this.db.prepare('DELETE FROM invitation_half WHERE handle = ?1 OR who = ?1').run(handle);
    if (userId === undefined) return;
    for (const table of ['session', 'account', 'twoFactor', 'passkey'])
      this.db.prepare(`DELETE FROM "${table}" WHERE userId = ?`).run(userId);
    this.db.prepare('DELETE FROM user WHERE id = ?').run(userId);
  }

  /** Begins a session for whoever showed in another way who they are; answers the cookies to set. */
  async signIn(handle: string, factor: Factor, headers: Headers): Promise<readonly string[]> {
    const userId = this.#userId(handle);
    if (userId === undefined) throw new Error(`${handle} has no account`);
    const call = { body: { userId, factor }, headers, returnHeaders: true };
    const answer = (await this.auth.api.signInAs(call as never)) as unknown as { readonly headers: Headers };
    return answer.headers.getSetCookie();
  }

  /** The session that these headers carry; undefined where it is none, over or revoked. */
  async session(headers: Headers): Promise<SessionOf | undefined> {
    if (!headers.get('cookie')?.includes('armistice.session_token')) return undefined;
    const found = await this.auth.api.getSession({ headers });
    if (found === null) return undefined;
    const { id, token, createdAt, expiresAt, factor, member } = found.session;
    const { username } = found.user as { readonly username?: string | null };
    if (typeof username !== 'string') return undefined;
    return {
      ...{ id, token, handle: username },
      factor: (factor ?? 'password') as Factor,
      member: member ?? -1,
      began: createdAt.getTime(),
      until: expiresAt.toISOString(),
    };
  }

  /** Has a session go on as the one before it was: with its factor, its beginning and its end. */
  goOn(token: string, before: SessionOf): void {
    this.db
      .prepare('UPDATE session SET factor = ?, createdAt = ?, expiresAt = ? WHERE token = ?')
      .run(before.factor, new Date(before.began).toISOString(), before.until, token);
  }

  /** Whether somebody signed in so lately that they may change by what they sign in. */
  isFresh({ began }: SessionOf): boolean {
    return this.#now() - began < FRESH_SECONDS * 1000;
  }

  /** Sessions of a handle that are not over, the latest first; without what would open one. */
  sessions(handle: string): readonly ListedSession[] {
    const rows = this.db
      .prepare(
        'SELECT id, createdAt, expiresAt, userAgent, factor FROM session WHERE userId = ? AND expiresAt > ? ORDER BY createdAt DESC',
      )
      .all(this.#userId(handle) ?? '', new Date(this.#now()).toISOString());
    return rows.map(({ id, createdAt, expiresAt, userAgent, factor }) => ({
      id: String(id),
      began: String(createdAt),
      until: String(expiresAt),
      agent: String(userAgent ?? ''),
      factor: String(factor ?? 'password') as Factor,
    }));
  }

  /** Ends one session of a handle; false where it has none of that id. */
  endSession(handle: string, id: string): boolean {
    const ended = this.db
      .prepare('DELETE FROM session WHERE userId = ? AND id = ?')
      .run(this.#userId(handle) ?? '', id);
    return ended.changes > 0;
  }

  /** Ends every session of a handle, but the one that is named. */
  endSessions(handle: string, but = ''): void {
    this.db.prepare('DELETE FROM session WHERE userId = ? AND id <> ?').run(this.#userId(handle) ?? '', but);
  }

  /** What somebody has enrolled beside their password. */
  factors(handle: string): { readonly totp: boolean; readonly passkeys: number; readonly password: boolean } {
    const userId = this.#userId(handle) ?? '';
    const one = (sql: string) => Number(this.db.prepare(sql).get(userId)?.n ?? 0);
    return {
      totp: one('SELECT count(*) AS n FROM twoFactor WHERE userId = ? AND verified = 1') > 0,
      passkeys: one('SELECT count(*) AS n FROM passkey WHERE userId = ?'),
      password: one("SELECT count(*) AS n FROM account WHERE userId = ? AND providerId = 'credential'") > 0,
    };
  }
}

/** A code counts once: what was used is remembered for longer than it could be valid. */
function takeCode(db: DatabaseSync, user: string, code: string, now: number): boolean {
  db.prepare('DELETE FROM used_code WHERE at < ?').run(now - CODE_MS);
  const kept = hash('sha256', `${user} ${code}`, 'hex');
  return db.prepare('INSERT OR IGNORE INTO used_code VALUES (?, ?, ?)').run(user, kept, now).changes > 0;
}

function secretOf(path: string): string {
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (/^[A-Za-z0-9_-]{43}$/.test(kept)) return kept;
  const made = randomBytes(32).toString('base64url');
  writeFileSync(path, `${made}\n`, { mode: 0o600 });
  return made;
}
