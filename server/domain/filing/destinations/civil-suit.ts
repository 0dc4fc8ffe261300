import { COURT_FILE_BYTES, type Destination, fits, foundOf } from '../rule.ts'

/** 민사소송법 제65조·제249조: the annex of a complaint; with 제53조, the list of those who choose who sues for them. */
export const civilSuit: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  // 민사소송법 제53조 names no most; more than three speak no longer as one.
  representatives: 3,
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
    'noticeOn',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'cause', 'eventOn', 'items', 'story'],
  fileBytes: COURT_FILE_BYTES,
  order: 'receipt',
  questions: ['sued', 'mediating', 'insolvent'],
  assess({ remaining }, saidYes) {
    return foundOf(
      [
        [saidYes.has('sued'), 'no', 'sued'],
        [remaining === 0, 'no', 'paid'],
        [saidYes.has('mediating'), 'check', 'mediating'],
        [saidYes.has('insolvent'), 'check', 'insolvent'],
      ],
      fits,
    )
  },
}
