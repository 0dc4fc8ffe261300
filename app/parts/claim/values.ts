import type { ClaimIdentity } from '#app/shapes/claim.ts'
import { formatPhone } from '#app/shapes/phone.ts'
import { grouped } from '#app/text/format.ts'
import type { Statement } from '#server/domain/claim/statement.ts'

/** One row of a list in the form, as typed, by field: a line, a refund, an offer. */
export type RowValues = Record<string, string>
/**
 * The whole form as typed: single fields by name (`identity.phone`, `answers.consent`; several of one name with a blank
 * between), and the rows of its lists.
 */
export type ClaimValues = {
  fields: Record<string, string>
  items: RowValues[]
  refunds: RowValues[]
  offers: RowValues[]
}

const lists = ['items', 'refunds', 'offers'] as const
export type ListName = (typeof lists)[number]

export const blankItem: RowValues = { name: '', quantity: '1', amount: '', received: '' }
export const blankValues: ClaimValues = { fields: {}, items: [blankItem], refunds: [], offers: [] }

/** What was sent, as an action gives it back: nested by name, anything in it. */
export function typedValues(typed: unknown): ClaimValues {
  const all = isRecord(typed) ? typed : {}
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(all)) {
    if (lists.some((list) => list === name)) continue
    if (!isRecord(value)) fields[name] = textOf(value)
    else for (const [key, one] of Object.entries(value)) fields[`${name}.${key}`] = textOf(one)
  }
  const rows = (name: ListName) => rowsIn(all[name])
  const items = rows('items').map((row) => ({ ...blankItem, quantity: '', ...row }))
  return {
    fields,
    items: items.length > 0 ? items : [blankItem],
    refunds: rows('refunds'),
    offers: rows('offers'),
  }
}

/** A version of a claim as the form shows it for changing. */
export function statementValues(statement: Statement, identity: ClaimIdentity | null): ClaimValues {
  const { items, refunds, offers, answers, refunded, version: _, ...single } = statement
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(single)) fields[name] = shown(name, value)
  for (const [key, value] of Object.entries(answers)) fields[`answers.${key}`] = shown(key, value)
  Object.assign(fields, identityValues(identity))
  const row = (of: object): RowValues =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, shown(name, value)]))
  const back = refunds.length === 0 && refunded > 0 ? [{ on: null, amount: refunded }] : refunds
  return {
    fields,
    items: items.map((item) => ({ ...row(item), amount: grouped(item.amount) })),
    refunds: back.map(row),
    offers: offers.map(row),
  }
}

/** Who claims, as the form shows it. */
export function identityValues(identity: ClaimIdentity | null): Record<string, string> {
  if (!identity) return {}
  const fields = Object.entries(identity).map(([key, value]) => [`identity.${key}`, shown(key, value)])
  return { ...Object.fromEntries(fields), 'identity.phone': formatPhone(identity.phone) }
}

/** How it was paid and where, which one claim may take over from another of the same person. */
const SHARED = ['paymentMethod', 'cardIssuer', 'installmentMonths', 'paymentGateway', 'orderSource'] as const

/** The values with what another claim says of the payment, or null when this one says it or none does. */
export function filledFrom(values: ClaimValues, others: readonly Statement[]): ClaimValues | null {
  const other = others.find(({ paymentMethod }) => paymentMethod)
  if (!other || values.fields.paymentMethod) return null
  const taken = SHARED.map((name) => [name, values.fields[name] || shown(name, other[name])])
  return { ...values, fields: { ...values.fields, ...Object.fromEntries(taken) } }
}

/** The value of a button that changes the form without scripts; `turned` reads it on the server. */
export const rowTurns = {
  name: 'row',
  add: 'add',
  remove: (at: number) => `remove-${at}`,
  /** Asks the questions of the kind chosen just now. */
  kind: 'kind',
}

/** What was sent, with a line more or one less, in the shape in which an action gives it back. */
export function turned(typed: Record<string, unknown>, turn: string): Record<string, unknown> {
  if (turn === rowTurns.kind) return typed
  const { items } = typedValues(typed)
  if (turn === rowTurns.add) return { ...typed, items: [...items, blankItem] }
  return { ...typed, items: items.filter((_, at) => turn !== rowTurns.remove(at)) }
}

/** What stands in a form on the page. */
export function formValues(form: FormData): ClaimValues {
  const nested: Record<string, unknown> = {}
  const rows: Record<string, RowValues[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    const [, list, at, field] = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(name) ?? []
    if (list && field) {
      const all = rows[list] ?? []
      all[Number(at)] = { ...all[Number(at)], [field]: value }
      rows[list] = all
    } else {
      nested[name] = name in nested ? [nested[name], value].flat() : value
    }
  }
  return typedValues({ ...nested, ...rows })
}

function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.join(' ')
  if (typeof value === 'boolean') return value ? 'on' : ''
  if (typeof value !== 'number') return typeof value === 'string' ? value : ''
  return value === 0 && ZERO_IS_BLANK.has(name) ? '' : grouped(value)
}

/** Sums that are nothing unless somebody stated them. */
const ZERO_IS_BLANK = new Set(['shipping', 'coupon', 'points', 'loss', 'amount'])

function rowsIn(value: unknown): RowValues[] {
  if (!Array.isArray(value)) return []
  return Array.from(value, (row) =>
    isRecord(row) ? Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, textOf(cell)])) : {},
  )
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join(' ')
  return typeof value === 'string' ? value : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
