import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { announce } from '../transaction.ts'
import type { Erased } from './claims.ts'

/**
 * Removes what the member kept, said and wished besides messages: evidence, pages seen, the contact log, facts nobody
 * confirmed, marks and wishes. That they received a document stays, a number under no name.
 * Files in which their words or name may stand expire: they are swept within a minute.
 */
export async function forgetKept(tx: Tx, { id, caseId }: Erased): Promise<void> {
  await forgetFacts(tx, id)
  await tx.deleteFrom('contact').where('member_id', '=', id).execute()
  await tx.deleteFrom('guide_done').where('member_id', '=', id).execute()
  await tx.deleteFrom('filing_grant').where('member_id', '=', id).execute()
  await tx.deleteFrom('page_capture').where('member_id', '=', id).execute()
  await forgetProposals(tx, id)
  await tx.deleteFrom('citation').where('cited_by', '=', id).where('fact_id', 'is', null).execute()
  await tx.deleteFrom('evidence').where('member_id', '=', id).execute()
  await tx.updateTable('receiver').set({ reason: '' }).where('made_by', '=', id).execute()
  await tx.updateTable('report').set({ words: '' }).where('member_id', '=', id).execute()
  await tx.deleteFrom('notification').where('member_id', '=', id).execute()
  await tx.deleteFrom('notify_channel').where('member_id', '=', id).execute()
  await tx.deleteFrom('notify_member').where('member_id', '=', id).execute()
  await tx.deleteFrom('read_mark').where('member_id', '=', id).execute()
  await tx.deleteFrom('channel_turn').where('member_id', '=', id).execute()
  await tx
    .updateTable('export')
    .set({ expires_at: sql<Date>`now()` })
    .where('case_id', '=', caseId)
    .where('state', '=', 'ready')
    .where('expires_at', '>', sql<Date>`now()`)
    .where((eb) => eb.or([eb('requested_by', '=', id), eb('kind', '<>', 'own')]))
    .execute()
  announce(tx, { kind: 'case.changed', caseId, what: ['facts', 'respondents'] })
}

/**
 * What the staff confirmed, corrected or published has become the case's own and stays, under no name; what it said
 * before, and why somebody decided, goes.
 */
async function forgetFacts(tx: Tx, memberId: string): Promise<void> {
  const gone = tx
    .selectFrom('fact')
    .select('id')
    .where('made_by', '=', memberId)
    .where('is_public', '=', false)
    .where((eb) => eb.or([eb('state', 'in', ['claimed', 'disputed']), eb('removed_at', 'is not', null)]))
  await tx.deleteFrom('citation').where('fact_id', 'in', gone).execute()
  await tx.deleteFrom('fact').where('id', 'in', gone).execute()
  await tx
    .deleteFrom('fact_version')
    .where('made_by', '=', memberId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('fact')
            .select('fact.id')
            .whereRef('fact.id', '=', 'fact_version.fact_id')
            .whereRef('fact.version', '=', 'fact_version.version'),
        ),
      ),
    )
    .execute()
  await tx.updateTable('fact_ruling').set({ why: '' }).where('by_member', '=', memberId).execute()
}

/** Respondents and statements that the staff never kept; nothing can lean on those. */
async function forgetProposals(tx: Tx, memberId: string): Promise<void> {
  for (const table of ['blame', 'respondent'] as const) {
    await tx.deleteFrom(table).where('made_by', '=', memberId).where('state', '=', 'proposed').execute()
  }
}
