import { COURT_FILE_BYTES, type Destination, foundOf, mayFit } from '../rule.ts'

/** 소송촉진법 제25조·제26조: damages asked for in the criminal trial, until its argument closes. */
export const restitutionOrder: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'caseNumber',
    'name',
    'address',
    'phone',
    'email',
    'defendant',
    'cause',
    'eventOn',
    'items',
    'story',
    'principal',
    'refunded',
    'remaining',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'eventOn', 'items', 'story'],
  fileBytes: COURT_FILE_BYTES,
  order: 'date',
  questions: ['sued', 'no_trial'],
  assess({ side, remaining }, saidYes) {
    return foundOf(
      [
        [remaining === 0, 'no', 'paid'],
        [saidYes.has('sued'), 'no', 'sued'],
        [saidYes.has('no_trial'), 'check', 'no_trial'],
        [side === 'seller', 'check', 'unclear'],
      ],
      mayFit,
    )
  },
}
