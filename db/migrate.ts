import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import { CompiledQuery, type Kysely, Migrator, sql } from 'kysely'
import { APP_ROLE, openDatabase } from './client.ts'
import { projectRoot } from './project-root.ts'

/** Kysely's own tables and our check sums live here, out of the way of the generated types and of the app's role. */
const SCHEMA = 'migration'
/** Any fixed number; one migration of a database at a time. */
const LOCK_KEY = 7_246_001
const RACE_TRIES = 5

interface MigrationFile {
  name: string
  text: string
  sha256: string
}

/** What a migration writes and reads of its own; the product's tables are only known to the files. */
interface MigrationTables {
  'migration.file': { name: string; sha256: string }
}

/**
 * Brings a database up to date and gives the names of the files that were applied now. Connects as the owner.
 * Makes the role moa_app if the cluster has none, runs graphile-worker's own migrations, then the SQL files of
 * `db/migrations` in the order of their names, all in one transaction: all or none. A file that was applied
 * before and has changed since, or is gone, is refused.
 */
export async function migrate(url: string, options: { folder?: string } = {}): Promise<string[]> {
  const files = readFiles(options.folder ?? join(projectRoot(), 'db', 'migrations'))
  // One connection, so that the advisory lock below covers everything that is done on it.
  const db = openDatabase<MigrationTables>(url, { max: 1, applicationName: 'moa migrate' })
  try {
    await sql`select pg_advisory_lock(${LOCK_KEY}::bigint)`.execute(db)
    await ensureAppRole(db)
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) })
    await ensureSchema(db)
    await refuseChanged(db, files)
    return await applyFiles(db, files)
  } finally {
    await db.destroy()
  }
}

function readFiles(folder: string): MigrationFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    return {
      name: name.slice(0, -'.sql'.length),
      text,
      sha256: createHash('sha256').update(text).digest('hex'),
    }
  })
}

/** Roles belong to the whole cluster: migrations of other databases may be making it at the same moment. */
async function ensureAppRole(db: Kysely<MigrationTables>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await db.executeQuery(CompiledQuery.raw(APP_ROLE_SQL))
      return
    } catch (error) {
      if (attempt === RACE_TRIES) throw error
    }
  }
}

const APP_ROLE_SQL = `
do $$
begin
  if not exists (select 1 from pg_roles where rolname = '${APP_ROLE}') then
    create role ${APP_ROLE} nologin;
  end if;
  if not pg_has_role(current_user, '${APP_ROLE}', 'member') then
    grant ${APP_ROLE} to current_user;
  end if;
end
$$`

async function ensureSchema(db: Kysely<MigrationTables>): Promise<void> {
  await db.schema.createSchema(SCHEMA).ifNotExists().execute()
  await db.schema
    .withSchema(SCHEMA)
    .createTable('file')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .execute()
}

async function refuseChanged(db: Kysely<MigrationTables>, files: MigrationFile[]): Promise<void> {
  const applied = await db.selectFrom('migration.file').selectAll().execute()
  const changed = applied.filter(({ name, sha256 }) =>
    files.some((file) => file.name === name && file.sha256 !== sha256),
  )
  if (changed.length === 0) return
  throw new Error(
    `db/migrations/${changed[0]?.name}.sql was changed after it was applied; put it back and add a new file instead`,
  )
}

async function applyFiles(db: Kysely<MigrationTables>, files: MigrationFile[]): Promise<string[]> {
  const migrations = files.map((file) => [
    file.name,
    { up: (tx: Kysely<MigrationTables>) => applyFile(tx, file) },
  ])
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(migrations) },
    migrationTableSchema: SCHEMA,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    const failed = results.find((result) => result.status === 'Error')
    throw new Error(`Migration ${failed?.migrationName ?? ''} failed: ${error}`, { cause: error })
  }
  return results.map((result) => result.migrationName)
}

async function applyFile(tx: Kysely<MigrationTables>, file: MigrationFile): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(file.text))
  await tx.insertInto('migration.file').values({ name: file.name, sha256: file.sha256 }).execute()
}
