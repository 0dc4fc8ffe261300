import * as z from 'zod/mini'
import { seoulDate } from './civil-date.ts'
import { kstDate } from './date.ts'
import { oneOf } from './fact.ts'
import { Id } from './id.ts'
import { maybe } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** 정상, 지연, 연락두절, 영업종료 공지, 회생, 파산; one holds at a time. 수사중 runs beside it. */
export const caseStates = [
  'normal',
  'delayed',
  'silent',
  'closing',
  'rehabilitation',
  'bankruptcy',
  'investigation',
] as const
export type CaseState = (typeof caseStates)[number]
/** The states of which one holds at a time. */
export type ShopState = Exclude<CaseState, 'investigation'>

const today = () => seoulDate(Date.now())

/**
 * What the form for a state sends; dates `YYYY-MM-DD` of Korea. Codes beside those of the fields:
 * `case_state.needed`, `.in_future`, `.next_before`.
 */
export const CaseStateForm = z
  .object({
    id: Id,
    state: oneOf(caseStates, 'case_state.needed'),
    since: kstDate.check(z.refine((date) => date <= today(), 'case_state.in_future')),
    nextOn: z.pipe(
      maybe(kstDate),
      z.transform((date): string | null => date ?? null),
    ),
    source: text({ max: 200, code: 'case_state_source' }),
    url: webAddress('case_state_url'),
  })
  .check(
    z.refine(({ since, nextOn }) => nextOn === null || nextOn >= since, {
      error: 'case_state.next_before',
      path: ['nextOn'],
    }),
  )
export type CaseStateDraft = z.infer<typeof CaseStateForm>

/** The end of a state: the day from which it holds no longer. */
export const CaseStateEnd = z.object({
  stateId: Id,
  endedOn: kstDate.check(z.refine((date) => date <= today(), 'case_state.in_future')),
})
export const CaseStateRef = z.object({ stateId: Id })
