import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import { EVIDENCE_FILE_FIELD } from '#app/shapes/evidence.ts'
import { Id } from '#app/shapes/id.ts'
import { memberIn } from '#server/domain/access.ts'
import { takeWhole } from '#server/domain/evidence.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { bringsFiles, readUpload, type Upload } from './upload.ts'

/**
 * Takes one file for the locker out of a plain form. The piece of evidence it is for stands before it in the form; without
 * one a new piece begins. Refuses `evidence.file_needed` when there is none.
 */
export async function takeEvidenceFile(
  request: Request,
  context: AppLoadContext,
  { slug, form }: { slug: string; form: FormData },
): Promise<{ evidenceId: string }> {
  const viewer = await context.viewer()
  // Asked before a byte is read.
  await memberIn(context.db, viewer, { slug })
  await context.limit('evidence')
  const take = ({ name, bytes }: Upload) => {
    const wish = Id.safeParse(form.get('evidenceId'))
    const evidenceId = wish.success ? wish.data : randomUUID()
    return takeWhole(context.db, viewer, { slug, evidenceId, id: randomUUID(), name, bytes }, context)
  }
  const [taken] = bringsFiles(request)
    ? await readUpload(request, { field: EVIDENCE_FILE_FIELD, most: 1, form }, take)
    : []
  if (taken) return taken
  throw new Refusal('invalid', 'evidence.file_needed', {
    fields: { [EVIDENCE_FILE_FIELD]: 'evidence.file_needed' },
  })
}
