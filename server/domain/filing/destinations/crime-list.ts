import type { Destination } from '../rule.ts'

/** 범죄일람표: no form is prescribed; the columns are those of a table by 육하원칙, rows by day, sums at the end. */
export const crimeList: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    ...(['eventOn', 'name', 'orderNumber', 'items', 'story', 'principal', 'payment', 'depositTo'] as const),
    ...(['refunded', 'remaining', 'evidence', 'note'] as const),
  ],
  required: ['name', 'eventOn', 'items', 'story'],
  fileBytes: null,
  order: 'date',
  questions: ['complained'],
  assess({ side, kind, remaining }, saidYes) {
    if (saidYes.has('complained')) return [{ fit: 'check', reason: 'complained' }]
    if (remaining === 0) return [{ fit: 'check', reason: 'paid' }]
    if (kind === 'nondelivery') return [{ fit: 'likely', reason: 'nothing_came' }]
    return [{ fit: 'check', reason: side === 'seller' ? 'unpaid' : 'only_refund' }]
  },
}
