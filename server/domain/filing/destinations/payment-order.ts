import { COURT_FILE_BYTES, type Destination, fits, foundOf } from '../rule.ts'

/** 민사소송법 제462조: a court's order to pay, where the debtor can be reached in Korea. */
export const paymentOrder: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'email',
    'seller',
    'cause',
    'eventOn',
    'items',
    'story',
    'principal',
    'refunded',
    'remaining',
    'interest',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'cause', 'eventOn', 'items', 'story'],
  fileBytes: COURT_FILE_BYTES,
  order: 'receipt',
  questions: ['sued', 'vanished', 'insolvent'],
  assess({ remaining }, saidYes) {
    return foundOf(
      [
        [remaining === 0, 'no', 'paid'],
        [saidYes.has('sued'), 'no', 'sued'],
        [saidYes.has('vanished'), 'no', 'vanished'],
        [saidYes.has('insolvent'), 'check', 'insolvent'],
      ],
      fits,
    )
  },
}
