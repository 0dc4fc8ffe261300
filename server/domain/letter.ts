import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import {
  type DefenceGround,
  type LetterField,
  type LetterId,
  type LetterValues,
  letterIds,
  withoutPictures,
} from '#app/shapes/letter.ts'
import { won } from '#app/text/format.ts'
import { paymentMethodName, settlementCycleName } from '#app/text/ko/claim.ts'
import { goodsLine, letterFact, monthsText, noTracking } from '#app/text/ko/letters.ts'
import { type ClaimFlag, type LetterDraft, letterPaper, longDate } from '#app/text/letter.ts'
import type { Db } from '#db/client.ts'
import { typeset } from '#server/exports/typeset.ts'
import { caseFacts } from './case.ts'
import { type ClaimView, claimFor } from './claim/read.ts'
import type { Statement } from './claim/statement.ts'
import { stateOf } from './handle.ts'
import { type Basis, commonFields, letterRules } from './letter/catalogue.ts'
import { type Turns, takeTurn } from './picture/turns.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Viewer } from './viewer.ts'

// Letters filled from a claim, for its owner alone. Nothing typed into one is kept, and nothing is sent from here.

/** Days a letter leaves for an answer: three on the way, a week to answer. */
const ANSWER_DAYS = 10

type ClaimRef = { slug: string; claimId: string }
/** A letter in the list of those that fit a claim. */
export type LetterEntry = { id: LetterId; addressee: 'shop' | 'card'; basis: readonly Basis[] }
/** One letter, ready to be filled in: what stands in it, the fields in order and what they begin with. */
export type LetterView = LetterEntry & {
  claimId: string
  receiptNo: number
  slug: string
  draft: LetterDraft
  fields: { parties: readonly LetterField[]; own: readonly LetterField[]; last: readonly LetterField[] }
  defaults: Partial<Record<LetterField | 'copies', string>>
}

/**
 * The letters of the claim's side, kind and way of payment. Refuses `shared.not_found` to everybody but its owner and
 * `letter.withdrawn` once the claim is withdrawn.
 */
export async function lettersFor(db: Db, viewer: Viewer, ref: ClaimRef): Promise<LetterEntry[]> {
  const claim = await standingClaim(db, viewer, ref)
  return letterIds.filter((id) => fits(id, claim)).map(entryOf)
}

/** One of those letters. An id that does not fit the claim is `shared.not_found` like one that does not exist. */
export async function letterFor(
  db: Db,
  viewer: Viewer,
  { letterId, ...ref }: ClaimRef & { letterId: string },
): Promise<LetterView> {
  const claim = await standingClaim(db, viewer, ref)
  const id = letterIds.find((each) => each === letterId)
  if (!id || !fits(id, claim)) throw notFound()
  const { shopName, operatorName } = await caseFacts(db, viewer, { slug: claim.slug })
  const rule = letterRules[id]
  return {
    ...entryOf(id),
    claimId: claim.id,
    receiptNo: claim.receiptNo,
    slug: claim.slug,
    draft: draftOf(id, claim.statement, shopName),
    fields: { parties: commonFields.parties, own: rule.fields, last: commonFields.last },
    defaults: defaultsOf(id, claim.statement, { shopName, operatorName }),
  }
}

/** The letter with these values as a PDF: A4, the margins of a post office, no page numbers. Refuses like `letterFor`. */
export async function letterPdf(
  db: Db,
  viewer: Viewer,
  { values, ...ref }: ClaimRef & { letterId: string; values: LetterValues },
): Promise<Uint8Array> {
  const { draft } = await letterFor(db, viewer, ref)
  const paper = letterPaper(draft, values)
  return takeTurn(turnsOf(db), () => typeset('letter', copiesOf({ ...paper }, Number(values.copies))))
}

/** Every copy is the same page again: a post office compares them. */
async function* copiesOf(paper: Record<string, unknown>, copies: number) {
  for (let copy = 0; copy < copies; copy += 1) yield paper
}

function turnsOf(db: Db): Turns {
  return stateOf(db, 'letter.turns', () => ({ running: 0, waiting: [] }))
}

async function standingClaim(db: Db, viewer: Viewer, ref: ClaimRef): Promise<ClaimView> {
  const claim = await claimFor(db, viewer, ref)
  if (claim.state === 'withdrawn') throw new Refusal('conflict', 'letter.withdrawn')
  return claim
}

