import { describe, expect, test } from 'vitest'
import { type LawRoute, lawRoutes } from '#app/shapes/law.ts'
import type { ClaimFacts } from '#server/domain/law/claim-facts.ts'
import { nextStepOf } from '#server/domain/law/next-step.ts'
import { routeOf, routeReasons, routesOf } from '#server/domain/law/routes.ts'
import { buyerFacts, seeded, sellerFacts } from './facts.ts'

const TODAY = '2026-11-22'
const resultOf = (route: LawRoute, facts: ClaimFacts, today = TODAY) => {
  const { result, reasons, missing } = routeOf(route, facts, today)
  return { result, ids: reasons.map(({ id }) => id), missing }
}
const free: ClaimFacts['answers'] = { settled: false, other_mediation: false, sued: false }

describe('청약철회', () => {
  test('has not begun before the goods came', () => {
    expect(resultOf('withdraw', buyerFacts({ supplied: false }))).toMatchObject({
      result: 'possible',
      ids: ['not_begun'],
    })
  })

  test('ends seven days after, on a working day', () => {
    const facts = buyerFacts({ supplied: true, dates: { supply: '2026-09-17' } })
    expect(resultOf('withdraw', facts, '2026-09-28')).toMatchObject({ result: 'possible', ids: ['in_time'] })
    expect(resultOf('withdraw', facts, '2026-09-29')).toMatchObject({
      result: 'check',
      ids: ['withdraw_late'],
    })
  })

  test('asks for the day that is not known', () => {
    expect(resultOf('withdraw', buyerFacts())).toEqual({
      result: 'check',
      ids: [],
      missing: [{ anchor: 'supply' }],
    })
  })

  test('is not for sellers, nor when nothing is left', () => {
    expect(resultOf('withdraw', sellerFacts())).toMatchObject({ result: 'no', ids: ['seller_not_consumer'] })
    expect(resultOf('withdraw', buyerFacts({ remaining: 0 }))).toMatchObject({ result: 'no', missing: [] })
  })

  test('is unclear for what was bought for business', () => {
    const facts = buyerFacts({ supplied: false, answers: { business_use: true } })
    expect(resultOf('withdraw', facts).result).toBe('check')
  })
})

describe('할부 항변', () => {
  const facts = buyerFacts({ supplied: false, answers: { instalments_left: true } })

  test('stands against what is not paid yet, and shows law and practice', () => {
    const { result, ids } = resultOf('instalment_defence', facts)
    expect(result).toBe('possible')
    expect(ids).toEqual(['instalments_left', 'ground_not_supplied', 'law_and_practice'])
  })

  test.each<[string, Partial<ClaimFacts>, string]>([
    ['two instalments', { instalments: 2 }, 'too_few_times'],
    ['less than 200,000 won', { principal: 199_999, remaining: 199_999 }, 'too_cheap'],
    ['one payment', { method: 'card_once', instalments: null }, 'not_instalment'],
    ['all paid', { answers: { instalments_left: false } }, 'instalments_paid'],
    ['business', { answers: { instalments_left: true, business_use: true } }, 'business_instalment'],
  ])('does not for %s', (_, changes, id) => {
    const found = resultOf('instalment_defence', { ...facts, ...changes })
    expect(found).toMatchObject({ result: 'no' })
    expect(found.ids).toContain(id)
  })

  test('does at 200,000 won and three times', () => {
    const least = { ...facts, instalments: 3, principal: 200_000, remaining: 200_000 }
    expect(resultOf('instalment_defence', least).result).toBe('possible')
  })

  test('asks what is left of it, and says when it seems over', () => {
    const unknown = buyerFacts({ supplied: false, dates: { payment: '2026-01-10' }, instalments: 3 })
    expect(resultOf('instalment_defence', unknown)).toMatchObject({
      result: 'check',
      missing: [{ question: 'instalments_left' }],
    })
    expect(resultOf('instalment_defence', unknown, '2026-05-11').ids).toContain('instalments_over')
    expect(resultOf('instalment_defence', unknown, '2026-05-10').ids).not.toContain('instalments_over')
  })

  test('needs a ground where the goods came', () => {
    expect(resultOf('instalment_defence', { ...facts, supplied: true })).toMatchObject({ result: 'check' })
  })
})

describe('카드', () => {
  test.each([
    ['card_once', 'possible'],
    ['card_installment', 'possible'],
    ['easy_pay', 'check'],
    ['transfer', 'no'],
    ['virtual_account', 'no'],
    ['voucher', 'no'],
    ['phone', 'no'],
  ] as const)('%s may be cancelled: %s', (method, result) => {
    expect(resultOf('card_cancel', buyerFacts({ method })).result).toBe(result)
  })

  test('is charged back from abroad only, and in time', () => {
    const abroad = buyerFacts({ dates: { payment: '2026-07-20' }, answers: { abroad: true } })
    expect(resultOf('chargeback', abroad, '2026-11-17')).toMatchObject({ result: 'possible' })
    expect(resultOf('chargeback', abroad, '2026-11-18')).toMatchObject({ result: 'check' })
    expect(resultOf('chargeback', buyerFacts())).toMatchObject({
      result: 'check',
      missing: [{ question: 'abroad' }],
    })
    expect(resultOf('chargeback', buyerFacts({ answers: { abroad: false } })).result).toBe('no')
    expect(resultOf('chargeback', { ...abroad, method: 'transfer' }).result).toBe('no')
  })
})

