import type { ActionFunctionArgs } from '@remix-run/node'
import { answeringData } from '#server/web/answer.ts'
import { actOnOrder } from '#server/web/order-door.ts'

/** Every act of order as data, for the sheets of the conversation (`app/live/order.ts`). */
export function action({ context, params, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    await actOnOrder(context, params.slug ?? '', await request.formData())
    return {}
  })
}
