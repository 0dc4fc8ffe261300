import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimIdentity, ClaimKind } from '#app/shapes/claim.ts'
import type { DestinationName, FilingSums } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import type { Db } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { identityPlace } from '../claim/keep.ts'
import { statementsOf } from '../claim/statement.ts'
import { unseal, type Vault } from '../vault.ts'
import { exhibitsOfClaims } from './evidence.ts'
import type { ClaimFacts } from './facts.ts'

// What lists of a frozen version are written from: each claim as it stood when it was pinned, with who it is as long as
// that was not erased.

/** A frozen version as lists speak of it. Instants are ISO, hashes hex. */
export type Frozen = FilingSums & {
  filingId: string
  caseId: string
  shopName: string
  destination: DestinationName
  side: ClaimSide
  title: string
  recipient: string
  version: number
  frozenAt: string
  ledgerSeq: number
  sha256: string
}

/** One pinned claim. `consent` is what its owner agreed to, instants ISO, hashes hex. */
export type PinnedClaim = ClaimFacts & {
  no: number
  claimId: string
  claimVersion: number
  statementSha256: string
  consent: {
    id: string
    givenAt: string
    textVersion: string
    textSha256: string
    saidYes: string[]
    scope: string[]
  }
}

export async function frozenFor(db: Db, filingId: string, version: number): Promise<Frozen> {
  const row = await db
    .selectFrom('filing_version as f')
    .innerJoin('filing', 'filing.id', 'f.filing_id')
    .innerJoin('case', 'case.id', 'filing.case_id')
    .select(['filing.id as filingId', 'filing.case_id as caseId', 'case.shop_name as shopName'])
    .select(['filing.destination', 'filing.side', 'filing.title', 'filing.recipient', 'f.version'])
    .select(['f.frozen_at as frozenAt', 'f.ledger_seq as ledgerSeq', 'f.sha256'])
    .select(['f.people', 'f.claims', 'f.principal', 'f.refunded', 'f.remaining'])
    .where('f.filing_id', '=', filingId)
    .where('f.version', '=', version)
    .executeTakeFirstOrThrow()
  return { ...row, frozenAt: row.frozenAt.toISOString(), sha256: row.sha256.toString('hex') }
}

/** Claims a page: large enough to be quick, small enough for bounded memory at fifty items each. */
const PAGE_CLAIMS = 500

/**
 * The pinned claims in the order of their numbers, page by page, with names opened: that must have been recorded before.
 * Read them inside one snapshot.
 */
export async function* pinnedClaims(
  snapshot: Db,
  { filingId, caseId, version, destination }: Frozen,
  { vault }: { vault: Vault },
): AsyncGenerator<PinnedClaim> {
  const key = await caseKey(snapshot, vault, caseId)
  const { questions } = destinationWords[destination]
  for (let after = 0; ; ) {
    const rows = await pinnedPage(snapshot, { filingId, version, after })
    const ids = rows.map(({ claimId }) => claimId)
    const statements = await statementsOf(snapshot, ids, 'all')
    const exhibits = await exhibitsOfClaims(
      snapshot,
      { filingId, version },
      { after, to: rows.at(-1)?.no ?? after },
    )
    for (const row of rows) {
      const { no, claimId, claimVersion, receiptNo, sealed, saidYes, scope } = row
      const statement = statements.get(claimId)?.find((each) => each.version === claimVersion)
      if (!statement) throw new Error('A pinned version is not there')
      yield {
        no,
        claimId,
        claimVersion,
        receiptNo,
        statement,
        identity: sealed
          ? (unseal(key, identityPlace(claimId, claimVersion), sealed) as ClaimIdentity)
          : null,
        statementSha256: row.statementSha256.toString('hex'),
        said: saidYes.map((question) => questions[question] ?? question).join(' / '),
        exhibits: exhibits.get(no) ?? [],
        consent: {
          id: row.consentId,
          textVersion: row.textVersion,
          saidYes,
          scope,
          givenAt: row.givenAt.toISOString(),
          textSha256: row.textSha256.toString('hex'),
        },
      }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_CLAIMS) return
    after = last.no
  }
}

function pinnedPage(
  snapshot: Db,
  { filingId, version, after }: { filingId: string; version: number; after: number },
) {
  return snapshot
    .selectFrom('filing_claim as pin')
    .innerJoin('claim', 'claim.id', 'pin.claim_id')
    .innerJoin('filing_consent as c', 'c.id', 'pin.consent_id')
    .leftJoin('claim_identity as who', (join) =>
      join.onRef('who.claim_id', '=', 'pin.claim_id').onRef('who.version', '=', 'pin.claim_version'),
    )
    .select(['pin.no', 'pin.claim_id as claimId', 'pin.claim_version as claimVersion', 'who.sealed'])
    .select(['claim.receipt_no as receiptNo', 'pin.statement_sha256 as statementSha256', 'c.id as consentId'])
    .select(['c.given_at as givenAt', 'c.text_version as textVersion', 'c.text_sha256 as textSha256'])
    .select(['c.said_yes as saidYes', 'c.scope'])
    .where('pin.filing_id', '=', filingId)
    .where('pin.version', '=', version)
    .where('pin.no', '>', after)
    .orderBy('pin.no')
    .limit(PAGE_CLAIMS)
    .execute()
}

/** Figures of one kind of claim in a version, in won. */
export type KindSums = FilingSums & { kind: ClaimKind }

/** What the pinned claims add up to by kind, by SQL over the pinned versions; and how many have no name any more. */
export async function pinnedSums(
  snapshot: Db,
  { filingId, version }: Pick<Frozen, 'filingId' | 'version'>,
): Promise<{ kinds: KindSums[]; erased: number }> {
  const pins = sql`filing_claim as pin join claim on claim.id = pin.claim_id
    join claim_version as v on v.claim_id = pin.claim_id and v.version = pin.claim_version`
  const here = sql`pin.filing_id = ${filingId}::uuid and pin.version = ${version}`
  const kinds = await sql<KindSums>`
    select v.kind, count(distinct claim.member_id)::int as people, count(*)::int as claims,
      sum(v.principal)::bigint as principal, sum(v.refunded)::bigint as refunded, sum(v.remaining)::bigint as remaining
    from ${pins} where ${here} group by v.kind order by v.kind`.execute(snapshot)
  const erased = await sql<{ count: number }>`
    select count(*)::int as count from ${pins} where ${here} and not exists (
      select from claim_identity as who where who.claim_id = pin.claim_id and who.version = pin.claim_version)`.execute(
    snapshot,
  )
  return { kinds: kinds.rows, erased: erased.rows[0]?.count ?? 0 }
}
