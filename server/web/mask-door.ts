import type { AppLoadContext } from '@remix-run/node'
import { MASKED_FIELD, MaskDraft } from '#app/shapes/masking.ts'
import { maskingFor, maskPicture } from '#server/domain/evidence.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { readForm } from './answer.ts'
import { bringsFiles, readUpload, type Upload } from './upload.ts'

/**
 * Takes the masked copy of a picture out of a form; what it covers stands before it. Refuses `evidence.file_needed` when
 * there is none, and as `maskPicture` does.
 */
export async function takeMask(
  request: Request,
  context: AppLoadContext,
  ref: { slug: string; fileId: string },
): Promise<{ evidenceId: string; version: number }> {
  const viewer = await context.viewer()
  // Asked before a byte is read.
  await maskingFor(context.db, viewer, ref)
  await context.limit('upload')
  const form = new FormData()
  const take = ({ bytes }: Upload) => {
    const { room, sure, ...said } = readForm(form, MaskDraft)
    const wish = { ...ref, ...said, toRoom: room === 'yes', sure: sure === 'yes', bytes }
    return maskPicture(context.db, viewer, wish, context)
  }
  const [taken] = bringsFiles(request)
    ? await readUpload(request, { field: MASKED_FIELD, most: 1, form }, take)
    : []
  if (taken) return taken
  throw new Refusal('invalid', 'evidence.file_needed')
}
