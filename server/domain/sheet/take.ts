import { sql } from 'kysely'
import type { ChosenSide } from '#app/shapes/case.ts'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import type { SheetTaking } from '#app/shapes/sheet.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { type Receipt, submitClaim } from '../claim.ts'
import { record } from '../ledger.ts'
import { isRefusal, notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { forgetPeople } from './clear.ts'
import { personBehind } from './person.ts'
import type { WaitingDraft } from './row.ts'
import { waitingPlace } from './write.ts'

// How somebody takes over what a list says of them: by the link they were given and the end of the phone number in the
// list, as a member of the case, with their own consent. Only then is it a claim, filed like any other.

/** Wrong ends of a phone number before a link is closed: a guess has one chance in two thousand. */
const TRIES = 5
/** Claims taken over at once: a submission each, in one transaction. */
const AT_ONCE = 50

/** What a link leads to. `admits`: the sides of the case, for who is not in it yet. */
export type WaitingPlace = {
  caseId: string
  slug: string
  admits: ChosenSide[]
  claims: number
  isMember: boolean
}
/** A claim that waits, with who it is of. */
export type Waiting = { id: string; draft: WaitingDraft }
export type Taken = { slug: string; receipts: Receipt[]; same: number }

/** The case behind a link, and how many claims wait; tells nothing of them. Refuses `shared.not_found`. */
export async function waitingFor(db: Db, viewer: Viewer, { code }: { code: string }): Promise<WaitingPlace> {
  const person = await personBehind(db, code)
  const own = viewer.accountId
    ? await db
        .selectFrom('member')
        .select('left_why')
        .where('case_id', '=', person.caseId)
        .where('account_id', '=', viewer.accountId)
        .executeTakeFirst()
    : undefined
  if (own?.left_why === 'removed') throw notFound()
  const { claims } = await db
    .selectFrom('sheet_claim')
    .select((eb) => eb.fn.countAll<number>().as('claims'))
    .where('person_id', '=', person.id)
    .executeTakeFirstOrThrow()
  const { caseId, slug, admits } = person
  return { caseId, slug, admits, claims, isMember: own !== undefined && own.left_why === null }
}

/**
 * The claims behind a link, for a member who knows the end of the phone number they were listed with. Refuses
 * `shared.not_found`, `sheet.digits_wrong`, and after five wrong ones `sheet.link_closed`.
 */
export async function waitingBehind(
  db: Db,
  viewer: Viewer,
  { code, digits }: { code: string; digits: string },
  { vault }: { vault: Vault },
): Promise<{ slug: string; claims: Waiting[] }> {
  const person = await personBehind(db, code)
  const member = await memberIn(db, viewer, { caseId: person.caseId })
  const claims = await claimsOf(db, vault, member, person.id)
  await ensureDigits(db, person.id, claims, digits)
  return { slug: member.slug, claims }
}

/**
 * Files the chosen claims as the viewer's own, with the consent they gave just now. Refuses as `waitingBehind` and
 * `submitClaim`, but leaves out an order they have filed themselves already (`same`). Sent again it files nothing more.
 */
export async function takeOver(
  db: Db,
  viewer: Viewer,
  { code, taking }: { code: string; taking: SheetTaking },
  { vault }: { vault: Vault },
): Promise<Taken> {
  await waitingBehind(db, viewer, { code, digits: taking.digits }, { vault })
  return inTransaction(db, async (tx) => {
    const person = await personBehind(tx, code, true)
    const member = await memberIn(tx, viewer, { caseId: person.caseId })
    const waiting = await claimsOf(tx, vault, member, person.id)
    const chosen = waiting.filter(({ id }) => taking.claims.includes(id)).slice(0, AT_ONCE)
    if (chosen.length === 0) throw new Refusal('invalid', 'sheet.none_chosen')
    if (chosen.some(({ draft }) => kindSpecs[draft.kind].tracking) && !taking.notOnTheWay)
      throw new Refusal('invalid', 'sheet.on_the_way', { fields: { notOnTheWay: 'sheet.on_the_way' } })
    const receipts: Receipt[] = []
    for (const each of chosen) {
      const receipt = await fileOne(tx, viewer, member, each, taking, vault)
      if (receipt) receipts.push(receipt)
    }
    await forgetPeople(tx, [person.id])
    const same = chosen.length - receipts.length
    await record(tx, member.caseId, member.id, {
      kind: 'sheet.taken',
      data: { claims: receipts.length, same },
    })
    return { slug: member.slug, receipts, same }
  })
}

/** Null when the member has filed this order themselves. */
async function fileOne(
  tx: Tx,
  viewer: Viewer,
  member: Member,
  { id, draft }: Waiting,
  { consentVersion }: SheetTaking,
  vault: Vault,
): Promise<Receipt | null> {
  const receipt = await submitted(tx, viewer, member.slug, claimOf(id, draft, consentVersion), vault)
  await tx
    .updateTable('sheet_claim')
    .set({ taken_at: sql<Date>`now()`, sealed: null, person_id: null, claim_id: receipt?.claimId ?? null })
    .where('id', '=', id)
    .execute()
  return receipt
}

async function submitted(
  tx: Tx,
  viewer: Viewer,
  slug: string,
  draft: ClaimDraft,
  vault: Vault,
): Promise<Receipt | null> {
  try {
    return await submitClaim(tx, viewer, { slug, draft }, { vault })
  } catch (error) {
    if (isRefusal(error) && error.code === 'claim.same_order') return null
    throw error
  }
}

/** The waiting claim as its owner files it; what did not arrive without a number has none, as they said. */
function claimOf(id: string, draft: WaitingDraft, consentVersion: string): ClaimDraft {
  const { details = {} } = draft
  const tracking = kindSpecs[draft.kind].tracking
    ? { noTracking: !details.trackingNumber, answers: { onTheWay: 'no' } }
    : {}
  return { ...draft, clientId: id, consentVersion, details: { ...details, ...tracking } }
}

async function ensureDigits(
  db: Db,
  personId: string,
  claims: readonly Waiting[],
  digits: string,
): Promise<void> {
  // Counted before it is looked at, so that tries at the same moment count too.
  const tried = await db
    .updateTable('sheet_person')
    .set((eb) => ({ wrong_tries: eb('wrong_tries', '+', 1) }))
    .where('id', '=', personId)
    .where('wrong_tries', '<', TRIES)
    .executeTakeFirst()
  if (tried.numUpdatedRows === 0n) throw new Refusal('forbidden', 'sheet.link_closed')
  if (!claims.some(({ draft }) => draft.identity.phone.endsWith(digits)))
    throw new Refusal('invalid', 'sheet.digits_wrong', { fields: { digits: 'sheet.digits_wrong' } })
  await db.updateTable('sheet_person').set({ wrong_tries: 0 }).where('id', '=', personId).execute()
}

async function claimsOf(db: Db, vault: Vault, { caseId }: Member, personId: string): Promise<Waiting[]> {
  const key = await caseKey(db, vault, caseId)
  const rows = await db
    .selectFrom('sheet_claim')
    .select(['id', 'sealed'])
    .where('person_id', '=', personId)
    .orderBy('sheet_id')
    .orderBy('row_from')
    .execute()
  return rows.flatMap(({ id, sealed }) =>
    sealed ? [{ id, draft: unseal(key, waitingPlace(id), sealed) as WaitingDraft }] : [],
  )
}
