import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../db/client.ts'
import { startTemporary } from '../db/embedded/temporary.ts'
import { migrate } from '../db/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The owner's address of the run's cluster; databases are made from the template in it. */
    clusterUrl: string
  }
}

/** The migrated database that every test database is a copy of. */
export const TEMPLATE = 'moa_template'

/** Starts one cluster for the whole run and migrates the template; what it returns ends the cluster. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTemporary()
  try {
    const admin = openDatabase(cluster.url, { max: 1 })
    await sql.raw(`create database ${TEMPLATE}`).execute(admin)
    await admin.destroy()
    await migrate(withDatabase(cluster.url, TEMPLATE))
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('clusterUrl', cluster.url)
  return () => cluster.stop()
}

/** The same server's address with another database. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
