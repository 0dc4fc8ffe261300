import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { carryClaim } from './claims.ts'
import { carryMember } from './people.ts'

/** People and claims one transaction carries: short enough to keep nobody waiting in the kept room. */
const BATCH = 50

type Union = { id: string; fromId: string; intoId: string }

/**
 * Carries people and standing claims of a room that ends into the kept one, some at a time, and says so when all are
 * there. Cut off and run again it goes on where it was: what was carried is known by its row.
 */
export async function carryUnion(
  db: Db,
  { unionId }: { unionId: string },
  { vault }: { vault: Vault },
): Promise<void> {
  while (await inTransaction(db, (tx) => carrySome(tx, unionId, vault)));
}

/** One transaction's worth; false when nothing is left. */
async function carrySome(tx: Tx, unionId: string, vault: Vault): Promise<boolean> {
  const union = await tx
    .selectFrom('case_union')
    .select(['id', 'from_id as fromId', 'into_id as intoId'])
    .where('id', '=', unionId)
    .where('state', '=', 'agreed')
    .forUpdate()
    .executeTakeFirst()
  if (!union) return false
  await tx
    .selectFrom('case_head')
    .select('case_id')
    .where('case_id', 'in', [union.fromId, union.intoId])
    .orderBy('case_id')
    .forUpdate()
    .execute()
  if ((await peopleOf(tx, union)) > 0) return true
  if ((await claimsOf(tx, union, vault)) > 0) return true
  await tx
    .updateTable('case_union')
    .set({ state: 'done', done_at: sql<Date>`now()` })
    .where('id', '=', unionId)
    .execute()
  const data = { unionId, fromId: union.fromId, intoId: union.intoId }
  await record(tx, union.fromId, null, { kind: 'union.done', data })
  await record(tx, union.intoId, null, { kind: 'union.done', data })
  announce(tx, { kind: 'case.changed', caseId: union.intoId, what: ['members', 'totals', 'claims'] })
  return false
}

/** Those in the room, and those who left it with a claim that still counts. */
async function peopleOf(tx: Tx, { fromId, intoId }: Union): Promise<number> {
  const rows = await tx
    .selectFrom('member')
    .selectAll('member')
    .leftJoin('member_carried as c', 'c.from_id', 'member.id')
    .where('member.case_id', '=', fromId)
    .where('c.from_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('member.left_at', 'is', null),
        eb.exists(
          eb
            .selectFrom('claim')
            .select('claim.id')
            .whereRef('claim.member_id', '=', 'member.id')
            .where('claim.state', '=', 'submitted'),
        ),
      ]),
    )
    .orderBy('member.joined_at')
    .orderBy('member.id')
    .limit(BATCH)
    .execute()
  for (const row of rows) {
    const into_id = await carryMember(tx, intoId, row)
    await tx.insertInto('member_carried').values({ from_id: row.id, into_id }).execute()
  }
  return rows.length
}

async function claimsOf(tx: Tx, { fromId, intoId }: Union, vault: Vault): Promise<number> {
  const rows = await tx
    .selectFrom('claim')
    .innerJoin('member_carried as m', 'm.from_id', 'claim.member_id')
    .selectAll('claim')
    .select('m.into_id as intoMember')
    .where('claim.case_id', '=', fromId)
    .where('claim.state', '=', 'submitted')
    .orderBy('claim.receipt_no')
    .limit(BATCH)
    .execute()
  for (const row of rows) await carryClaim(tx, intoId, row, vault)
  return rows.length
}
