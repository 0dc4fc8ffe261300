import { daysBetween } from '#app/shapes/civil-date.ts'
import { minutesAfterCall } from '#app/shapes/claim-completeness.ts'
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
  sumInWords,
  receiptText as text,
} from '#app/text/ko/claim.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'
import type { Statement } from '#server/domain/claim/statement.ts'
import styles from './statement.module.css'

/** What was stated in one version: facts, lines with their sums, and the story. `today` is the date in Seoul. */
export function StatementView({ statement, today }: { statement: Statement; today: string }) {
  return (
    <>
      <dl className={styles.facts}>
        {factsOf(statement, today).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <Lines statement={statement} />
      {statement.story && (
        <div>
          <h3>{text.story}</h3>
          <p className={styles.story}>{statement.story}</p>
        </div>
      )}
    </>
  )
}

/** A name and what stands for it, as a row of a description list. */
export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function factsOf(of: Statement, today: string): [string, string][] {
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

function Lines({ statement }: { statement: Statement }) {
  const { kind, items, principal, refunded, remaining } = statement
  const seller = kindSpecs[kind].side === 'seller'
  const received = kindSpecs[kind].received === true
  const onTop: [string, number][] = [
    [claimFieldName.shipping ?? '', statement.shipping],
    [claimFieldName.coupon ?? '', -statement.coupon],
    [claimFieldName.points ?? '', -statement.points],
  ]
  const back = statement.refunds.map(({ on, amount }): [string, number] => [
    on ? `${day(on)} ${seller ? text.paidOut : text.refunded}` : seller ? text.paidOut : text.refunded,
    amount,
  ])
  const sums: [string, number][] = [
    ...onTop.filter(([, amount]) => amount !== 0),
    [text.sum, principal],
    ...(back.length > 1 ? back : []),
    [seller ? text.paidOut : text.refunded, refunded],
    [text.remaining, remaining],
  ]
  const columns = 1 + (seller ? 0 : 1) + (received ? 1 : 0)
  return (
    <>
      <table className={styles.table}>
        <caption className="spoken">{seller ? text.lines : text.items}</caption>
        <thead>
          <tr>
            <th scope="col">{seller ? text.lines : text.items}</th>
            {!seller && <th scope="col">{text.quantity}</th>}
            {received && <th scope="col">{text.received}</th>}
            <th scope="col">{text.amount}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.no}>
              <th scope="row">{item.name || text.unnamed}</th>
              {!seller && <td>{grouped(item.quantity)}</td>}
              {received && <td>{item.received === null ? '–' : grouped(item.received)}</td>}
              <td className={styles.amount}>{won(item.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map(([name, amount], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two payments of one day have one name
            <tr key={at}>
              <th scope="row" colSpan={columns}>
                {name}
              </th>
              <td className={styles.amount}>{won(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
      <p className="meta">{sumInWords({ ...statement, items: lineSum(items) }, seller)}</p>
      {statement.offers.length > 0 && <Offers offers={statement.offers} />}
    </>
  )
}

function lineSum(items: Statement['items']): number {
  return items.reduce((sum, { amount }) => sum + amount, 0)
}

function Offers({ offers }: Pick<Statement, 'offers'>) {
  return (
    <div>
      <h3>{claimFieldName.offers}</h3>
      <ul>
        {offers.map(({ on, what, words, amount, toWhom, answer }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={at}>
            {[
              on && day(on),
              offerKindName[what],
              amount > 0 && won(amount),
              words,
              offerAudienceName[toWhom],
              offerAnswerName[answer],
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
      </ul>
    </div>
  )
}
