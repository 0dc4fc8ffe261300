import type { AppLoadContext } from '@remix-run/node'
import { SETTLEMENT_FILE_FIELD, SettlementOrder } from '#app/shapes/settlement.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { receiveSettlement } from '#server/domain/settlement.ts'
import { readForm } from './answer.ts'
import { readUpload, type Upload } from './upload.ts'

/**
 * Takes a settlement sheet that a request brings for a claim. The fields stand before the file, so `form` has them when
 * it is in. Refuses `sheet.file_needed` when there is none.
 */
export async function takeSettlementFile(
  request: Request,
  context: AppLoadContext,
  { slug, claimId }: { slug: string; claimId: string },
): Promise<void> {
  const viewer = await context.viewer()
  // Asked before a byte is read.
  await claimFor(context.db, viewer, { claimId, slug })
  await context.limit('upload')
  const form = new FormData()
  let taken = false
  const take = async (file: Upload) => {
    const order = () => readForm(form, SettlementOrder)
    await receiveSettlement(context.db, viewer, { claimId, ...file, order }, context)
    taken = true
  }
  try {
    await readUpload(request, { field: SETTLEMENT_FILE_FIELD, most: 1, form }, take)
  } catch (error) {
    // What comes behind a file that is in, another one or a broken end, takes nothing back.
    if (!taken) throw error
  }
  if (!taken) throw new Refusal('invalid', 'sheet.file_needed', { fields: { file: 'sheet.file_needed' } })
}
