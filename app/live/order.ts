import type { OrderIntent } from '#app/shapes/order.ts'
import { write } from './http.ts'
import type { SendOutcome } from './outbox.ts'

/** Does an act of order over HTTP: `fields` are those of its form (app/shapes/order.ts). */
export function postOrder(
  slug: string,
  intent: OrderIntent,
  fields: Record<string, string>,
): Promise<SendOutcome> {
  return write(`/c/${slug}/order`, { ...fields, intent })
}
