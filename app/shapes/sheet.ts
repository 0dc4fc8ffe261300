import * as z from 'zod/mini'
import { type ClaimSide, claimSides } from './case.ts'
import { type ClaimKind, kindNamed, sideOfKind } from './claim-kinds.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'

// Lists that a group kept before it came here: which columns they have, and what becomes of them.

/** The largest file, in bytes: a hundred thousand answers of a form are some 40 MB. */
export const SHEET_FILE_BYTES = 100 * 1024 * 1024
/** Rows and columns read at most, and units of one cell: what a worksheet of a group never has. */
export const SHEET_ROWS = 200_000
export const SHEET_COLUMNS = 60
export const CELL_UNITS = 32_767
/** The form's field that holds the file. */
export const SHEET_FILE_FIELD = 'file'

/** What a column may fill, in the order in which people are asked. `story` may be filled by several. */
export const buyerSheetFields = [
  'name',
  'phone',
  'email',
  'kind',
  'orderNumber',
  'orderedOn',
  'paidOn',
  'itemName',
  'quantity',
  'amount',
  'refunded',
  'paymentMethod',
  'cardIssuer',
  'installmentMonths',
  'sellerName',
  'promisedOn',
  'noticeOn',
  'trackingNumber',
  'approvalNumber',
  'story',
] as const
export const sellerSheetFields = [
  'name',
  'phone',
  'email',
  'kind',
  'settlementCycle',
  'periodFrom',
  'periodTo',
  'dueOn',
  'itemName',
  'amount',
  'refunded',
  'gross',
  'fee',
  'deductions',
  'story',
] as const
export type SheetField = (typeof buyerSheetFields)[number] | (typeof sellerSheetFields)[number]

/** Fields no row does without, and so no file. */
export const neededSheetFields = ['name', 'phone', 'amount'] as const satisfies SheetField[]

export function sheetFieldsOf(side: ClaimSide): readonly SheetField[] {
  return side === 'buyer' ? buyerSheetFields : sellerSheetFields
}

export const sheetStates = [
  'matching',
  'checking',
  'checked',
  'bringing',
  'ready',
  'failed',
  'removed',
] as const
export type SheetState = (typeof sheetStates)[number]

const side = shape((raw) => {
  const known = claimSides.find((each) => each === raw)
  return known ? read<ClaimSide>(known) : refuse('sheet.side_needed')
})

/** What stands in the form beside the file. */
export const SheetOrder = z.object({ id: z.optional(Id), side })
export type SheetOrder = z.infer<typeof SheetOrder>

/** How a file is read: for each column the field it fills. `kind` is what a row is that says none of its own. */
export type SheetMatch = { side: ClaimSide; kind: ClaimKind; fields: (SheetField | null)[] }

/**
 * The matching as its form sends it. Codes: `sheet.side_needed`, `sheet.kind_needed`, `sheet.field_unknown`,
 * `sheet.field_twice`, and `sheet.name_column`, `.phone_column`, `.amount_column` for what no file does without.
 */
export const SheetMatchForm = z.transform((raw: unknown, payload): SheetMatch => {
  const typed = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
  const issue = (path: string, message: string) =>
    payload.issues.push({ code: 'custom', message, path: [path], input: raw })
  const known = claimSides.find((each) => each === typed.side) ?? 'buyer'
  const kind = kindNamed(typed.kind)
  if (!kind || sideOfKind(kind) !== known) issue('kind', 'sheet.kind_needed')
  const columns = Array.isArray(typed.column) ? typed.column.slice(0, SHEET_COLUMNS) : []
  const fields = columns.map((column) => sheetFieldsOf(known).find((field) => field === column) ?? null)
  const twice = fields.find((field, at) => field && field !== 'story' && fields.indexOf(field) < at)
  if (twice) issue('column', 'sheet.field_twice')
  for (const field of neededSheetFields) if (!fields.includes(field)) issue('column', `sheet.${field}_column`)
  return { side: known, kind: kind ?? 'refund', fields }
})

/** What is wrong in a row; `col` counts from 0. `isMild`: the row is brought without that cell. */
export type SheetProblem = { row: number; col: number | null; code: string; isMild: boolean }

/** How many last figures of a phone number show that a list means this person. */
const DIGITS = 4

const digits = shape((raw) => {
  const given = typeof raw === 'string' ? raw.normalize('NFKC').replace(/\s/g, '') : ''
  return new RegExp(`^\\d{${DIGITS}}$`).test(given) ? read(given) : refuse('sheet.digits_needed')
})

/** What opens claims that wait. */
export const SheetDigits = z.object({ digits })

/** How claims that wait are taken over: which of them, by whom, with what consent. */
export const SheetTaking = z.object({
  digits,
  claims: shape((raw) => {
    const given = (Array.isArray(raw) ? raw : [raw]).filter((id) => Id.safeParse(id).success)
    return given.length > 0 ? read(given as string[]) : refuse('sheet.none_chosen')
  }),
  consentVersion: shape((raw) =>
    typeof raw === 'string' && raw !== '' ? read(raw) : refuse('claim.consent_needed'),
  ),
  isTrue: shape((raw) => (raw === 'on' ? read(true) : refuse('sheet.true_needed'))),
  notOnTheWay: shape((raw) => read(raw === 'on')),
})
export type SheetTaking = z.infer<typeof SheetTaking>
