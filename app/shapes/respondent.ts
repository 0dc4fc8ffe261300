import * as z from 'zod/mini'
import { businessNumber } from './business-number.ts'
import { seoulDate } from './civil-date.ts'
import { kstDate } from './date.ts'
import { Id } from './id.ts'
import { mailOrderNumber } from './mail-order-number.ts'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'
import { text } from './text.ts'
import { webAddress } from './web-address.ts'

/** 쇼핑몰, 오픈마켓, 결제대행사, 택배사, 제조사, 판매자, 사람. */
export const respondentRoles = ['shop', 'marketplace', 'pg', 'courier', 'maker', 'seller', 'person'] as const
export type RespondentRole = (typeof respondentRoles)[number]

/** Proposed by a member, or kept by the staff. */
export type RespondentState = 'proposed' | 'kept'

/** Respondents a claim may name. */
export const NAMED_MAX = 20

const contact = {
  phone: text({ max: 30, min: 0, code: 'respondent_phone' }),
  address: text({ max: 200, min: 0, code: 'respondent_address' }),
  web: webAddress('respondent_web'),
  hours: text({ max: 60, min: 0, code: 'respondent_hours' }),
  source: text({ max: 200, min: 0, code: 'respondent_source' }),
}

/**
 * What the form for a respondent sends. Sent twice with one `id`, it is one. Codes beside those of the single fields:
 * `respondent.role_needed`, `.source_needed` (contact facts without where they were read), `.person_facts` (numbers,
 * phone or address of a person: only names of firms and what they publish belong here).
 */
export const RespondentDraft = z
  .object({
    id: Id,
    role: oneOf(respondentRoles, 'respondent.role_needed'),
    name: text({ max: 60, code: 'respondent_name' }),
    businessNumber: z.pipe(
      maybe(businessNumber),
      z.transform((number) => number ?? null),
    ),
    mailOrderNumber,
    ...contact,
  })
  .check(
    z.refine((draft) => draft.source !== '' || !(draft.phone || draft.address || draft.web || draft.hours), {
      error: 'respondent.source_needed',
      path: ['source'],
    }),
    z.refine(
      ({ role, ...draft }) =>
        role !== 'person' || !(draft.businessNumber || draft.mailOrderNumber || draft.phone || draft.address),
      { error: 'respondent.person_facts', path: ['role'] },
    ),
  )
export type RespondentDraft = z.infer<typeof RespondentDraft>

/** What the form for a statement sends. Codes: `blame.itself`, `.in_future` beside those of the fields. */
export const BlameDraft = z
  .object({
    id: Id,
    speakerId: known('blame.speaker_needed'),
    blamedId: known('blame.blamed_needed'),
    quote: text({ max: 300, multiline: true, code: 'blame_quote' }),
    saidOn: kstDate.check(z.refine((date) => date <= seoulDate(Date.now()), 'blame.in_future')),
    saidIn: text({ max: 200, code: 'blame_source' }),
    url: webAddress('blame_url'),
  })
  .check(
    z.refine((draft) => draft.speakerId !== draft.blamedId, { error: 'blame.itself', path: ['blamedId'] }),
  )
export type BlameDraft = z.infer<typeof BlameDraft>

/** One respondent, or one statement, by id. */
export const RespondentRef = z.object({ respondentId: Id })
export const BlameRef = z.object({ blameId: Id })

/** Whom a claim names: ids from boxes, none or many. Refuses `respondent.too_many`. */
export const NamedForm = z.object({
  claimId: Id,
  respondentIds: shape((raw) => {
    const listed = Array.isArray(raw) ? raw : raw === undefined || raw === '' ? [] : [raw]
    if (listed.length > NAMED_MAX) return refuse('respondent.too_many')
    const ids = z.array(Id).safeParse([...new Set(listed)])
    return ids.success ? read(ids.data) : refuse('respondent.unknown')
  }),
})

function known(code: string) {
  return shape((raw) => {
    const id = Id.safeParse(raw)
    return id.success ? read(id.data) : refuse(code)
  })
}

function oneOf<const T extends string>(options: readonly T[], code: string) {
  return shape((raw): Reading<T> => {
    const value = options.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}
