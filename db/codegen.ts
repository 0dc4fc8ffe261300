import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { generate, getDialect, type PostprocessFunction } from 'kysely-codegen'
import { startTemporary } from './embedded/temporary.ts'
import { migrate } from './migrate.ts'
import { projectRoot } from './project-root.ts'

// `npm run db:types` writes db/types.ts from the migrations; with --check it only fails when they differ.

/** The values that db/client.ts hands out, where kysely-codegen would assume those of another driver. */
const VALUE_TYPES = { int8: 'number', numeric: 'number' }

const LITERALS = `'[^']*'::text(?:, '[^']*'::text)*`
/** `col in ('a', 'b')` and `col <@ array['a', 'b']`, the way PostgreSQL writes them back. */
const CHOICE = new RegExp(
  String.raw`^CHECK \(\(\S+ (?:= ANY \(ARRAY\[(${LITERALS})\]\)|<@ ARRAY\[(${LITERALS})\])\)\)$`,
)

/** A text column that a check binds to a list of words gets the union of these words as its type. */
const typeChoices: PostprocessFunction = async ({ db, metadata }) => {
  const { rows } = await sql<{ table: string; column: string; definition: string }>`
    select rel.relname as table, att.attname as column, pg_get_constraintdef(con.oid) as definition
    from pg_constraint con
    join pg_class rel on rel.oid = con.conrelid
    join pg_attribute att on att.attrelid = rel.oid and att.attnum = con.conkey[1]
    where con.contype = 'c' and cardinality(con.conkey) = 1 and rel.relnamespace = 'public'::regnamespace
  `.execute(db)
  for (const { table, column, definition } of rows) {
    const match = CHOICE.exec(definition)
    const list = match?.[1] ?? match?.[2]
    const found = metadata.tables
      .find((one) => one.name === table)
      ?.columns.find((one) => one.name === column)
    if (list && found) found.enumValues = [...list.matchAll(/'([^']*)'/g)].map((literal) => literal[1] ?? '')
  }
  return metadata
}

async function describeSchema(url: string): Promise<string> {
  const dialect = getDialect('postgres', { dateParser: 'string', numericParser: 'number' })
  const db = await dialect.introspector.connect({ connectionString: url, dialect })
  try {
    return await generate({
      ...{ db, dialect, defaultSchemas: ['public'], includePattern: 'public.*', outFile: null },
      ...{ typeMapping: VALUE_TYPES, postprocess: typeChoices },
    })
  } finally {
    await db.destroy()
  }
}

async function main(): Promise<void> {
  const file = join(projectRoot(), 'db', 'types.ts')
  const cluster = await startTemporary()
  try {
    await migrate(cluster.url)
    const types = await describeSchema(cluster.url)
    if (!process.argv.includes('--check')) {
      writeFileSync(file, types)
    } else if (readFileSync(file, 'utf8') !== types) {
      process.stderr.write('db/types.ts does not fit the migrations: run npm run db:types\n')
      process.exitCode = 1
    }
  } finally {
    await cluster.stop()
  }
}

await main()
