import { type Migration, Migrator } from 'kysely'
import type { Database } from './connection.ts'
import * as rooms from './migrations/0001-rooms.ts'
import * as publishedViews from './migrations/0002-published-views.ts'
import * as boards from './migrations/0003-boards.ts'
import * as versions from './migrations/0004-versions.ts'
import * as coverage from './migrations/0005-coverage.ts'
import * as guide from './migrations/0006-guide.ts'
import * as cells from './migrations/0007-cells.ts'
import * as readerFunctions from './migrations/0008-reader-functions.ts'
import * as explain from './migrations/0009-explain.ts'
import * as operations from './migrations/0010-operations.ts'

/** Every migration in order; a merged one is never edited, a new one rolls forward. */
const migrations: Record<string, Migration> = {
  '0001-rooms': rooms,
  '0002-published-views': publishedViews,
  '0003-boards': boards,
  '0004-versions': versions,
  '0005-coverage': coverage,
  '0006-guide': guide,
  '0007-cells': cells,
  '0008-reader-functions': readerFunctions,
  '0009-explain': explain,
  '0010-operations': operations,
}

/**
 * Brings the database to this version's schema.
 * @returns the names of the migrations that ran now
 */
export async function migrate({ kysely: db }: Pick<Database, 'kysely'>): Promise<string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest()
  if (error) throw error
  return (results ?? []).filter(result => result.status === 'Success').map(result => result.migrationName)
}

/** Names of the migrations that `migrate` would run; changes nothing. */
export async function pendingMigrations({ kysely: db }: Pick<Database, 'kysely'>): Promise<string[]> {
  const all = await migratorOf(db).getMigrations()
  return all.filter(migration => migration.executedAt === undefined).map(migration => migration.name)
}

const migratorOf = (db: Database['kysely']): Migrator =>
  new Migrator({
    db,
    migrationTableSchema: 'ops',
    provider: { getMigrations: async () => migrations },
  })
