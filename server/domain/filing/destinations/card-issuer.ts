import { INSTALMENT_MIN_TIMES, INSTALMENT_MIN_WON } from '../../law/reasons-payment.ts'
import { type Destination, fits, foundOf, type RuleFacts } from '../rule.ts'

/** 할부거래법 제8조·제16조: withdrawal and defence against one card company, whose name is the filing's recipient. */
export const cardIssuer: Destination = {
  sides: ['buyer'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'cardIssuer',
    'cardNumber',
    'paidOn',
    'merchant',
    'seller',
    'depositTo',
    'orderNumber',
    'items',
    'installments',
    'principal',
    'paidParts',
    'leftToPay',
    'kind',
    'story',
    'promisedOn',
    'noticeOn',
    'evidence',
    'note',
  ],
  required: [
    'name',
    'address',
    'phone',
    'orderNumber',
    'paidOn',
    'payment',
    'cardIssuer',
    'installments',
    'items',
    'story',
    'noticeOn',
  ],
  fileBytes: null,
  order: 'date',
  questions: ['all_paid', 'for_business'],
  assess(claim, saidYes) {
    const { side, payment, installments, principal, remaining } = claim
    return foundOf(
      [
        [side !== 'buyer', 'no', 'seller'],
        [payment === null && side === 'buyer', 'check', 'payment_unknown'],
        [payment === 'card_once', 'no', 'lump_sum'],
        [payment !== null && !payment.startsWith('card'), 'no', 'not_card'],
        [installments !== null && installments < INSTALMENT_MIN_TIMES, 'no', 'too_few'],
        [payment === 'card_installment' && principal < INSTALMENT_MIN_WON, 'no', 'too_cheap'],
        [saidYes.has('all_paid'), 'no', 'all_paid'],
        [saidYes.has('for_business'), 'no', 'for_business'],
        [remaining === 0, 'no', 'paid'],
        [isOther(claim), 'check', 'other_issuer'],
      ],
      fits,
    )
  },
}

/** Whether the claim names another card company than the filing's. 국민, 국민카드 and KB국민카드 are the same. */
function isOther({ cardIssuer: issuer, recipient }: RuleFacts): boolean {
  const bare = (name: string) =>
    name
      .normalize('NFKC')
      .replace(/\s/gu, '')
      .replace(/카드.*$/u, '')
      .toLowerCase()
  const [one, other] = [bare(issuer), bare(recipient)]
  return one !== '' && other !== '' && !one.includes(other) && !other.includes(one)
}
