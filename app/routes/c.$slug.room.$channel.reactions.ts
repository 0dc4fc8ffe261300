import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Id } from '#app/shapes/id.ts'
import { MY_REACTIONS_MAX, myReactions } from '#server/domain/reaction.ts'
import { loading } from '#server/web/answer.ts'

/** `?of=id id …` answers the viewer's own reactions to those messages, by message id. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    const asked = new URL(request.url).searchParams.get('of') ?? ''
    const messageIds = asked.split(' ', MY_REACTIONS_MAX).filter((id) => Id.safeParse(id).success)
    const viewer = await context.viewer()
    return json(await myReactions(context.db, viewer, { slug: params.slug ?? '', messageIds }))
  })
}
