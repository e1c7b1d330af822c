// Test-only: incidents to keep, and a PostgreSQL server to keep them on.
import { randomBytes } from 'node:crypto';
import type { Indication } from '@armistice/core/agreement';
import {
  type Incident,
  incidentOf,
  type KnownReport,
  type ReportView,
  reportKey,
} from '@armistice/core/mission';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { withUser } from './postgres.ts';
import type { StoredChange } from './store.ts';

/** What everyone may read of report number `number`. */
export function viewNumbered(number: number): ReportView {
  return {
    id: `0198c9b2-7a10-4c7e-9d54-${number.toString(16).padStart(12, '0')}`,
    source: 'post-3',
    kind: 'explosion',
    occurred: { from: '2026-11-20T21:03:10Z', to: '2026-11-20T21:05:00Z' },
    place: { type: 'point', at: [-28, 42], radius: 2500 },
    count: [5, 7],
  };
}

/** An incident of one report, by number. */
export function incidentNumbered(number: number, basis = 'public'): Incident {
  return incidentOf(viewNumbered(number), basis);
}

/** That incident as the feed hands it over, changed as said. */
export function incidentChange(
  incident: Incident,
  indications: readonly Indication[] = [],
  sources: readonly string[] = ['post-3'],
): Extract<StoredChange, { readonly type: 'incident' }> {
  return { type: 'incident', incident, indications, sources };
}

/** Report number `number` as entry `index`. */
export function reportChange(
  number: number,
  index: number,
  change: Partial<ReportView> = {},
  basis = 'public',
): { readonly type: 'report'; readonly report: KnownReport } {
  const view = { ...viewNumbered(number), ...change };
  return {
    type: 'report',
    report: { key: reportKey(view), index, at: 1_795_000_000_000 + index, basis, view },
  };
}

const SERVER = process.env.ARMISTICE_TEST_DATABASE ?? 'postgresql:///test?host=/var/run/postgresql';

/** A schema of its own on a PostgreSQL server of this machine, and how to drop it. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** The database for this run; a sentence where there is none. Where CI is true there must be one. */
export async function testDatabase(): Promise<TestDatabase | string> {
  const client = new Client({ connectionString: withUser(SERVER) });
  try {
    await client.connect();
  } catch (error) {
    const why = `needs PostgreSQL at ${SERVER}: apt-get install postgresql, and createdb test (${String(error)})`;
    if (process.env.CI === 'true') throw new Error(why);
    return why;
  }
  const schema = `armistice_${randomBytes(6).toString('hex')}`;
  await client.query(`create schema ${schema}`);
  const url = new URL(SERVER);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href,
    drop: async () => {
      await client.query(`drop schema ${schema} cascade`);
      await client.end();
    },
  };
}

/** A bare connection to a database, for measuring what a plain use of it costs. The embedded one lies in `folder`. */
export async function bareDatabase(
  url: string | undefined,
  folder: string,
): Promise<{ query(text: string, values?: unknown[]): Promise<unknown>; close(): Promise<void> }> {
  if (url === undefined) {
    const database = new PGlite(folder);
    return { query: (text, values) => database.query(text, values), close: () => database.close() };
  }
  const client = new Client({ connectionString: withUser(url) });
  await client.connect();
  return { query: (text, values) => client.query(text, values), close: () => client.end() };
}
