import { type Destination, fits, foundOf } from '../rule.ts'

/** 전자문서법 제32조 이하: disputes of electronic commerce between anybody, small sums too. */
export const ecmc: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'email',
    'seller',
    'site',
    'kind',
    'orderNumber',
    'eventOn',
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
  required: ['name', 'phone', 'email', 'eventOn', 'items', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['finished', 'sued'],
  assess({ remaining }, saidYes) {
    return foundOf(
      [
        [saidYes.has('finished'), 'no', 'finished'],
        [saidYes.has('sued'), 'check', 'sued'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
