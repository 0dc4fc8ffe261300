import * as z from 'zod/mini'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Every step of 대응 가이드, in the order in which they are shown. Words: app/text/ko/guide-*.ts under the id. */
export const guideSteps = [
  'check_order',
  'check_parcel',
  'picture_defect',
  'keep_screens',
  'check_company',
  'check_settlement',
  'contact_shop',
  'object_cancel',
  'send_withdrawal',
  'ask_redelivery',
  'call_courier',
  'dispute_abroad',
  'demand_settlement',
  'defence',
  'card_cancel',
  'chargeback',
  'wallet',
  'phone_bill',
  'voucher_issuer',
  'transfer',
  'consult_1372',
  'relief',
  'collective',
  'seoul_center',
  'ecmc',
  'fss',
  'ftc',
  'city_office',
  'consumer_groups',
  'content_panel',
  'privacy',
  'seller_mediation',
  'police',
  'insolvency',
  'payment_order',
  'small_claims',
  'legal_aid',
] as const
export type GuideStepId = (typeof guideSteps)[number]

/** 구매내역 확인, 여러 경로 문의, 환불·기관. */
export const guideStages = [1, 2, 3] as const
export type GuideStage = (typeof guideStages)[number]

/** How a case stands, as far as the route depends on it. */
export const guideStates = ['open', 'closing', 'unreachable', 'insolvent'] as const
export type GuideState = (typeof guideStates)[number]

/** Longest texts, in characters: a receipt number of an agency, and what the staff pins to a step. */
export const GUIDE_TEXT = { receipt: 60, advice: 1000 } as const

/** The step of that name, or null. */
export function guideStepNamed(name: unknown): GuideStepId | null {
  return guideSteps.find((step) => step === name) ?? null
}

const step = shape((raw) => {
  const found = guideStepNamed(raw)
  return found ? read(found) : refuse('guide.no_such_step')
})

/** 했어요, with the number an agency gave; empty where there is none. */
export const StepDoneForm = z.object({
  step,
  receipt: text({ max: GUIDE_TEXT.receipt, min: 0, code: 'guide_receipt' }),
})
export const StepUndoneForm = z.object({ step })
/** What the staff pins to a step; empty takes it away. `version` is the one it was changed from. */
export const AdviceForm = z.object({
  step,
  version: z.coerce.number().check(z.int(), z.gte(0), z.lte(100_000)),
  body: text({ max: GUIDE_TEXT.advice, min: 0, multiline: true, code: 'guide_advice' }),
})
