import * as z from 'zod/mini'
import { businessNumber } from './business-number.ts'
import { type Side, sides, type Trouble, troubles } from './case.ts'
import { kstDate } from './date.ts'
import { RulesTick, SideChoice } from './join.ts'
import { hostNickname } from './nickname.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'
import { text } from './text.ts'

/** Longest texts of a case, in characters: what fits a phone's top bar, a registry entry, a notice of two screens. */
export const CASE_TEXT = { shopName: 40, operatorName: 60, noticeText: 3000, noticeUrl: 1000 } as const

/** The facts of a case as a form sends them. Dates `YYYY-MM-DD` in Seoul or null; `businessNumber` ten digits or null. */
export const CaseForm = z.object({
  shopName: text({ max: CASE_TEXT.shopName, code: 'shop_name' }),
  operatorName: text({ max: CASE_TEXT.operatorName, min: 0, code: 'operator_name' }),
  businessNumber: orNull(businessNumber),
  troubles: someOf(troubles, 'case.trouble_needed'),
  noticeOn: orNull(kstDate),
  closesOn: orNull(kstDate),
  settlesOn: orNull(kstDate),
  noticeText: text({ max: CASE_TEXT.noticeText, min: 0, multiline: true, code: 'notice_text' }),
  noticeUrl: shape(readWebAddress),
  admits: someOf(sides, 'case.admits_needed'),
  openJoin: shape((raw) => read(raw === 'on')),
})

/** The facts and the opener's own place in the room. */
export const OpeningForm = z.object({
  ...CaseForm.shape,
  nickname: hostNickname,
  side: SideChoice,
  rules: RulesTick,
})

export type CaseDraft = {
  shopName: string
  operatorName: string
  businessNumber: string | null
  troubles: Trouble[]
  noticeOn: string | null
  closesOn: string | null
  settlesOn: string | null
  noticeText: string
  noticeUrl: string
  admits: Side[]
  openJoin: boolean
}
export type OpeningDraft = CaseDraft & { nickname: string; side: Side; rules: string }

/** Reads a web address people can be sent to: http or https, with a host and without a user name. `''` when left empty. */
function readWebAddress(raw: unknown): Reading<string> {
  if (raw === undefined || raw === null || raw === '') return read('')
  const typed = readString(raw, 'notice_url', CASE_TEXT.noticeUrl)
  if (!typed.ok) return typed.code === 'notice_url.empty' ? read('') : typed
  const address = typed.value.trim()
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`
  if (!URL.canParse(full)) return refuse('notice_url.not_web')
  const url = new URL(full)
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && HOST.test(url.hostname)
  if (!isWeb || url.username || url.password) return refuse('notice_url.not_web')
  if (findResidentNumber(decoded(url.href))) return refuse('notice_url.resident_number')
  return url.href.length > CASE_TEXT.noticeUrl ? refuse('notice_url.too_long') : read(url.href)
}

/** Two names at least, as every shop's address has. */
const HOST = /^[^.]+(?:\.[^.]+)+$/

function decoded(href: string): string {
  try {
    return decodeURIComponent(href)
  } catch {
    return href
  }
}

/** One or more of the known values, each once, in the list's own order. */
function someOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T[]> => {
    const given = Array.isArray(raw) ? raw : [raw]
    const some = known.filter((value) => given.includes(value))
    return some.length > 0 ? read(some) : refuse(code)
  })
}

/** Null for a field left empty, else as the shape reads it. */
function orNull<T>(inner: z.ZodMiniType<T>) {
  return shape((raw): Reading<T | null> => {
    if (raw === undefined || raw === null || raw === '') return read(null)
    const parsed = inner.safeParse(raw)
    return parsed.success
      ? read(parsed.data)
      : refuse(parsed.error.issues[0]?.message ?? 'shared.check_value')
  })
}
