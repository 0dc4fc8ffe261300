import type { ClaimIdentity } from '#app/shapes/claim.ts'
import { formatPhone } from '#app/shapes/phone.ts'
import { grouped } from '#app/text/format.ts'
import type { Statement } from '#server/domain/claim/statement.ts'

/** One line of the form, as typed. */
export type ItemValues = { name: string; quantity: string; amount: string }
/** The whole form as typed: single fields by name (`identity.phone`), and the lines. */
export type ClaimValues = { fields: Record<string, string>; items: ItemValues[] }

export const blankItem: ItemValues = { name: '', quantity: '1', amount: '' }
export const blankValues: ClaimValues = { fields: {}, items: [blankItem] }

/** Who claims is asked again each time and never kept on the device. */
export const identityFields = ['identity.name', 'identity.phone', 'identity.email'] as const

/** What was sent, as an action gives it back: nested by name, anything in it. */
export function typedValues(typed: unknown): ClaimValues {
  const all = isRecord(typed) ? typed : {}
  const { items, identity, ...single } = all
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(single)) fields[name] = textOf(value)
  if (isRecord(identity)) {
    for (const [name, value] of Object.entries(identity)) fields[`identity.${name}`] = textOf(value)
  }
  const lines = Array.isArray(items) ? items : []
  return { fields, items: lines.length > 0 ? lines.map(itemOf) : [blankItem] }
}

/** A version of a claim as the form shows it for changing. */
export function statementValues(statement: Statement, identity: ClaimIdentity | null): ClaimValues {
  return {
    fields: {
      kind: statement.kind,
      orderNumber: statement.orderNumber,
      orderedOn: statement.orderedOn ?? '',
      paidOn: statement.paidOn ?? '',
      paymentMethod: statement.paymentMethod ?? '',
      cardIssuer: statement.cardIssuer,
      installmentMonths: String(statement.installmentMonths ?? ''),
      settlementCycle: statement.settlementCycle ?? '',
      dueOn: statement.dueOn ?? '',
      refunded: statement.refunded > 0 ? grouped(statement.refunded) : '',
      story: statement.story,
      'identity.name': identity?.name ?? '',
      'identity.phone': identity ? formatPhone(identity.phone) : '',
      'identity.email': identity?.email ?? '',
    },
    items: statement.items.map(({ name, quantity, amount }) => ({
      name,
      quantity: String(quantity),
      amount: grouped(amount),
    })),
  }
}

/** The value of a button that changes the lines without scripts; `turned` reads it on the server. */
export const rowTurns = { name: 'row', add: 'add', remove: (at: number) => `remove-${at}` }

/** What was sent, with a line more or one less, in the shape in which an action gives it back. */
export function turned(typed: Record<string, unknown>, turn: string): Record<string, unknown> {
  const { items } = typedValues(typed)
  if (turn === rowTurns.add) return { ...typed, items: [...items, blankItem] }
  return { ...typed, items: items.filter((_, at) => turn !== rowTurns.remove(at)) }
}

function itemOf(line: unknown): ItemValues {
  if (!isRecord(line)) return blankItem
  return { name: textOf(line.name), quantity: textOf(line.quantity), amount: textOf(line.amount) }
}

function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
