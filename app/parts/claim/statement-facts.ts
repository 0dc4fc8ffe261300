import { daysBetween } from '#app/shapes/civil-date.ts'
import { minutesAfterCall } from '#app/shapes/claim-completeness.ts'
import type { Offer } from '#app/shapes/claim-details.ts'
import { kindSpecs, type Question } from '#app/shapes/claim-kinds.ts'
import { day, grouped, won } from '#app/text/format.ts'
import {
  claimFieldName,
  claimKindName,
  offerAnswerName,
  offerAudienceName,
  offerKindName,
  orderSourceName,
  paymentMethodName,
  reliefName,
  settlementCycleName,
  receiptText as text,
} from '#app/text/ko/claim.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'
import type { Statement } from '#server/domain/claim/statement.ts'

// What a version states, as names and words: for showing it, and for telling two versions apart.

/** Facts of a version that were stated, by name. `today` is the date in Seoul. */
export function factsOf(of: Statement, today: string): [string, string][] {
  const single = claimFacts.map((name): [string, string | null] => [
    claimFieldName[name] ?? name,
    factText(of, name, today),
  ])
  const asked = Object.entries(kindSpecs[of.kind].questions).map(
    ([key, question]): [string, string | null] => [
      questionText[of.kind][key]?.label ?? key,
      answerText(of, key, question),
    ],
  )
  const minutes = minutesAfterCall(of)
  const facts: [string, string | null][] = [
    [text.kind, claimKindName[of.kind]],
    ...single,
    ...asked,
    [text.afterCall, minutes === null ? null : text.minutes(grouped(minutes))],
  ]
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

/** Facts of a claim in the order people look for them. */
const claimFacts = [
  ...['orderNumber', 'orderedOn', 'paidOn', 'orderSource', 'sellerName', 'paymentMethod', 'paymentGateway'],
  ...['approvalNumber', 'settlementCycle', 'periodFrom', 'periodTo', 'closedOn', 'dueOn', 'promisedOn'],
  ...['deliveredOn', 'trackingNumber', 'noTracking', 'knownOn', 'noticeOn', 'cancelledOn', 'cancelledAt'],
  ...['refundPromisedOn', 'gross', 'fee', 'deductions', 'loss', 'lossWhat', 'relief'],
] as const

function factText(of: Statement, name: string, today: string): string | null {
  if (name === 'paymentMethod') return paymentOf(of)
  if (name === 'settlementCycle') return of.settlementCycle && settlementCycleName[of.settlementCycle]
  if (name === 'orderSource') return of.orderSource && orderSourceName[of.orderSource]
  if (name === 'relief') return of.relief && reliefName[of.relief]
  if (name === 'dueOn') return of.dueOn && dueText(of.dueOn, today)
  if (name === 'noTracking') return of.noTracking ? text.yes : null
  const value = of[name as keyof Statement]
  if (typeof value === 'number') return value > 0 || name !== 'loss' ? won(value) : null
  return typeof value === 'string' && value !== ''
    ? name.endsWith('On') || name.startsWith('period')
      ? day(value)
      : value
    : null
}

function answerText(of: Statement, key: string, question: Question): string | null {
  const answer = of.answers[key]
  if (answer === undefined) return null
  const options = questionText[of.kind][key]?.options
  if (Array.isArray(answer)) return answer.map((one) => options?.[one] ?? one).join(', ')
  if (typeof answer === 'number') return question.type === 'won' ? won(answer) : grouped(answer)
  if (question.type === 'date') return day(String(answer))
  return options?.[String(answer)] ?? String(answer)
}

function paymentOf({ paymentMethod, cardIssuer, installmentMonths }: Statement): string | null {
  if (!paymentMethod) return null
  const months = installmentMonths ? text.months(installmentMonths) : ''
  return [paymentMethodName[paymentMethod], cardIssuer, months].filter(Boolean).join(' · ')
}

function dueText(dueOn: string, today: string): string {
  const late = daysBetween(dueOn, today)
  return late > 0 ? `${day(dueOn)} · ${text.overdue(grouped(late))}` : day(dueOn)
}

/** What the shop offered, on one line. */
export function offerText({ on, what, words, amount, toWhom, answer }: Offer): string {
  return [
    on && day(on),
    offerKindName[what],
    amount > 0 && won(amount),
    words,
    offerAudienceName[toWhom],
    offerAnswerName[answer],
  ]
    .filter(Boolean)
    .join(' · ')
}
