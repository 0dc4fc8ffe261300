import { daysBetween } from '#app/shapes/civil-date.ts'
import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import { day, grouped, won } from '#app/text/format.ts'
import {
  claimFieldName,
  claimKindName,
  paymentMethodName,
  settlementCycleName,
  receiptText as text,
} from '#app/text/ko/claim.ts'
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
  const name = (field: string) => claimFieldName[field] ?? field
  const facts: [string, string | null][] = [
    [text.kind, claimKindName[of.kind]],
    [name('orderNumber'), of.orderNumber],
    [name('orderedOn'), of.orderedOn && day(of.orderedOn)],
    [name('paidOn'), of.paidOn && day(of.paidOn)],
    [name('paymentMethod'), paymentOf(of)],
    [name('settlementCycle'), of.settlementCycle && settlementCycleName[of.settlementCycle]],
    [name('dueOn'), of.dueOn && dueText(of.dueOn, today)],
  ]
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]))
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

function Lines({ statement: { kind, items, principal, refunded, remaining } }: { statement: Statement }) {
  const seller = kindSpecs[kind].side === 'seller'
  const sums: [string, number][] = [
    [text.sum, principal],
    [seller ? text.paidOut : text.refunded, refunded],
    [text.remaining, remaining],
  ]
  return (
    <table className={styles.table}>
      <caption className="spoken">{seller ? text.lines : text.items}</caption>
      <thead>
        <tr>
          <th scope="col">{seller ? text.lines : text.items}</th>
          {!seller && <th scope="col">{text.quantity}</th>}
          <th scope="col">{text.amount}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.no}>
            <th scope="row">{item.name}</th>
            {!seller && <td>{grouped(item.quantity)}</td>}
            <td className={styles.amount}>{won(item.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {sums.map(([name, amount]) => (
          <tr key={name}>
            <th scope="row" colSpan={seller ? 1 : 2}>
              {name}
            </th>
            <td className={styles.amount}>{won(amount)}</td>
          </tr>
        ))}
      </tfoot>
    </table>
  )
}
