import { createHash } from 'node:crypto'
import type { FilingSums } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import { canonicalJson } from '../ledger.ts'
import { pinnedEvidence } from './evidence.ts'
import type { FilingRow } from './row.ts'

/** Rows read at a time. */
const PAGE_ROWS = 1000

/** SHA-256 (hex) over the canonical form of a pinned version. Throws as `canonicalLines` does. */
export async function versionHash(db: Db, filing: Told, pinned: Pinned): Promise<string> {
  const hash = createHash('sha256')
  for await (const line of canonicalLines(db, filing, pinned)) hash.update(line)
  return hash.digest('hex')
}

type Told = Pick<FilingRow, 'id' | 'caseId' | 'destination' | 'side' | 'title' | 'recipient'>
type Pinned = { version: number; frozenAt: Date; sums: FilingSums }

/**
 * The canonical form of a pinned version: a line `moa.filing.v2`, a line for the filing, a line a pinned
 * claim in order of its number, a line a pinned original in order of its exhibit number, and a line of sums, each canonical
 * JSON (sorted keys, no blanks) and ended by `\n`. Ids, numbers and hashes alone: it can be reckoned again after names were
 * erased. Throws when the sums are not those of the rows.
 */
export async function* canonicalLines(
  db: Db,
  { id, caseId, destination, side, title, recipient }: Told,
  { version, frozenAt, sums }: Pinned,
): AsyncGenerator<string> {
  const line = (value: unknown) => `${canonicalJson(value)}\n`
  yield 'moa.filing.v2\n'
  yield line({ id, caseId, destination, side, title, recipient, version, frozenAt: frozenAt.toISOString() })
  const found = { claims: 0, principal: 0, refunded: 0, remaining: 0 }
  for await (const row of pinnedRows(db, id, version)) {
    yield line(row)
    found.claims += 1
    found.principal += row.principal
    found.refunded += row.refunded
    found.remaining += row.remaining
  }
  for await (const { fileId, exhibit, claims, bytes, sha256, saidSha256 } of pinnedEvidence(
    db,
    id,
    version,
  )) {
    yield line({ file_id: fileId, exhibit, claims, bytes, sha256, said_sha256: saidSha256 })
  }
  for (const key of ['claims', 'principal', 'refunded', 'remaining'] as const) {
    if (found[key] !== sums[key]) throw new Error(`A freeze sums up wrongly: ${key}`)
  }
  yield line(sums)
}

async function* pinnedRows(db: Db, filingId: string, version: number) {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('filing_claim as pin')
      .innerJoin('claim_version as v', (join) =>
        join.onRef('v.claim_id', '=', 'pin.claim_id').onRef('v.version', '=', 'pin.claim_version'),
      )
      .innerJoin('filing_consent as c', 'c.id', 'pin.consent_id')
      .select(['pin.no', 'pin.claim_id', 'pin.claim_version', 'pin.statement_sha256', 'pin.consent_id'])
      .select(['c.text_version', 'c.text_sha256', 'c.given_at', 'c.said_yes'])
      .select(['v.principal', 'v.refunded', 'v.remaining'])
      .where('pin.filing_id', '=', filingId)
      .where('pin.version', '=', version)
      .where('pin.no', '>', after)
      .orderBy('pin.no')
      .limit(PAGE_ROWS)
      .execute()
    for (const { statement_sha256, text_sha256, given_at, ...row } of rows) {
      yield {
        ...row,
        statement_sha256: statement_sha256.toString('hex'),
        text_sha256: text_sha256.toString('hex'),
        given_at: given_at.toISOString(),
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_ROWS) return
    after = last.no
  }
}
