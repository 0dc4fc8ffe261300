import * as z from 'zod/mini'
import { type ClaimSide, claimSides } from './case.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'

// A half-written claim (초안), as it is kept before anybody agreed to anything: not who somebody is, and no consents.

/** Which half-written form: the next claim of a side, with the id it would be filed under, or the change of a claim. */
export type UnsentForm = { side: ClaimSide; filing: string } | { claimId: string }

/** The form's name among what a member has half written. */
export function formName(form: UnsentForm): string {
  return 'side' in form ? `new ${form.side}` : `edit ${form.claimId}`
}

/** The same as a page says it, with the id it would be filed under. */
export function formOnWire(form: UnsentForm): string {
  return 'side' in form ? `${formName(form)} ${form.filing}` : formName(form)
}

function formOf(wire: unknown): UnsentForm | null {
  const [what, which, under] = typeof wire === 'string' ? wire.split(' ') : []
  const side = claimSides.find((each) => each === which)
  const id = Id.safeParse(side ? under : which)
  if (!id.success) return null
  if (what === 'new' && side) return { side, filing: id.data }
  return what === 'edit' ? { claimId: id.data } : null
}

/** Longest value, in UTF-16 code units, and most fields and rows: more than any form has. */
const VALUE_UNITS = 8_000
const NAME_UNITS = 60
const FIELDS_MAX = 120
const ROWS_MAX = 60

/** Fields that are never kept: who somebody is, consents, and what the page itself puts in. */
const NEVER_KEPT = /^(identity\.|\w*[cC]onsent|clientId$|version$|cited$|row$)/

export function mayBeKept(name: string): boolean {
  return !NEVER_KEPT.test(name)
}

const Cell = z.pipe(
  z.string().check(z.maxLength(VALUE_UNITS)),
  z.transform((value) => (findResidentNumber(value) ? '' : value)),
)
const Cells = z.record(z.string().check(z.maxLength(NAME_UNITS)), Cell)
const Rows = z._default(z.array(Cells).check(z.maxLength(ROWS_MAX)), [])

/** A half-written form, as typed. A value that holds a resident registration number is left empty. */
export const UnsentValues = z.pipe(
  z.object({ fields: Cells, items: Rows, refunds: Rows, offers: Rows }),
  z.transform(({ fields, ...rows }) => ({
    ...rows,
    fields: Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => mayBeKept(name))
        .slice(0, FIELDS_MAX),
    ),
  })),
)
export type UnsentValues = z.infer<typeof UnsentValues>

const COUNTS = /^\d{1,9}$/

/**
 * What a page sends while one types: which form, the version it goes on from (0 for none), and the values as JSON; ''
 * for nothing any more. Codes: `shared.check_fields`.
 */
export const UnsentPost = z.object({
  form: shape((raw) => {
    const form = formOf(raw)
    return form ? read(form) : refuse('shared.check_fields')
  }),
  base: shape((raw) =>
    typeof raw === 'string' && COUNTS.test(raw) ? read(Number(raw)) : refuse('shared.check_fields'),
  ),
  values: shape((raw) => {
    const values = typeof raw === 'string' ? valuesIn(raw) : undefined
    return values === undefined ? refuse('shared.check_fields') : read(values)
  }),
})

function valuesIn(text: string): UnsentValues | null | undefined {
  if (text === '') return null
  try {
    return UnsentValues.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
