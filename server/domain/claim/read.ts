import { createHash } from 'node:crypto'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { ClaimStage } from '#app/shapes/claim-stage.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { identityPlace } from './keep.ts'
import { stageColumn } from './stage.ts'
import { type Statement, statementsOf } from './statement.ts'

/** A claim as its owner sees it, without who they are. `statement` is the current version; instants are ISO. */
export type ClaimView = {
  id: string
  slug: string
  receiptNo: number
  side: ClaimSide
  state: 'submitted' | 'withdrawn'
  stage: ClaimStage
  version: number
  submittedAt: string
  changedAt: string
  statement: Statement
}

export type OwnClaim = {
  id: string
  caseId: string
  receiptNo: number
  side: ClaimSide
  state: 'submitted' | 'withdrawn'
  stage: ClaimStage
  version: number
  submittedAt: Date
  changedAt: Date
  member: Member
}

/** The viewer's own claims in a case, newest receipt number first. */
export async function myClaims(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<ClaimView[]> {
  const member = await memberIn(db, viewer, { slug })
  const claims = await ownClaims(db)
    .where('member_id', '=', member.id)
    .orderBy('receipt_no', 'desc')
    .execute()
  return viewsOf(
    db,
    claims.map((claim) => ({ ...claim, member })),
  )
}

/**
 * The id under which the viewer's next claim on a side is filed: the same in every page opened before it is, so that two
 * tabs, the way back and a second try all file one claim.
 */
export async function nextFiling(
  db: Db,
  viewer: Viewer,
  { slug, side }: { slug: string; side: ClaimSide },
): Promise<string> {
  const member = await memberIn(db, viewer, { slug })
  const filed = await ownClaims(db).where('member_id', '=', member.id).where('side', '=', side).execute()
  const hex = createHash('sha256').update(`filing|${member.id}|${side}|${filed.length}`).digest('hex')
  // A UUID of the version for ids made in one's own way (RFC 9562 §5.8).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * One of the viewer's own claims. Anybody else's, any unknown id, and one that does not belong to the room of `slug`
 * (as an address names it) is `shared.not_found`.
 */
export async function claimFor(
  db: Db,
  viewer: Viewer,
  { claimId, slug }: { claimId: string; slug?: string | undefined },
): Promise<ClaimView> {
  const claim = await ownClaim(db, viewer, claimId)
  if (slug !== undefined && slug !== claim.member.slug) throw notFound()
  const [view] = await viewsOf(db, [claim])
  if (!view) throw notFound()
  return view
}

/** Every version of one of the viewer's own claims, oldest first. */
export async function claimHistory(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<Statement[]> {
  const claim = await ownClaim(db, viewer, claimId)
  return (await statementsOf(db, [claim.id], 'all')).get(claim.id) ?? []
}

/**
 * Name, phone and e-mail of the current version, opened for the person themselves. Recorded as
 * `claim.identity_shown` each time, before anything is opened. Null once the claim was withdrawn: they were erased.
 */
export async function ownIdentity(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
  { vault }: { vault: Vault },
): Promise<ClaimIdentity | null> {
  return inTransaction(db, async (tx) => {
    const { id, version, caseId, member } = await ownClaim(tx, viewer, claimId)
    const row = await tx
      .selectFrom('claim_identity')
      .select('sealed')
      .where('claim_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst()
    if (!row) return null
    await record(tx, caseId, member.id, { kind: 'claim.identity_shown', data: { claimId: id, version } })
    const key = await caseKey(tx, vault, caseId)
    return unseal(key, identityPlace(id, version), row.sealed) as ClaimIdentity
  })
}

/** The claim's row when it is the viewer's own, through a membership that still stands; otherwise not found. */
export async function ownClaim(db: Db, viewer: Viewer, claimId: string): Promise<OwnClaim> {
  if (!Id.safeParse(claimId).success) throw notFound()
  const claim = await ownClaims(db)
    .select('member_id as memberId')
    .where('id', '=', claimId)
    .executeTakeFirst()
  if (!claim) throw notFound()
  const { memberId, ...own } = claim
  const member = await memberIn(db, viewer, { caseId: own.caseId })
  if (member.id !== memberId) throw notFound()
  return { ...own, member }
}

function ownClaims(db: Db) {
  return db
    .selectFrom('claim')
    .select([
      'id',
      'case_id as caseId',
      'receipt_no as receiptNo',
      'side',
      'state',
      stageColumn,
      'version',
      'submitted_at as submittedAt',
      'changed_at as changedAt',
    ])
}

async function viewsOf(db: Db, claims: OwnClaim[]): Promise<ClaimView[]> {
  const statements = await statementsOf(
    db,
    claims.map((claim) => claim.id),
    'current',
  )
  return claims.flatMap(({ member, caseId: _, submittedAt, changedAt, ...claim }) => {
    const statement = statements.get(claim.id)?.[0]
    if (!statement) return []
    const instants = { submittedAt: submittedAt.toISOString(), changedAt: changedAt.toISOString() }
    return [{ ...claim, slug: member.slug, ...instants, statement }]
  })
}
