import type { AppLoadContext } from '@remix-run/node'
import { SHEET_FILE_FIELD, SheetOrder } from '#app/shapes/sheet.ts'
import { memberWho } from '#server/domain/access.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { receiveSheet } from '#server/domain/sheet.ts'
import { readForm } from './answer.ts'
import { bringsFiles, readUpload, type Upload } from './upload.ts'

/**
 * Takes a list that a request brings. The fields stand before the file, so `form` has them when it is in. Refuses
 * `sheet.file_needed` when there is none.
 */
export async function takeSheetFile(
  request: Request,
  context: AppLoadContext,
  { slug, form }: { slug: string; form: FormData },
): Promise<{ sheetId: string }> {
  const viewer = await context.viewer()
  // Asked before a byte is read.
  await memberWho(context.db, viewer, { slug }, 'claim.import')
  await context.limit('upload')
  let taken: { sheetId: string } | undefined
  const take = async (file: Upload) => {
    const order = () => readForm(form, SheetOrder)
    taken = await receiveSheet(context.db, viewer, { slug, ...file, order }, context)
  }
  try {
    if (bringsFiles(request)) await readUpload(request, { field: SHEET_FILE_FIELD, most: 1, form }, take)
  } catch (error) {
    // What comes behind a file that is in, another one or a broken end, takes nothing back.
    if (!taken) throw error
  }
  if (!taken) throw new Refusal('invalid', 'sheet.file_needed', { fields: { file: 'sheet.file_needed' } })
  return taken
}
