import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { memberIn, memberWho } from './access.ts'
import { record } from './ledger.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// What newcomers read first, once. Whoever was in before it was first written is no newcomer.

/** The welcome as the staff edits it; empty when there is none. Refuses `shared.forbidden`. */
export async function welcomeText(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<string> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'answer.write')
  const row = await db
    .selectFrom('case_welcome')
    .select('body')
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row?.body ?? ''
}

/** Writes the welcome, or with `''` takes it away; staff only. Those who read an earlier one are not asked again. */
export async function writeWelcome(
  db: Db,
  viewer: Viewer,
  { slug, body }: { slug: string; body: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'answer.write')
    await tx
      .insertInto('case_welcome')
      .values({ case_id: staff.caseId, body, changed_by: staff.id })
      .onConflict((conflict) =>
        conflict.column('case_id').doUpdateSet({
          body,
          changed_by: staff.id,
          changed_at: sql<Date>`now()`,
          since: sql<Date>`case when case_welcome.body = '' then now() else case_welcome.since end`,
        }),
      )
      .execute()
    const sha256 = createHash('sha256').update(body).digest('hex')
    await record(tx, staff.caseId, staff.id, { kind: 'welcome.written', data: { sha256 } })
  })
}

/** The welcome for a newcomer who has not read it, or null. Refuses `shared.not_found`. */
export async function welcomeFor(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<string | null> {
  const { id } = await memberIn(db, viewer, { slug }, 'place')
  const row = await db
    .selectFrom('member')
    .innerJoin('case_welcome', 'case_welcome.case_id', 'member.case_id')
    .select('case_welcome.body')
    .where('member.id', '=', id)
    .where('member.welcomed_at', 'is', null)
    .where('member.role', '=', 'member')
    .where('case_welcome.body', '<>', '')
    .whereRef('member.joined_at', '>=', 'case_welcome.since')
    .executeTakeFirst()
  return row?.body ?? null
}

/** Notes that the viewer has read the welcome: it does not come again. Refuses `shared.not_found`. */
export async function readWelcome(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<void> {
  const { id } = await memberIn(db, viewer, { slug }, 'place')
  await db
    .updateTable('member')
    .set({ welcomed_at: sql<Date>`coalesce(welcomed_at, now())` })
    .where('id', '=', id)
    .execute()
}
