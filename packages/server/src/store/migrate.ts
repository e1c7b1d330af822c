import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { down, up } from './migrations/20261121-01-create-incidents.ts';
import type { StoreTables } from './schema.ts';

/** In order of their names. A migration that has shipped is never changed: the next one mends it. */
const MIGRATIONS: { readonly [name: string]: Migration } = {
  '20261121-01-create-incidents': { up, down },
};

/** Brings a database up to the tables that this program knows. */
export async function migrate(db: Kysely<StoreTables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
