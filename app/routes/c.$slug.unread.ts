import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node'
import { channelFor } from '#server/domain/access.ts'
import { heardBy } from '#server/domain/notify.ts'
import { markRead, unreadIn } from '#server/domain/reading.ts'
import { answeringData, loading } from '#server/web/answer.ts'
import { kindOf, wholeNumber } from './c.$slug.room.$channel/read.server.ts'

/** What is unread in each channel of a room, and the numbers of bell and icon, for a page that is open already. */
export function loader({ context, params }: LoaderFunctionArgs) {
  return loading(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const channels = await unreadIn(db, viewer, { slug: params.slug ?? '' })
    return json({ channels, heard: await heardBy(db, viewer) })
  })
}

/** Moves the viewer's mark in `channel` to `seq`: what a page that is being left sends, whose line may be gone. */
export function action({ context, params, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    const { db } = context
    const viewer = await context.viewer()
    const form = await request.formData()
    const place = { slug: params.slug ?? '', channel: String(form.get('channel') ?? '') }
    const { id } = await channelFor(db, viewer, { slug: place.slug, kind: kindOf(place) })
    return markRead(db, viewer, { channelId: id, seq: wholeNumber(String(form.get('seq') ?? '')) ?? 0 })
  })
}
