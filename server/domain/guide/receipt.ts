import type { GuideStepId } from '#app/shapes/guide.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { type CaseKey, seal, unseal, type Vault } from '../vault.ts'

// The numbers agencies gave: sealed with the case's key, each bound to its member and step.

const placeOf = (memberId: string, step: string) => `guide_receipt|${memberId}|${step}`

export function sealReceipt(key: CaseKey, memberId: string, step: GuideStepId, receipt: string): Buffer {
  return seal(key, placeOf(memberId, step), receipt)
}

export function openReceipt(key: CaseKey, memberId: string, step: string, sealed: Uint8Array): string {
  return unseal(key, placeOf(memberId, step), sealed) as string
}

/** What a member said they did, with the numbers, for their own copy. That it is taken is recorded by who asks. */
export async function ownSteps(db: Db, member: Pick<Member, 'id' | 'caseId'>, { vault }: { vault: Vault }) {
  const rows = await db
    .selectFrom('guide_done')
    .select(['step', 'text_version', 'done_at', 'receipt'])
    .where('member_id', '=', member.id)
    .orderBy('done_at')
    .execute()
  const key = await caseKey(db, vault, member.caseId)
  return rows.map(({ receipt, ...row }) => {
    return { ...row, receipt: receipt && openReceipt(key, member.id, row.step, receipt) }
  })
}
