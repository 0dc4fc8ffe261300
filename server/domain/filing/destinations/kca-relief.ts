import { type Destination, fits, foundOf } from '../rule.ts'

/** 소비자기본법 제55조: one consumer's application for redress. One pack a claim; nobody needs others for it. */
export const kcaRelief: Destination = {
  sides: ['buyer'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'email',
    'seller',
    'site',
    'orderNumber',
    'orderedOn',
    'paidOn',
    'items',
    'principal',
    'payment',
    'cardIssuer',
    'refunded',
    'remaining',
    'kind',
    'story',
    'noticeOn',
    'relief',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'orderNumber', 'paidOn', 'payment', 'items', 'story', 'relief'],
  fileBytes: null,
  order: 'receipt',
  questions: ['sued', 'other_body', 'unreachable'],
  assess({ side, remaining }, saidYes) {
    return foundOf(
      [
        [side !== 'buyer', 'no', 'seller'],
        [saidYes.has('sued'), 'no', 'sued'],
        [saidYes.has('other_body'), 'check', 'other_body'],
        [saidYes.has('unreachable'), 'check', 'unreachable'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
