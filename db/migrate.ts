import { type Migration, Migrator } from 'kysely'
import type { Database } from './connection.ts'
import * as rooms from './migrations/0001-rooms.ts'
import * as publishedViews from './migrations/0002-published-views.ts'
import * as boards from './migrations/0003-boards.ts'
import * as versions from './migrations/0004-versions.ts'

/** Every migration in order; a merged one is never edited, a new one rolls forward. */
const migrations: Record<string, Migration> = {
  '0001-rooms': rooms,
  '0002-published-views': publishedViews,
  '0003-boards': boards,
  '0004-versions': versions,
}

/**
 * Brings the database to this version's schema.
 * @returns the names of the migrations that ran now
 */
export async function migrate({ kysely: db }: Pick<Database, 'kysely'>): Promise<string[]> {
  const migrator = new Migrator({
    db,
    migrationTableSchema: 'ops',
    provider: { getMigrations: async () => migrations },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).filter(result => result.status === 'Success').map(result => result.migrationName)
}
