import type { Label } from '#app/shapes/case.ts'
import { labelOf } from '#app/shapes/labels.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { note } from '../order/note.ts'
import { Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { lockPresent } from './find.ts'

/**
 * Gives a member a label (자격), or with null takes it: a helper without one again. Host only; again changes nothing.
 * With another label, filings granted under the old one are granted no more. Refuses `shared.forbidden`,
 * `shared.not_found`, `label.has_office`, and `label.has_claims` to who filed a claim here: a claim is looked after by
 * its owner, who sees it.
 */
export async function labelMember(
  db: Db,
  viewer: Viewer,
  { slug, memberId, label }: { slug: string; memberId: string; label: Label | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'role.give')
    const target = await lockPresent(tx, by.caseId, memberId)
    if (labelOf(target.side) === label) return
    if (target.role !== 'member') throw new Refusal('conflict', 'label.has_office')
    const claim = await tx
      .selectFrom('claim')
      .select('id')
      .where('member_id', '=', memberId)
      .executeTakeFirst()
    if (claim) throw new Refusal('conflict', 'label.has_claims')
    await tx
      .updateTable('member')
      .set({ side: label ?? 'helper' })
      .where('id', '=', memberId)
      .execute()
    await tx.deleteFrom('filing_grant').where('member_id', '=', memberId).execute()
    await note(tx, by.caseId, by.id, { kind: 'member.labelled', data: { memberId } })
    // Pages that are open ask again, and a socket that may read less now is let go (as for an office).
    announce(tx, { kind: 'member.given_role', caseId: by.caseId, memberId, accountId: target.accountId })
    announce(tx, { kind: 'case.changed', caseId: by.caseId, what: ['members'] })
  })
}
