import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { readWelcome } from '#server/domain/welcome.ts'
import { answering } from '#server/web/answer.ts'

/** The newcomer has read the welcome: it does not come again. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  const slug = params.slug ?? ''
  return answering(await request.formData(), async () => {
    await context.limit('write')
    await readWelcome(context.db, await context.viewer(), { slug })
    return redirect(`/c/${slug}/room`, 303)
  })
}
