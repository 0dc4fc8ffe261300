import type { Selectable } from 'kysely'
import type { Answers } from '#app/shapes/claim-answers.ts'
import { type ClaimDetails, noDetails, type Offer, type Refund } from '#app/shapes/claim-details.ts'
import type { Db } from '#db/client.ts'
import type { ClaimVersion } from '#db/types.ts'

// How what a claim may state beside the first facts lies in the row of its version.

type VersionRow = Selectable<ClaimVersion>
type Lists = 'refunds' | 'offers' | 'answers'

/** What is stored of a statement beside its items; everything but where it belongs and who made it. */
export type StatementRow = Omit<
  VersionRow,
  'claim_id' | 'version' | 'client_id' | 'made_by' | 'made_at' | Lists
> & { refunds: readonly Refund[]; offers: readonly Offer[]; answers: Answers }

/** Where a version belongs and who made it. */
type Made = { claim_id: string; version: number; client_id: string; made_by: string }

/** The columns of what was stated; what was not is null, nothing or zero. */
export function detailColumns(stated: Partial<ClaimDetails> = {}) {
  const of = { ...noDetails, ...stated }
  return {
    promised_on: of.promisedOn,
    delivered_on: of.deliveredOn,
    known_on: of.knownOn,
    notice_on: of.noticeOn,
    cancelled_on: of.cancelledOn,
    cancelled_at: of.cancelledAt,
    refund_promised_on: of.refundPromisedOn,
    period_from: of.periodFrom,
    period_to: of.periodTo,
    closed_on: of.closedOn,
    order_source: of.orderSource,
    seller_name: of.sellerName,
    payment_gateway: of.paymentGateway,
    approval_number: of.approvalNumber,
    tracking_number: of.trackingNumber,
    no_tracking: of.noTracking,
    shipping: of.shipping,
    coupon: of.coupon,
    points: of.points,
    gross: of.gross,
    fee: of.fee,
    deductions: of.deductions,
    loss: of.loss,
    loss_what: of.lossWhat,
    refunds: of.refunds,
    offers: of.offers,
    relief: of.relief,
    answers: of.answers,
    extra_consent: of.extraConsent,
  }
}

/** What a version states beside the first facts. */
export function detailsOf(row: StatementRow): ClaimDetails {
  return {
    promisedOn: row.promised_on,
    deliveredOn: row.delivered_on,
    knownOn: row.known_on,
    noticeOn: row.notice_on,
    cancelledOn: row.cancelled_on,
    cancelledAt: row.cancelled_at,
    refundPromisedOn: row.refund_promised_on,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    closedOn: row.closed_on,
    orderSource: row.order_source,
    sellerName: row.seller_name,
    paymentGateway: row.payment_gateway,
    approvalNumber: row.approval_number,
    trackingNumber: row.tracking_number,
    noTracking: row.no_tracking,
    shipping: row.shipping,
    coupon: row.coupon,
    points: row.points,
    gross: row.gross,
    fee: row.fee,
    deductions: row.deductions,
    loss: row.loss,
    lossWhat: row.loss_what,
    refunds: row.refunds,
    offers: row.offers,
    relief: row.relief,
    answers: row.answers,
    extraConsent: row.extra_consent,
  }
}

/** The same without a word of the person's: dates, numbers and choices from lists stay. */
export const wordless = {
  order_number: '',
  card_issuer: '',
  story: '',
  seller_name: '',
  payment_gateway: '',
  approval_number: '',
  tracking_number: '',
  loss_what: '',
  offers: [],
  answers: {},
} satisfies Partial<StatementRow>

/** A row as it was stored, with the times of day as people write them. */
export function storedRow(row: VersionRow): Omit<VersionRow, Lists> & StatementRow {
  return {
    ...row,
    cancelled_at: row.cancelled_at?.slice(0, 'HH:MM'.length) ?? null,
    refunds: row.refunds as unknown as readonly Refund[],
    offers: row.offers as unknown as readonly Offer[],
    answers: row.answers as Answers,
  }
}

/** Writes one version; lists go as JSON, which the driver would send as arrays. */
export async function insertVersion(db: Db, made: Made, row: StatementRow): Promise<void> {
  const { refunds, offers, answers, ...plain } = row
  await db
    .insertInto('claim_version')
    .values({
      ...made,
      ...plain,
      refunds: JSON.stringify(refunds),
      offers: JSON.stringify(offers),
      answers: JSON.stringify(answers),
    })
    .execute()
}
