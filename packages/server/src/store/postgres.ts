import { userInfo } from 'node:os';
import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { openStore, type Store } from './store.ts';

const CONNECTIONS = 4;
const CONNECT_MS = 10_000;

/**
 * Opens the store on a PostgreSQL server by its address, `postgres://user@host/database`. One database serves many
 * missions: every table is keyed by mission first, and a row is written by the one program that holds the mission's log.
 */
export async function openPostgresStore(
  url: string,
  mission: string,
  origin: string,
  onFault: (message: string) => void = () => undefined,
): Promise<Store> {
  const pool = new Pool({
    connectionString: withUser(url),
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: `armistice ${mission}`,
  });
  // A connection that breaks while nobody uses it: the next call makes another.
  pool.on('error', (error) => onFault(`the database closed a connection: ${error.message}`));
  try {
    return await openStore(new PostgresDialect({ pool }), mission, origin);
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw error;
  }
}

/** An address without a user means the one who runs this program, as for every client of PostgreSQL. */
export function withUser(address: string): string {
  const url = new URL(address);
  if (url.username === '' && !url.searchParams.has('user') && process.env.PGUSER === undefined)
    url.searchParams.set('user', userInfo().username);
  return url.href;
}
