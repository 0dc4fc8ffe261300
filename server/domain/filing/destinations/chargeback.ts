import { daysBetween } from '#app/shapes/civil-date.ts'
import { type Destination, foundOf, mayFit } from '../rule.ts'

/** Days from payment within which card networks usually take a dispute; brands and reasons differ (한국소비자원 안내). */
export const CHARGEBACK_DAYS = 120

/** 차지백: the issuing bank asks the network to take a foreign payment back. Heads and fixed words are English. */
export const chargeback: Destination = {
  sides: ['buyer'],
  people: null,
  columns: [
    'name',
    'email',
    'phone',
    'cardIssuer',
    'cardNumber',
    'paymentEnglish',
    'depositTo',
    'merchant',
    'seller',
    'orderNumber',
    'orderedOn',
    'paidOn',
    'items',
    'principal',
    'refunded',
    'remaining',
    'kindEnglish',
    'story',
    'promisedOn',
    'deliveredOn',
    'noticeOn',
    'reliefEnglish',
    'evidence',
    'note',
  ],
  required: [
    'name',
    'email',
    'orderNumber',
    'paidOn',
    'payment',
    'cardIssuer',
    'merchant',
    'items',
    'story',
    'noticeOn',
  ],
  fileBytes: null,
  order: 'date',
  questions: ['domestic', 'disputed'],
  assess({ side, payment, paidOn, remaining, today }, saidYes) {
    const byCard = payment === null || payment.startsWith('card') || payment === 'easy_pay'
    return foundOf(
      [
        [side !== 'buyer', 'no', 'seller'],
        [!byCard, 'no', 'not_card'],
        [saidYes.has('domestic'), 'no', 'domestic'],
        [remaining === 0, 'no', 'paid'],
        [payment === null && side === 'buyer', 'check', 'payment_unknown'],
        [paidOn !== null && daysBetween(paidOn, today) > CHARGEBACK_DAYS, 'check', 'late'],
        [saidYes.has('disputed'), 'check', 'disputed'],
      ],
      mayFit,
    )
  },
}
