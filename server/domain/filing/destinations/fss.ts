import { type Destination, fits, foundOf } from '../rule.ts'

/** 금융소비자보호법 제33조 이하: what a card company, payment gateway, wallet or bank did, not what the shop did. */
export const fss: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'phone',
    'email',
    'merchant',
    'cardIssuer',
    'payment',
    'depositTo',
    'paidOn',
    'installments',
    'orderNumber',
    'items',
    'principal',
    'refunded',
    'remaining',
    'story',
    'noticeOn',
    'relief',
    'evidence',
    'note',
  ],
  required: ['name', 'phone', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['sued', 'not_asked'],
  assess({ side, payment, remaining }, saidYes) {
    return foundOf(
      [
        [side === 'seller', 'check', 'gateway_only'],
        [payment === 'transfer' || payment === 'virtual_account', 'check', 'transfer'],
        [payment === 'phone', 'check', 'carrier'],
        [payment === 'voucher', 'check', 'voucher'],
        [side === 'buyer' && payment === null, 'check', 'payment_unknown'],
        [saidYes.has('sued'), 'check', 'sued'],
        [saidYes.has('not_asked'), 'check', 'not_asked'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
