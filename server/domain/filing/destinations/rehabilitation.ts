import { COURT_FILE_BYTES, type Destination } from '../rule.ts'

/** 채무자회생법 제148조, 규칙 제55조. Interest is left to be reckoned to the day before the court's order. */
export const rehabilitation: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    ...(['name', 'address', 'phone', 'email', 'claimSort', 'cause', 'eventOn', 'remaining'] as const),
    ...(['interest', 'votingAmount', 'evidence', 'note'] as const),
  ],
  required: ['name', 'phone', 'cause', 'eventOn'],
  fileBytes: COURT_FILE_BYTES,
  order: 'receipt',
  questions: ['listed', 'sued'],
  assess({ remaining }, saidYes) {
    if (remaining === 0) return [{ fit: 'no', reason: 'paid' }]
    const asked = (['listed', 'sued'] as const).filter((question) => saidYes.has(question))
    if (asked.length > 0) return asked.map((reason) => ({ fit: 'check', reason }))
    return [{ fit: 'check', reason: 'fits' }]
  },
}
