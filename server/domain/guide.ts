import { createHash } from 'node:crypto'
import type { z } from 'zod/mini'
import type { AdviceForm, GuideStepId, StepDoneForm } from '#app/shapes/guide.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { GUIDE_VERSION } from '#app/text/ko/guide-step.ts'
import type { Db } from '#db/client.ts'
import { memberIn, memberWho } from './access.ts'
import { caseKey } from './case-key.ts'
import { lockCase } from './claim/keep.ts'
import { openReceipt, sealReceipt } from './guide/receipt.ts'
import { record } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// 대응 가이드: what a member says of its steps, and what the staff adds to them. Which steps there are is guide/rules.ts,
// what they say app/text/ko/guide-*.ts.

export { type PublicStep, publicGuideStep } from './guide/public-step.ts'
export { type GuideView, guideFor, type StepView } from './guide/read.ts'

type OfStep = { slug: string; step: GuideStepId }

/**
 * Says that the member did a step. The number an agency gave is sealed; left empty, one given before stays. Again
 * changes only that. Refuses `shared.not_found`.
 */
export async function markStepDone(
  db: Db,
  viewer: Viewer,
  { slug, step, receipt }: { slug: string } & z.output<typeof StepDoneForm>,
  { vault }: { vault: Vault },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await lockCase(tx, member.caseId)
    const key = await caseKey(tx, vault, member.caseId)
    const sealed = receipt === '' ? null : sealReceipt(key, member.id, step, receipt)
    const place = { member_id: member.id, step, case_id: member.caseId }
    const before = await tx
      .selectFrom('guide_done')
      .select('step')
      .where('member_id', '=', member.id)
      .where('step', '=', step)
      .executeTakeFirst()
    await tx
      .insertInto('guide_done')
      .values({ ...place, text_version: GUIDE_VERSION, receipt: sealed })
      .onConflict((conflict) =>
        conflict
          .columns(['member_id', 'step'])
          .doUpdateSet((eb) => ({ receipt: eb.fn.coalesce('excluded.receipt', 'guide_done.receipt') })),
      )
      .execute()
    if (before) return
    await record(tx, member.caseId, member.id, { kind: 'guide.done', data: { step } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['guide'] })
  })
}

/** Takes that back, with the number. Again is fine. Refuses `shared.not_found`. */
export async function markStepUndone(db: Db, viewer: Viewer, { slug, step }: OfStep): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const gone = await tx
      .deleteFrom('guide_done')
      .where('member_id', '=', member.id)
      .where('step', '=', step)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return
    await record(tx, member.caseId, member.id, { kind: 'guide.undone', data: { step } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['guide'] })
  })
}

/** The number an agency gave the viewer, opened for them alone; recorded each time. Null where there is none. */
export async function ownStepReceipt(
  db: Db,
  viewer: Viewer,
  { slug, step }: OfStep,
  { vault }: { vault: Vault },
): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const row = await tx
      .selectFrom('guide_done')
      .select('receipt')
      .where('member_id', '=', member.id)
      .where('step', '=', step)
      .executeTakeFirst()
    if (!row?.receipt) return null
    await record(tx, member.caseId, member.id, { kind: 'guide.receipt_shown', data: { step } })
    const key = await caseKey(tx, vault, member.caseId)
    return openReceipt(key, member.id, step, row.receipt)
  })
}

/**
 * Pins a text to a step for everybody in the case, as a further version; empty takes it away. Staff only. Personal data
 * in it is covered. `version` is the one it was changed from. The same text again changes nothing. Refuses
 * `shared.not_found`, `shared.forbidden`, `guide.changed_elsewhere`.
 */
export async function adviseStep(
  db: Db,
  viewer: Viewer,
  { slug, step, version, body }: { slug: string } & z.output<typeof AdviceForm>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'answer.write')
    await lockCase(tx, staff.caseId)
    const last = await tx
      .selectFrom('guide_advice')
      .select(['version', 'body'])
      .where('case_id', '=', staff.caseId)
      .where('step', '=', step)
      .orderBy('version', 'desc')
      .executeTakeFirst()
    const said = maskPersonalData(body).text
    if (said === (last?.body ?? '')) return
    if (version !== (last?.version ?? 0)) throw new Refusal('conflict', 'guide.changed_elsewhere')
    const row = { case_id: staff.caseId, step, version: version + 1, body: said, made_by: staff.id }
    await tx.insertInto('guide_advice').values(row).execute()
    const sha256 = createHash('sha256').update(said).digest('hex')
    const data = { step, version: version + 1, sha256 }
    await record(tx, staff.caseId, staff.id, { kind: 'guide.advised', data })
    announce(tx, { kind: 'case.changed', caseId: staff.caseId, what: ['guide'] })
  })
}
