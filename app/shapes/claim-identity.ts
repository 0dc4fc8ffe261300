import * as z from 'zod/mini'
import { businessNumber } from './business-number.ts'
import { emptyAs, oneOf, ticked } from './claim-fields.ts'
import { email } from './email.ts'
import { phone } from './phone.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'
import { text } from './text.ts'

/** Under 19 a representative acts (민법 제5조); under 14 a guardian agrees too (개인정보 보호법 제22조의2). */
export const ages = ['under19', 'under14'] as const

/** What beside name, phone and e-mail may be kept of a person, each only when it was given; numbers are digits. */
export type IdentityExtras = {
  address?: string
  /** The account name at the shop. */
  shopAccount?: string
  bank?: string
  accountNumber?: string
  accountHolder?: string
  /** Why the account is another's. */
  holderWhy?: string
  businessNumber?: string
  tradeName?: string
  age?: (typeof ages)[number]
  guardianName?: string
  guardianPhone?: string
  guardianAgreed?: true
}

/** Who claims. `phone` and `email` are normalised; `email` is '' when none was given. */
export type ClaimIdentity = { name: string; phone: string; email: string } & IdentityExtras

/** Longest texts of an identity, in characters. */
export const IDENTITY_TEXT = { name: 40, address: 200, shopAccount: 60, bank: 30, why: 200 } as const

/** Longest account number looked at, in UTF-16 code units. */
const ACCOUNT_UNITS = 40

/** A bank account as digits, 8 to 16 of them. Codes: `account.empty`, `.not_text`, `.too_long`, `.unreadable`, `.resident_number`. */
export function parseAccount(raw: unknown): Reading<string> {
  const given = readString(raw, 'account', ACCOUNT_UNITS)
  if (!given.ok) return given
  if (findResidentNumber(given.value)) return refuse('account.resident_number')
  const digits = given.value.normalize('NFKC').replace(/[\s\-‐-―−.]/g, '')
  return /^\d{8,16}$/.test(digits) ? read(digits) : refuse('account.unreadable')
}

const optional = (max: number, code: string) => text({ max, min: 0, code })

const fields = z.object({
  name: text({ max: IDENTITY_TEXT.name, code: 'identity_name' }),
  phone,
  email: emptyAs(
    '',
    email.check(z.refine((address) => !findResidentNumber(address), 'email.resident_number')),
  ),
  address: optional(IDENTITY_TEXT.address, 'address'),
  shopAccount: optional(IDENTITY_TEXT.shopAccount, 'shop_account'),
  bank: optional(IDENTITY_TEXT.bank, 'bank'),
  accountNumber: emptyAs('', shape(parseAccount)),
  accountHolder: optional(IDENTITY_TEXT.name, 'account_holder'),
  holderWhy: optional(IDENTITY_TEXT.why, 'holder_why'),
  businessNumber: emptyAs('', businessNumber),
  tradeName: optional(IDENTITY_TEXT.shopAccount, 'trade_name'),
  age: emptyAs(null, oneOf(ages, 'claim.choice_unknown')),
  guardianName: optional(IDENTITY_TEXT.name, 'guardian_name'),
  guardianPhone: emptyAs('', phone),
  guardianAgreed: ticked,
})

/**
 * Who claims, as forms send it. An account needs bank and holder, and the holder is the claimant, their business or
 * guardian, or it is said why not. Codes beside those of the fields: `claim.bank_needed`, `.holder_needed`,
 * `.holder_differs`, `.guardian_needed`, `.guardian_phone_needed`, `.guardian_consent_needed`.
 */
export const IdentityForm = z.pipe(
  z.pipe(
    z.transform((raw) => raw ?? {}),
    fields,
  ),
  z.transform((given, payload): ClaimIdentity => {
    for (const [field, message] of contradictions(given))
      payload.issues.push({ code: 'custom', message, path: [field], input: given })
    return stated(given)
  }),
)

/** Whether an identity holds what only the second consent allows. */
export function hasExtras(identity: ClaimIdentity): boolean {
  const { name, phone, email, ...extras } = identity
  return Object.values(extras).some(Boolean)
}

type Given = z.infer<typeof fields>

function contradictions(given: Given): [string, string][] {
  const found: [string, string][] = []
  if (given.accountNumber) {
    if (!given.bank) found.push(['bank', 'claim.bank_needed'])
    if (!given.accountHolder) found.push(['accountHolder', 'claim.holder_needed'])
    else if (!given.holderWhy && !isOwn(given)) found.push(['accountHolder', 'claim.holder_differs'])
  }
  if (!given.age) return found
  if (!given.guardianName) found.push(['guardianName', 'claim.guardian_needed'])
  if (!given.guardianPhone) found.push(['guardianPhone', 'claim.guardian_phone_needed'])
  if (given.age === 'under14' && !given.guardianAgreed)
    found.push(['guardianAgreed', 'claim.guardian_consent_needed'])
  return found
}

/** Names are compared without blanks: banks print them together, people write them apart. */
function isOwn({ accountHolder, name, tradeName, age, guardianName }: Given): boolean {
  const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase()
  return [name, tradeName, age ? guardianName : '']
    .filter(Boolean)
    .some((each) => bare(each) === bare(accountHolder))
}

/** Only what was given is kept; what belongs to an account or a guardian goes with it. */
function stated(given: Given): ClaimIdentity {
  const { name, phone, email, age, guardianName, guardianPhone, guardianAgreed, ...rest } = given
  const { bank, accountNumber, accountHolder, holderWhy, ...others } = rest
  const account = accountNumber ? { bank, accountNumber, accountHolder, holderWhy } : {}
  const guardian = age ? { age, guardianName, guardianPhone, guardianAgreed } : {}
  const extras = Object.entries({ ...others, ...account, ...guardian }).filter(([, value]) => value)
  return { name, phone, email, ...(Object.fromEntries(extras) as IdentityExtras) }
}
