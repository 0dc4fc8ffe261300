import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import { day, grouped, won } from '#app/text/format.ts'
import { claimFieldName, sumInWords, receiptText as text } from '#app/text/ko/claim.ts'
import type { Statement } from '#server/domain/claim/statement.ts'
import styles from './statement.module.css'
import { factsOf, offerText } from './statement-facts.ts'

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
        {offers.map((offer, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown
          <li key={at}>{offerText(offer)}</li>
        ))}
      </ul>
    </div>
  )
}