describe('집단분쟁조정', () => {
  test.each([
    [null, 'check'],
    [49, 'check'],
    [50, 'possible'],
    [60, 'possible'],
    [61, 'possible'],
  ])('with %s people counted: %s', (countable, result) => {
    expect(resultOf('collective', buyerFacts({ countable, answers: free })).result).toBe(result)
  })

  test('warns up to sixty', () => {
    expect(resultOf('collective', buyerFacts({ countable: 60, answers: free })).ids).toContain(
      'collective_close',
    )
    expect(resultOf('collective', buyerFacts({ countable: 61, answers: free })).ids).not.toContain(
      'collective_close',
    )
  })

  test.each(['settled', 'other_mediation', 'sued'] as const)('does not count who is %s', (question) => {
    const facts = buyerFacts({ countable: 100, answers: { ...free, [question]: true } })
    expect(resultOf('collective', facts).result).toBe('no')
    const unknown = buyerFacts({ countable: 100, answers: { ...free, [question]: undefined } })
    expect(resultOf('collective', unknown).result).toBe('check')
  })

  test('is for consumers, and late after the notice', () => {
    expect(resultOf('collective', sellerFacts()).result).toBe('no')
    const facts = buyerFacts({ countable: 100, answers: free, dates: { collective_until: '2026-11-20' } })
    expect(resultOf('collective', facts)).toMatchObject({ result: 'check' })
    expect(resultOf('collective', facts, '2026-11-20').result).toBe('possible')
  })
})

describe('법원과 기관', () => {
  test('relief is open to one, unclear where the shop is out of reach', () => {
    expect(resultOf('relief', buyerFacts()).result).toBe('possible')
    expect(resultOf('relief', buyerFacts({ answers: { reachable: false } })).result).toBe('check')
    expect(resultOf('relief', buyerFacts({ answers: { sued: true } })).result).toBe('no')
    expect(resultOf('relief', sellerFacts()).result).toBe('no')
  })

  test('a payment order needs an address', () => {
    expect(resultOf('payment_order', sellerFacts({ answers: { reachable: true } })).result).toBe('possible')
    expect(resultOf('payment_order', sellerFacts({ answers: { reachable: false } })).result).toBe('no')
    expect(resultOf('payment_order', sellerFacts()).missing).toEqual([{ question: 'reachable' }])
    const opened = sellerFacts({ answers: { reachable: true }, dates: { opening: '2026-09-10' } })
    expect(resultOf('payment_order', opened).result).toBe('check')
  })

  test.each([
    [30_000_000, 'possible'],
    [30_000_001, 'no'],
  ])('small claims end at thirty million: %i', (remaining, result) => {
    expect(resultOf('small_claims', sellerFacts({ remaining })).result).toBe(result)
  })

  test('claims are filed in time', () => {
    const dates = { opening: '2024-09-10', filing_until: '2024-10-24' }
    expect(resultOf('insolvency', buyerFacts({ dates }), '2024-10-24').result).toBe('possible')
    expect(resultOf('insolvency', buyerFacts({ dates }), '2024-10-25').result).toBe('check')
    expect(resultOf('insolvency', buyerFacts()).missing).toContainEqual({ anchor: 'opening' })
    const bankrupt = { bankruptcy: '2025-11-10', bankruptcy_filing_until: '2026-01-06' }
    expect(resultOf('insolvency', sellerFacts({ dates: bankrupt }), '2026-01-06').result).toBe('possible')
  })

  test('sellers mediate by how large the other side is', () => {
    expect(resultOf('seller_mediation', sellerFacts({ answers: { large_retailer: true } })).result).toBe(
      'possible',
    )
    expect(resultOf('seller_mediation', sellerFacts({ answers: { large_retailer: false } })).result).toBe(
      'check',
    )
    expect(resultOf('seller_mediation', sellerFacts()).result).toBe('check')
    expect(resultOf('seller_mediation', buyerFacts()).result).toBe('no')
  })

  test('a complaint needs facts', () => {
    expect(resultOf('criminal', buyerFacts({ answers: { unable_at_order: true } })).result).toBe('possible')
    expect(resultOf('criminal', buyerFacts({ answers: { unable_at_order: false } })).result).toBe('check')
    expect(resultOf('criminal', buyerFacts()).missing).toEqual([{ question: 'unable_at_order' }])
  })
})