function fits(id: LetterId, { side, statement }: ClaimView): boolean {
  const rule = letterRules[id]
  const method = statement.paymentMethod
  return (
    rule.side === side &&
    (!rule.kinds || rule.kinds.includes(statement.kind)) &&
    (!rule.methods || (method !== null && rule.methods.includes(method)))
  )
}

function entryOf(id: LetterId): LetterEntry {
  const { addressee, basis } = letterRules[id]
  return { id, addressee, basis }
}

function draftOf(id: LetterId, statement: Statement, shopName: string): LetterDraft {
  const { body, facts } = letterRules[id]
  return {
    ...body,
    facts: facts.map(([name, slot]) => ({ name: letterFact[name], slot })),
    slots: { ...slotsOf(statement), ...flagsOf(statement), shop: withoutPictures(shopName) },
    amount: statement.remaining,
  }
}

function slotsOf(of: Statement) {
  const payment = [of.paymentMethod && paymentMethodName[of.paymentMethod], of.cardIssuer]
  return {
    orderNumber: withoutPictures(of.orderNumber),
    orderedOn: longDate(of.orderedOn ?? ''),
    paidOn: longDate(of.paidOn ?? ''),
    payment: withoutPictures(payment.filter(Boolean).join(' · ')),
    months: of.installmentMonths ? monthsText(of.installmentMonths) : '',
    goods: goodsOf(of),
    principal: won(of.principal),
    refunded: of.refunded > 0 ? won(of.refunded) : '',
    cycle: of.settlementCycle ? settlementCycleName[of.settlementCycle] : '',
    dueOn: longDate(of.dueOn ?? ''),
  }
}

function flagsOf({ kind, paymentMethod }: Statement): Record<ClaimFlag, string> {
  const byCard = paymentMethod === 'card_once' || paymentMethod === 'card_installment'
  const flag = (holds: boolean) => (holds ? 'holds' : '')
  return {
    undelivered: flag(kind === 'nondelivery'),
    unrefunded: flag(kind !== 'nondelivery'),
    byCard: flag(byCard),
  }
}

/** Lines of goods named in a letter; the rest is counted. */
const GOODS_SHOWN = 5

function goodsOf({ items, settlementCycle }: Statement): string {
  const shown = items.slice(0, GOODS_SHOWN).map(({ name, quantity }) => {
    // Lines of a settlement are sums, not pieces.
    return { name: withoutPictures(name), quantity: settlementCycle ? null : quantity }
  })
  return goodsLine(shown, items.length - shown.length)
}

function defaultsOf(
  id: LetterId,
  statement: Statement,
  { shopName, operatorName }: { shopName: string; operatorName: string },
): LetterView['defaults'] {
  const { addressee, fields, registered } = letterRules[id]
  const today = seoulDate(Date.now())
  const known: LetterView['defaults'] = {
    receiverName: withoutPictures(addressee === 'card' ? statement.cardIssuer : operatorName || shopName),
    writtenOn: today,
    payBy: addDays(today, ANSWER_DAYS),
    receivedOn: statement.deliveredOn ?? '',
    askedOn: statement.noticeOn ?? '',
    noticedOn: statement.noticeOn ?? '',
    supplyDueOn: statement.promisedOn ?? '',
    trackingNumber: statement.noTracking ? noTracking : statement.trackingNumber,
    course: withoutPictures(statement.story),
    missing: missingOf(statement),
    merchant: withoutPictures(statement.paymentGateway || shopName),
    ground: groundOf(statement),
    copies: registered ? '3' : '1',
  }
  const asked: readonly string[] = [...commonFields.parties, ...fields, ...commonFields.last, 'copies']
  return Object.fromEntries(Object.entries(known).filter(([name]) => asked.includes(name)))
}

/** A line for each thing that did not come, as far as the claim counts them. */
function missingOf({ items }: Statement): string {
  const lines = items
    .map(({ name, quantity, received }) => ({
      name: withoutPictures(name),
      quantity: quantity - (received ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0)
  return lines.map((line) => goodsLine([line], 0)).join('\n')
}

/** The only ground that a kind of claim states by itself. */
function groundOf({ kind }: Statement): DefenceGround | '' {
  return kind === 'nondelivery' || kind === 'missing' ? '3' : ''
}
