import { sql } from 'kysely'
import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { FieldKey } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import type { Db } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { identityPlace } from '../claim/keep.ts'
import { unseal, type Vault } from '../vault.ts'
import type { Frozen } from './pinned.ts'

/** One pinned consent as it was given. `name` is what was typed, null once it was erased; the hash is hex. */
export type SignedConsent = {
  no: number
  receiptNo: number
  name: string | null
  givenAt: string
  textVersion: string
  textSha256: string
  scope: FieldKey[]
  said: string[]
  consentId: string
  /** The entry of the ledger that recorded it. */
  ledgerSeq: number
}

/** Consents read at a time. */
const PAGE_CONSENTS = 500

/**
 * The consents of a frozen version in the order of its list, with names opened: that must have been recorded before. From
 * `after` (a number of the list) on, at most `most`.
 */
export async function* signedConsents(
  snapshot: Db,
  frozen: Frozen,
  { vault }: { vault: Vault },
  { after = 0, most = Number.POSITIVE_INFINITY }: { after?: number; most?: number } = {},
): AsyncGenerator<SignedConsent> {
  const key = await caseKey(snapshot, vault, frozen.caseId)
  const { questions } = destinationWords[frozen.destination]
  for (let [at, left] = [after, most]; left > 0; ) {
    const rows = await consentPage(snapshot, frozen, { after: at, most: Math.min(left, PAGE_CONSENTS) })
    for (const { sealed, claimId, claimVersion, givenAt, textSha256, saidYes, ...row } of rows) {
      const identity = sealed
        ? (unseal(key, identityPlace(claimId, claimVersion), sealed) as ClaimIdentity)
        : null
      yield {
        ...row,
        name: identity?.name ?? null,
        givenAt: givenAt.toISOString(),
        textSha256: textSha256.toString('hex'),
        scope: row.scope as FieldKey[],
        said: saidYes.map((question) => questions[question] ?? question),
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_CONSENTS) return
    at = last.no
    left -= rows.length
  }
}

/** The name is that of the version the consent was given to, which it was compared with. */
function consentPage(
  snapshot: Db,
  { filingId, caseId, version }: Frozen,
  { after, most }: { after: number; most: number },
) {
  return snapshot
    .selectFrom('filing_claim as pin')
    .innerJoin('claim', 'claim.id', 'pin.claim_id')
    .innerJoin('filing_consent as c', 'c.id', 'pin.consent_id')
    .leftJoin('claim_identity as who', (join) =>
      join.onRef('who.claim_id', '=', 'c.claim_id').onRef('who.version', '=', 'c.claim_version'),
    )
    .innerJoin('ledger', (join) =>
      join
        .on('ledger.case_id', '=', caseId)
        .on('ledger.kind', '=', 'filing.joined')
        .on(
          sql`coalesce(ledger.data ->> 'claimId', ledger.data ->> 'evidenceId')`,
          '=',
          sql`c.claim_id::text`,
        )
        .on(sql`ledger.data ->> 'consentId'`, '=', sql`c.id::text`),
    )
    .select(['pin.no', 'claim.receipt_no as receiptNo', 'c.claim_id as claimId'])
    .select(['c.claim_version as claimVersion', 'who.sealed', 'c.given_at as givenAt', 'c.id as consentId'])
    .select(['c.text_version as textVersion', 'c.text_sha256 as textSha256', 'c.scope'])
    .select(['c.said_yes as saidYes', 'ledger.seq as ledgerSeq'])
    .where('pin.filing_id', '=', filingId)
    .where('pin.version', '=', version)
    .where('pin.no', '>', after)
    .orderBy('pin.no')
    .limit(most)
    .execute()
}
