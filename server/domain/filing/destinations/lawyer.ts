import type { Destination } from '../rule.ts'

/** Everything a claim states, for somebody bound to keep it secret (변호사법 제26조). */
export const lawyer: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    ...([
      'receiptNo',
      'name',
      'address',
      'phone',
      'email',
      'kind',
      'orderNumber',
      'orderedOn',
      'paidOn',
      'payment',
    ] as const),
    ...(['cardIssuer', 'installments', 'cycle', 'dueOn', 'items', 'story', 'principal', 'refunded'] as const),
    ...(['remaining', 'evidence', 'note'] as const),
  ],
  required: ['name', 'phone', 'items', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['sued'],
  assess({ remaining }, saidYes) {
    if (saidYes.has('sued')) return [{ fit: 'check', reason: 'sued' }]
    if (remaining === 0) return [{ fit: 'check', reason: 'paid' }]
    return [{ fit: 'likely', reason: 'fits' }]
  },
}
