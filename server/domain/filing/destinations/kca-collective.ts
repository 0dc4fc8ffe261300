import type { Destination } from '../rule.ts'

/** 소비자기본법 시행령 제56조: 50 consumers, without those who settled, sued, or went to another statutory mediator. */
export const kcaCollective: Destination = {
  sides: ['buyer'],
  people: { least: 50, safe: 60 },
  // 소비자기본법 제68조의2: three at most.
  representatives: 3,
  columns: [
    ...([
      'name',
      'birthDate',
      'address',
      'phone',
      'email',
      'shopAccount',
      'orderNumber',
      'orderedOn',
    ] as const),
    ...([
      'paidOn',
      'principal',
      'payment',
      'cardIssuer',
      'installments',
      'items',
      'seller',
      'story',
    ] as const),
    ...(['refunded', 'remaining', 'evidence', 'note'] as const),
  ],
  required: ['name', 'phone', 'email', 'orderNumber', 'paidOn', 'payment', 'cardIssuer', 'items', 'story'],
  fileBytes: null,
  order: 'receipt',
  questions: ['settled', 'other_body', 'sued'],
  assess({ side, remaining }, saidYes) {
    if (side !== 'buyer') return [{ fit: 'no', reason: 'seller' }]
    const found: { fit: 'likely' | 'check' | 'no'; reason: string }[] = []
    if (saidYes.has('settled')) found.push({ fit: 'no', reason: 'settled' })
    if (saidYes.has('sued')) found.push({ fit: 'no', reason: 'sued' })
    if (saidYes.has('other_body')) found.push({ fit: 'check', reason: 'other_body' })
    if (remaining === 0) found.push({ fit: 'check', reason: 'paid' })
    return found.length > 0 ? found : [{ fit: 'likely', reason: 'fits' }]
  },
}
