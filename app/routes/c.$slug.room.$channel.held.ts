import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Id } from '#app/shapes/id.ts'
import { OWN_HELD_MAX, ownHeldWords } from '#server/domain/message.ts'
import { loading } from '#server/web/answer.ts'

/** `?of=id id …` answers what the viewer wrote in those messages and what waits for a look, by message id. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    const asked = new URL(request.url).searchParams.get('of') ?? ''
    const messageIds = asked.split(' ', OWN_HELD_MAX).filter((id) => Id.safeParse(id).success)
    const viewer = await context.viewer()
    return json(await ownHeldWords(context.db, viewer, { slug: params.slug ?? '', messageIds }))
  })
}
