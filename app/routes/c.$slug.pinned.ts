import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { channelKinds } from '#app/shapes/case.ts'
import { pinnedNotices } from '#server/domain/notice.ts'
import { loading } from '#server/web/answer.ts'

/** `?channel=buyer`: what the bar of that channel shows, as data; the channel of everybody without one. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const asked = new URL(request.url).searchParams.get('channel')
    const kind = channelKinds.find((known) => known === asked) ?? 'all'
    const viewer = await context.viewer()
    return json({ pinned: await pinnedNotices(context.db, viewer, { slug: params.slug ?? '', kind }) })
  })
}
