import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { entryHash } from '#app/proof/entry.ts'
import { type Db, openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { firstBrokenEntry, genesisHash, record } from '#server/domain/ledger.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { withDatabase } from '../postgres.global.ts'

const migrations = join(import.meta.dirname, '../../db/migrations')
const SIZES = [0, 1, 2, 7, 8, 75]

test('ledgers from before there were trees get theirs, and grow on', async () => {
  const name = `moa_tree_${randomBytes(6).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'moa-tree-'))
  const admin = openDatabase(inject('clusterUrl'), { max: 1 })
  await sql.raw(`create database ${name}`).execute(admin)
  const url = withDatabase(inject('clusterUrl'), name)
  const db = openDatabase(url, { max: 2 })
  try {
    for (const file of readdirSync(migrations)) {
      if (file < '0021') cpSync(join(migrations, file), join(folder, file))
    }
    await migrate(url, { folder })
    const cases: string[] = []
    for (const size of SIZES) cases.push(await olderCase(db, size))
    await migrate(url)
    for (const caseId of cases) {
      expect(await firstBrokenEntry(db, caseId)).toBeNull()
      for (let more = 0; more < 3; more += 1) {
        await inTransaction(db, (tx) => record(tx, caseId, null, { kind: 'case.opened', data: { caseId } }))
        expect(await firstBrokenEntry(db, caseId)).toBeNull()
      }
    }
  } finally {
    await db.destroy()
    await sql.raw(`drop database ${name} with (force)`).execute(admin)
    await admin.destroy()
    rmSync(folder, { recursive: true })
  }
})

/** A case with entries as they were written then: chained, without a tree. */
async function olderCase(db: Db, entries: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into "case" (id, slug, shop_name, shop_key, shop_jamo, troubles, admits)
    values (gen_random_uuid(), substr(md5(random()::text), 1, 10), '알렛츠', md5(random()::text), 'ㅇ',
      '{closed}', '{buyer,seller,both,helper}')
    returning id`.execute(db)
  const caseId = rows[0]?.id ?? ''
  let previous = genesisHash(caseId)
  for (let seq = 1; seq <= entries; seq += 1) {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, seq))
    const entry = { caseId, seq, kind: 'case.opened', actor: null, data: { caseId } }
    const hash = Buffer.from(entryHash({ ...entry, at: at.toISOString() }, previous))
    await sql`insert into ledger (case_id, seq, at, kind, data, prev_hash, hash)
      values (${caseId}, ${seq}, ${at}, 'case.opened', ${JSON.stringify({ caseId })}::text::jsonb, ${previous}, ${hash})`.execute(
      db,
    )
    previous = hash
  }
  await sql`insert into case_head (case_id, ledger_seq, ledger_hash) values (${caseId}, ${entries}, ${previous})`.execute(
    db,
  )
  return caseId
}
