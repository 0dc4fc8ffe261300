import { COURT_FILE_BYTES, type Destination, foundOf, mayFit } from '../rule.ts'

/** 채무자회생법 제447조, 규칙 제73조·제74조. Interest after the order stands in a box of its own (제446조). */
export const bankruptcy: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'email',
    'claimSort',
    'cause',
    'eventOn',
    'remaining',
    'interest',
    'subordinated',
    'caseNumber',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'cause', 'eventOn'],
  fileBytes: COURT_FILE_BYTES,
  order: 'receipt',
  questions: ['filed_before', 'sued'],
  assess({ remaining }, saidYes) {
    return foundOf(
      [
        [remaining === 0, 'no', 'paid'],
        [saidYes.has('filed_before'), 'check', 'filed_before'],
        [saidYes.has('sued'), 'check', 'sued'],
      ],
      mayFit,
    )
  },
}
