import type { ActionFunctionArgs } from '@remix-run/node'
import { UnsentPost } from '#app/shapes/unsent.ts'
import { dropUnsent, keepUnsent } from '#server/domain/claim/unsent.ts'
import { answeringData, readForm } from '#server/web/answer.ts'

/** Keeps what is typed into a claim's form while it is written, or forgets it; answers the version kept, 0 for none. */
export function action({ params, request, context }: ActionFunctionArgs) {
  return answeringData(async () => {
    await context.limit('unsent')
    const { db, vault } = context
    const viewer = await context.viewer()
    const { form, base, values } = readForm(await request.formData(), UnsentPost)
    const where = { slug: params.slug ?? '', form }
    if (values) return keepUnsent(db, viewer, { ...where, base, values }, { vault })
    await dropUnsent(db, viewer, where)
    return { version: 0 }
  })
}
