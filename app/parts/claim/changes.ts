import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import { day, grouped, won } from '#app/text/format.ts'
import { claimFieldName, claimForm, rowFieldName, receiptText as text } from '#app/text/ko/claim.ts'
import type { ItemView, Statement } from '#server/domain/claim/statement.ts'
import { factsOf, offerText } from './statement-facts.ts'

/** Something two versions say differently; '' where one says nothing. */
export type Change = { name: string; from: string; to: string }

/** What a version says differently from the one before, in the order in which it is shown. `today` is the date in Seoul. */
export function changesOf(before: Statement, after: Statement, today: string): Change[] {
  const [had, has] = [toldBy(before, today), toldBy(after, today)]
  const names = [...new Set([...has.keys(), ...had.keys()])]
  return names.flatMap((name) => {
    const [from = '', to = ''] = [had.get(name), has.get(name)]
    return from === to ? [] : [{ name, from, to }]
  })
}

/** Everything a version tells, by name. */
function toldBy(of: Statement, today: string): Map<string, string> {
  const seller = kindSpecs[of.kind].side === 'seller'
  const sums: [string, number][] = [
    [claimFieldName.shipping ?? '', of.shipping],
    [claimFieldName.coupon ?? '', of.coupon],
    [claimFieldName.points ?? '', of.points],
    [seller ? text.paidOut : text.refunded, of.refunded],
    [text.remaining, of.remaining],
  ]
  const told: [string, string][] = [
    ...factsOf(of, today),
    ...of.items.map((item): [string, string] => [claimForm.item(item.no), lineText(item, seller)]),
    ...sums.map(([name, amount]): [string, string] => [name, amount === 0 ? '' : won(amount)]),
    ...of.refunds.map(({ on, amount }, at): [string, string] => [
      rowFieldName('refunds', at + 1, '').trim(),
      [on && day(on), won(amount)].filter(Boolean).join(' · '),
    ]),
    ...of.offers.map((offer, at): [string, string] => [claimForm.offerNo(at + 1), offerText(offer)]),
    [text.story, of.story],
    [text.why, of.withdrawnWhy],
  ]
  return new Map(told)
}

function lineText({ name, quantity, amount, received }: ItemView, seller: boolean): string {
  const parts = [
    name || text.unnamed,
    !seller && `${text.quantity} ${grouped(quantity)}`,
    received !== null && `${text.received} ${grouped(received)}`,
    won(amount),
  ]
  return parts.filter(Boolean).join(' · ')
}
