import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** The voice behind an account. Never leaves the domain. */
export type OwnVoice = {
  id: string
  caseId: string
  respondentId: string
  slug: string
  shopName: string
  name: string
}

/** The viewer's own voice by id while it is not revoked, or `shared.not_found`: the door of all that a company may do. */
export async function ownVoice(db: Db, viewer: Viewer, { voiceId }: { voiceId: string }): Promise<OwnVoice> {
  if (!viewer.accountId || !Id.safeParse(voiceId).success) throw notFound()
  const row = await db
    .selectFrom('voice')
    .innerJoin('case', 'case.id', 'voice.case_id')
    .innerJoin('respondent', 'respondent.id', 'voice.respondent_id')
    .select(['voice.id', 'voice.case_id as caseId', 'voice.respondent_id as respondentId'])
    .select(['case.slug', 'case.shop_name as shopName', 'respondent.name'])
    .where('voice.id', '=', voiceId)
    .where('voice.account_id', '=', viewer.accountId)
    .where('voice.verified_at', 'is not', null)
    .where('voice.revoked_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Refuses `voice.may_not_join` to an account that speaks for a company in that case: it reads no member's room. */
export async function ensureNoVoice(tx: Tx, caseId: string, accountId: string): Promise<void> {
  const row = await tx
    .selectFrom('voice')
    .select('id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (row) throw new Refusal('forbidden', 'voice.may_not_join')
}
