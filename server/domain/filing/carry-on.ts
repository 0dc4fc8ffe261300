import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { Db, Tx } from '#db/client.ts'
import type { Member } from '../access.ts'
import { record } from '../ledger.ts'
import { Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { consentNow, fitOf } from './consent.ts'
import { destinations } from './destination.ts'
import { type FilingRef, type FilingRow, lockFiling } from './row.ts'

// The same claims into the next filing, a mediation that was refused into the suit after it: whoever signed the first with
// their name reads what is new and taps once.

type Carried = { id: string; version: number; side: ClaimSide; consentId: string; saidYes: string[] }

/** The member's claims in the newest version of the filing before, that are not in this one yet and may be carried on. */
export async function carriable(db: Db, { id: memberId }: Member, filing: FilingRow): Promise<Carried[]> {
  if (!filing.afterId) return []
  const { rows } = await sql<Carried>`
    select claim.id, claim.version, claim.side, pin.consent_id as "consentId", before.said_yes as "saidYes"
    from filing join filing_claim as pin on pin.filing_id = filing.id and pin.version = filing.version
    join filing_consent as before on before.id = pin.consent_id
    join claim on claim.id = pin.claim_id and claim.state = 'submitted' and claim.member_id = ${memberId}::uuid
    join claim_identity as who on who.claim_id = claim.id and who.version = claim.version
    where filing.id = ${filing.afterId}::uuid and not 'guardian' = any (coalesce(who.given, '{}'))
      and not exists (select from filing_consent as c
        where c.filing_id = ${filing.id}::uuid and c.claim_id = claim.id and c.revoked_at is null)
    order by claim.receipt_no`.execute(db)
  return rows
}

/**
 * Carries the viewer's claims of the filing before on into this one, with the consent of this one, which they have read;
 * claims its rule excludes and those of minors stay out. Refuses `shared.not_found`, `filing.frozen`, `filing.closed`,
 * `filing.consent_changed`, `filing.nothing_to_carry`.
 */
export async function carryOn(
  db: Db,
  viewer: Viewer,
  { textVersion, textHash, ...ref }: FilingRef & { textVersion: string; textHash: string },
): Promise<{ joined: number }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref)
    if (filing.state === 'frozen') throw new Refusal('conflict', 'filing.frozen')
    if (filing.isPast) throw new Refusal('conflict', 'filing.closed')
    const { version, hash } = consentNow(filing)
    if (textVersion !== version || textHash !== hash) throw new Refusal('conflict', 'filing.consent_changed')
    let joined = 0
    for (const claim of await carriable(tx, member, filing)) {
      if (await carry(tx, { member, filing, claim }, { version, hash })) joined += 1
    }
    if (joined === 0) throw new Refusal('conflict', 'filing.nothing_to_carry')
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { joined }
  })
}

async function carry(
  tx: Tx,
  { member, filing, claim }: { member: Member; filing: FilingRow; claim: Carried },
  { version, hash }: { version: string; hash: string },
): Promise<boolean> {
  const { questions, columns } = destinations[filing.destination]
  const saidYes = questions.filter((question) => claim.saidYes.includes(question))
  if ((await fitOf(tx, filing, claim, saidYes)) === 'no') return false
  const place = {
    filing_id: filing.id,
    claim_id: claim.id,
    claim_version: claim.version,
    member_id: member.id,
  }
  const agreed = {
    text_version: version,
    text_sha256: Buffer.from(hash, 'hex'),
    carried_from: claim.consentId,
  }
  const { id: consentId } = await tx
    .insertInto('filing_consent')
    .values({ ...place, ...agreed, scope: [...columns], said_yes: saidYes })
    .returning('id')
    .executeTakeFirstOrThrow()
  const data = { filingId: filing.id, consentId, claimId: claim.id, sha256: hash }
  await record(tx, filing.caseId, member.id, { kind: 'filing.joined', data })
  return true
}
