import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { receivedForms } from '#app/shapes/receiver.ts'
import { openReceived, received } from '#server/domain/receiver.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { loading } from '#server/web/answer.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'
import { bodyOf } from '#server/web/file-body.ts'
import { countingGuesses } from '#server/web/guesses.ts'
import { secretIn } from '#server/web/received.ts'

/** For receivers (docs/receivers.md): how a filing stands at `/r/state`, and its list at `/r/csv`, `/r/json`, `/r/xlsx`. */
export function loader({ params, request, context }: LoaderFunctionArgs) {
  return loading(async () => {
    await context.limit('receive')
    const { db } = context
    const secret = secretIn(request)
    if (params.form === 'state') {
      const state = await countingGuesses(context, () => received(db, { secret, what: 'state' }))
      return json(
        { format: 'moa.received.v1', ...state },
        { headers: { 'Cache-Control': 'private, no-store' } },
      )
    }
    const form = receivedForms.find((known) => known === params.form)
    if (!form) throw new Refusal('notFound', 'shared.not_found')
    const { stream, ...file } = await countingGuesses(context, () =>
      openReceived(db, { secret, form }, context),
    )
    return new Response(bodyOf(stream), { headers: attachmentHeaders(file) })
  })
}
