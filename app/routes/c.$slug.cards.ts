import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node'
import * as z from 'zod/mini'
import { cardRefs } from '#app/shapes/card.ts'
import { Id } from '#app/shapes/id.ts'
import { PollChoices } from '#app/shapes/poll.ts'
import { memberIn } from '#server/domain/access.ts'
import { cardsIn } from '#server/domain/card.ts'
import { acknowledgeNotice } from '#server/domain/notice.ts'
import { vote } from '#server/domain/poll.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { answeringData, loading, readForm } from '#server/web/answer.ts'

// Cards as data, for the browser's half of the chat (app/live/card-door.ts): what messages show besides words.

/** `?refs=notice.ID,poll.ID`: those of them the viewer may see. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    const refs = cardRefs(new URL(request.url).searchParams.get('refs'))
    const viewer = await context.viewer()
    return json({ cards: await cardsIn(context.db, viewer, { slug: params.slug ?? '', refs }) })
  })
}

const Named = z.object({ id: Id })

/** Confirms a notice (`ack`) or votes (`vote`); answers the new counts. */
export function action({ params, request, context }: ActionFunctionArgs) {
  return answeringData(async () => {
    await context.limit('reaction')
    const { db } = context
    const viewer = await context.viewer()
    await memberIn(db, viewer, { slug: params.slug ?? '' }, 'place')
    const form = await request.formData()
    const { id } = readForm(form, Named)
    const intent = form.get('intent')
    if (intent === 'ack') return acknowledgeNotice(db, viewer, { noticeId: id })
    if (intent === 'vote') return vote(db, viewer, { pollId: id, ...readForm(form, PollChoices) })
    throw new Refusal('invalid', 'shared.check_fields')
  })
}
