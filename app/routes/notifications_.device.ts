import type { ActionFunctionArgs } from '@remix-run/node'
import { PushAddress } from '#app/shapes/notify.ts'
import { moveDevice } from '#server/domain/notify-settings.ts'
import { answeringData, readForm } from '#server/web/answer.ts'

/** The service worker says that the browser gave this device another address for pushes. */
export function action({ context, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    await context.limit('write')
    const address = readForm(await request.formData(), PushAddress)
    const { db, push, session } = context
    await moveDevice(db, await context.viewer(), { sessionId: session.id, address }, { push })
    return {}
  })
}
