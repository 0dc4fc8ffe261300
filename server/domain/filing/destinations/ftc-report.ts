import { type Destination, fits, foundOf } from '../rule.ts'

/** 전자상거래법 제26조 제4항, 공정거래법 시행령 제71조: anybody may report; it asks for no money back. */
export const ftcReport: Destination = {
  sides: ['buyer', 'seller'],
  people: null,
  columns: [
    'name',
    'address',
    'phone',
    'email',
    'seller',
    'site',
    'kind',
    'orderNumber',
    'eventOn',
    'items',
    'principal',
    'refunded',
    'remaining',
    'story',
    'noticeOn',
    'evidence',
    'note',
  ],
  required: ['name', 'address', 'phone', 'eventOn', 'items', 'story'],
  fileBytes: null,
  order: 'date',
  questions: ['reported', 'not_named'],
  assess({ side }, saidYes) {
    return foundOf(
      [
        [side === 'seller', 'check', 'which_act'],
        [saidYes.has('reported'), 'check', 'reported'],
        [saidYes.has('not_named'), 'check', 'not_named'],
      ],
      fits,
    )
  },
}
