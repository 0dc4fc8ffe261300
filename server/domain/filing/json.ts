import { destinationWords } from '#app/text/ko/destinations.ts'
import { columnKeys, headOf, listColumns } from './columns.ts'
import type { PinnedClaim } from './pinned.ts'
import type { Told } from './told.ts'

/**
 * The list as JSON, a line a claim, as docs/filing-json.md says (`moa.filing-list.v1`). Values stand under the keys of the
 * columns: text, whole won, KST dates `YYYY-MM-DD`, or null.
 */
export async function* jsonOf(told: Told, claims: AsyncIterable<PinnedClaim>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const { frozen, masked, erased, diff, kinds } = told
  const { caseId: _, people, claims: count, principal, refunded, remaining, ...filing } = frozen
  const { listName, rule } = destinationWords[frozen.destination]
  const head = {
    format: 'moa.filing-list.v1',
    masked,
    filing: { ...filing, listName },
    rule,
    totals: { people, claims: count, principal, refunded, remaining, kinds },
    diff,
    erased,
    columns: columnKeys(frozen, masked).map((key) => ({ key, head: headOf(frozen, key) })),
  }
  yield encoder.encode(`${JSON.stringify(head).slice(0, -1)},"claims":[`)
  const columns = listColumns(frozen, masked)
  let first = true
  for await (const claim of claims) {
    const values = Object.fromEntries(columns.map(({ key, value }) => [key, value(claim)]))
    const { claimId, claimVersion, statementSha256 } = claim
    const { scope: _, ...consent } = claim.consent
    const row = {
      ...values,
      itemRows: claim.statement.items,
      claimId,
      claimVersion,
      statementSha256,
      consent,
    }
    yield encoder.encode(`${first ? '' : ','}\n${JSON.stringify(row)}`)
    first = false
  }
  yield encoder.encode('\n]}\n')
}
