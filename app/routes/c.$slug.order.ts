import type { ActionFunctionArgs } from '@remix-run/node'
import { isRefusal, Refusal } from '#server/domain/refusal.ts'
import { answeringData } from '#server/web/answer.ts'
import { actOnOrder } from '#server/web/order-door.ts'

/** Every act of order as data, for the sheets of the conversation (`app/live/order.ts`). */
export function action({ context, params, request }: ActionFunctionArgs) {
  return answeringData(async () => {
    const form = await request.formData()
    try {
      await actOnOrder(context, params.slug ?? '', form)
    } catch (error) {
      throw withItsReason(error)
    }
    return {}
  })
}

/** A sheet has one place for what is wrong: the reason of the first field instead of "check the fields". */
function withItsReason(error: unknown): unknown {
  if (!isRefusal(error) || error.code !== 'shared.check_fields') return error
  const [code] = Object.values(error.fields)
  return code ? new Refusal(error.kind, code) : error
}
