import * as z from 'zod/mini'
import { businessNumber } from './business-number.ts'
import { type ChosenSide, sides, type Trouble, troubles } from './case.ts'
import { kstDate } from './date.ts'
import { RulesTick, SideChoice } from './join.ts'
import { hostNickname } from './nickname.ts'
import { type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'
import { ADDRESS_MAX, webAddress } from './web-address.ts'

/** Longest texts of a case, in characters: what fits a phone's top bar, a registry entry, a notice of two screens. */
export const CASE_TEXT = { shopName: 40, operatorName: 60, noticeText: 3000, noticeUrl: ADDRESS_MAX } as const

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
  noticeUrl: webAddress('notice_url'),
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
  admits: ChosenSide[]
  openJoin: boolean
}
export type OpeningDraft = CaseDraft & { nickname: string; side: ChosenSide; rules: string }

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
