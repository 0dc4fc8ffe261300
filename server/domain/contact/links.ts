import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/** What a member may tie an entry to: their own evidence, newest first, and claims by receipt number. */
export type OwnThings = {
  evidence: { id: string; title: string }[]
  claims: { id: string; receiptNo: number; orderNumber: string }[]
}

/** Evidence and claims of the viewer's own in a case, by name. Refuses `shared.not_found`. */
export async function contactLinks(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<OwnThings> {
  const member = await memberIn(db, viewer, { slug })
  const evidence = await db
    .selectFrom('evidence')
    .select(['id', 'title'])
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  const claims = await db
    .selectFrom('claim')
    .innerJoin('claim_version as v', (join) =>
      join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
    )
    .select(['claim.id', 'claim.receipt_no as receiptNo', 'v.order_number as orderNumber'])
    .where('claim.member_id', '=', member.id)
    .where('claim.state', '=', 'submitted')
    .orderBy('claim.receipt_no')
    .execute()
  return { evidence, claims }
}
