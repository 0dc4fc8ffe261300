import { type Destination, fits, foundOf } from '../rule.ts'

/** 대규모유통업법 제24조, 공정거래법 제73조, 약관법 제24조: mediation of a trader's dispute with a retailer or platform. */
export const kofair: Destination = {
  sides: ['seller'],
  people: null,
  columns: [
    'name',
    'businessNumber',
    'address',
    'phone',
    'email',
    'contract',
    'cycle',
    'period',
    'dueOn',
    'items',
    'gross',
    'fee',
    'deductions',
    'principal',
    'refunded',
    'remaining',
    'story',
    'noticeOn',
    'relief',
    'caseNumber',
    'evidence',
    'note',
  ],
  required: ['name', 'businessNumber', 'address', 'phone', 'contract', 'dueOn', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['investigated', 'sued'],
  assess({ side, remaining }, saidYes) {
    return foundOf(
      [
        [side !== 'seller', 'no', 'buyer'],
        [saidYes.has('investigated'), 'no', 'investigated'],
        [saidYes.has('sued'), 'check', 'sued'],
        [remaining === 0, 'check', 'paid'],
      ],
      fits,
    )
  },
}
