import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node'
import { answeringData, loading } from '#server/web/answer.ts'
import { readChanges, readPage } from './c.$slug.room.$channel/read.server.ts'
import { writeMessage } from './c.$slug.room.$channel/write.server.ts'

// A channel's messages as data, for the browser's half of the chat (app/live/http.ts): history, and everything the
// socket can do for networks that let no WebSocket through.

/** `?after=rev` answers what changed; anything else a page of history (`readPage`). */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  return loading(async () => {
    const place = { slug: params.slug ?? '', channel: params.channel ?? '' }
    const query = new URL(request.url).searchParams
    const answer = query.has('after')
      ? await readChanges(context, place, query.get('after'))
      : await readPage(context, place, query)
    return json(answer)
  })
}

/** Posts, edits, deletes or answers with an emoji; answers `{ok}` as the socket does. */
export function action({ context, params, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    const place = { slug: params.slug ?? '', channel: params.channel ?? '' }
    await writeMessage(context, place, await request.formData())
    return {}
  })
}
