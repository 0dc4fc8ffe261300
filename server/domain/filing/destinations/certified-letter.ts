import { type Destination, fits, foundOf } from '../rule.ts'

/** 우편법 시행규칙 제46조~제51조: one letter in many names; the recipient may be several, each gets the same text. */
export const certifiedLetter: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'seller',
    'kind',
    'orderNumber',
    'eventOn',
    'items',
    'principal',
    'refunded',
    'remaining',
    'relief',
    'account',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'eventOn', 'items'],
  fileBytes: null,
  order: 'receipt',
  questions: ['sent'],
  assess({ remaining }, saidYes) {
    return foundOf(
      [
        [saidYes.has('sent'), 'check', 'sent'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