describe('whatever is known', () => {
  const random = seeded(68)
  const any = <T>(...choices: T[]) => choices[Math.floor(random() * choices.length)] as T
  const some = () => any(true, false, undefined)
  const facts = Array.from({ length: 120 }, () =>
    (random() < 0.5 ? buyerFacts : sellerFacts)({
      supplied: any(true, false, null),
      remaining: any(0, 100_000, 1_000_000, 50_000_000),
      instalments: any(2, 3, 12, null),
      countable: any(null, 10, 55, 500),
      answers: Object.fromEntries(
        [
          'abroad',
          'instalments_left',
          'reachable',
          'settled',
          'sued',
          'large_retailer',
          'unable_at_order',
          'business_use',
        ]
          .map((question) => [question, some()] as const)
          .filter(([, answer]) => answer !== undefined),
      ),
      dates: {
        ...(random() < 0.5 ? { payment: '2026-08-01' } : {}),
        ...(random() < 0.3 ? { supply: '2026-11-18' } : {}),
        ...(random() < 0.3 ? { opening: '2026-10-01', filing_until: '2026-12-01' } : {}),
      },
    }),
  )

  test('every route answers, with a reason or with what is missing', () => {
    const answers = facts.flatMap((one) => routesOf(one, TODAY))
    const tellsAgainst = ({ tells }: { tells: string }) => tells === 'no'
    const wrong = answers.filter(
      ({ result, reasons, missing, asOf }) =>
        asOf !== TODAY ||
        reasons.length + missing.length === 0 ||
        (result === 'no' ? !reasons.every(tellsAgainst) : reasons.some(tellsAgainst)) ||
        (result === 'possible' && missing.length > 0) ||
        reasons.some(({ basis }) => basis.citation === ''),
    )
    expect(wrong).toEqual([])
    expect(answers.map(({ route }) => route).slice(0, lawRoutes.length)).toEqual([...lawRoutes])
    expect(new Set(answers.map(({ result }) => result)).size).toBe(3)
  })

  test('there is one next step, on a route that is not closed', () => {
    const wrong = facts.filter((one) => {
      const routes = routesOf(one, TODAY)
      const { id, route } = nextStepOf(one, routes, TODAY)
      const isClosed = routes.find((each) => each.route === route)?.result === 'no'
      return (id === 'nothing') !== (one.remaining === 0) || (isClosed && id !== 'ask_court')
    })
    expect(wrong).toEqual([])
  })
})

describe('the next step', () => {
  const stepOf = (facts: ClaimFacts, today = TODAY) => nextStepOf(facts, routesOf(facts, today), today)

  test.each<[string, ClaimFacts, string]>([
    ['card by instalments', buyerFacts({ supplied: false }), 'send_defence'],
    [
      'card by instalments, defence sent',
      buyerFacts({ supplied: false, dates: { defence_arrived: '2026-11-02' } }),
      'ask_card',
    ],
    ['card at once', buyerFacts({ method: 'card_once', instalments: null }), 'ask_card'],
    ['card abroad', buyerFacts({ method: 'card_once', answers: { abroad: true } }), 'dispute_card'],
    ['PayPal', buyerFacts({ method: 'easy_pay', answers: { paypal: true } }), 'dispute_paypal'],
    ['AliExpress', buyerFacts({ method: 'easy_pay', answers: { aliexpress: true } }), 'dispute_aliexpress'],
    ['wallet', buyerFacts({ method: 'easy_pay' }), 'ask_wallet'],
    ['phone', buyerFacts({ method: 'phone' }), 'ask_carrier'],
    ['voucher', buyerFacts({ method: 'voucher' }), 'ask_issuer'],
    ['transfer', buyerFacts({ method: 'transfer' }), 'send_withdrawal'],
    [
      'transfer, asked for',
      buyerFacts({ method: 'transfer', dates: { withdrawal: '2026-11-01' } }),
      'ask_relief',
    ],
    [
      'transfer, sued',
      buyerFacts({ method: 'transfer', dates: { demand: '2026-11-01' }, answers: { sued: true } }),
      'ask_court',
    ],
    ['settlement', sellerFacts(), 'demand_settlement'],
    [
      'settlement, asked for',
      sellerFacts({ dates: { due: '2026-08-16', demand: '2026-11-01' } }),
      'ask_court',
    ],
    ['paid back', buyerFacts({ remaining: 0 }), 'nothing'],
  ])('%s: %s', (_, facts, id) => expect(stepOf(facts).id).toBe(id))

  test('is the filing while its period runs, by its safe day', () => {
    const dates = { opening: '2024-09-10', filing_until: '2024-10-24' }
    expect(stepOf(buyerFacts({ dates }), '2024-10-01')).toMatchObject({
      id: 'file_in_court',
      until: '2024-10-24',
    })
    expect(stepOf(buyerFacts({ dates }), '2024-10-25').id).not.toBe('file_in_court')
  })
})

test('every reason stands once in its route', () => {
  for (const reasons of Object.values(routeReasons)) {
    const ids = reasons.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  }
})
