import { type Destination, fits, foundOf } from '../rule.ts'

/** 서울시 전자상거래센터: a web form for complaints about online shops and reports of suspicious sites. */
export const seoulEcommerce: Destination = {
  sides: ['buyer'],
  people: null,
  columns: [
    'name',
    'phone',
    'email',
    'site',
    'seller',
    'orderNumber',
    'orderedOn',
    'paidOn',
    'items',
    'principal',
    'payment',
    'refunded',
    'remaining',
    'kind',
    'story',
    'noticeOn',
    'evidence',
    'note',
  ],
  required: ['name', 'phone', 'orderNumber', 'paidOn', 'payment', 'items', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['other_body'],
  assess({ side, remaining }, saidYes) {
    return foundOf(
      [
        [side !== 'buyer', 'no', 'seller'],
        [saidYes.has('other_body'), 'check', 'other_body'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
