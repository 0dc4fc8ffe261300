import { createHash, randomUUID } from 'node:crypto'
import { channelKinds, claimSides, type Trouble } from '#app/shapes/case.ts'
import type { CaseDraft, OpeningDraft } from '#app/shapes/case-draft.ts'
import type { CaseWish } from '#app/shapes/find-case.ts'
import { Slug } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn, memberWho } from './access.ts'
import { pageOfCases } from './case/find.ts'
import { ensureOnlyRoom } from './case/one-room.ts'
import { shopJamo, shopKey } from './case/shop-name.ts'
import { findSimilar } from './case/similar.ts'
import { newSlug } from './case/slug.ts'
import { type CaseFacts, factsOf } from './case/views.ts'
import { canonicalJson, genesisHash, record } from './ledger.ts'
import { addMember } from './member/add.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

export type { CaseFacts } from './case/views.ts'

/** Public counts below this stay unsaid: few enough people to guess who they are. */
export const PUBLIC_MINIMUM = 5
/**
 * Opens a case with its channels, totals, data key and first member: the opener, as host. Refuses `account.needed`
 * to guests, `case.already_open` when the shop has a room (its slug in `fields.slug`), and the nickname's refusals.
 */
export async function openCase(
  db: Db,
  viewer: Viewer,
  draft: OpeningDraft,
  { vault }: { vault: Vault },
): Promise<{ caseId: string; slug: string; memberId: string }> {
  const { accountId } = viewer
  if (!accountId || !viewer.hasPassword) throw new Refusal('forbidden', 'account.needed')
  return inTransaction(db, async (tx) => {
    const signs = { shopKey: keyOf(draft), businessNumber: draft.businessNumber }
    await ensureOnlyRoom(tx, signs, null)
    const caseId = randomUUID()
    const slug = newSlug()
    await tx
      .insertInto('case')
      .values({ id: caseId, slug, ...factsRow(draft) })
      .execute()
    await furnish(tx, caseId, vault)
    const { nickname, side, rules } = draft
    const member = await addMember(tx, { caseId, accountId, nickname, side, rules, role: 'host' })
    if (!member) throw new Error('A case just made has a member already')
    await record(tx, caseId, member.id, { kind: 'case.opened', data: { caseId } })
    return { caseId, slug, memberId: member.id }
  })
}

/** Changes the facts of a case; host only. Refuses `case.already_open` when they now name another room's shop. */
export async function editCase(
  db: Db,
  viewer: Viewer,
  ref: { slug: string },
  draft: CaseDraft,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, ref, 'case.edit')
    const signs = { shopKey: keyOf(draft), businessNumber: draft.businessNumber }
    await ensureOnlyRoom(tx, signs, host.caseId)
    const row = factsRow(draft)
    await tx.updateTable('case').set(row).where('id', '=', host.caseId).execute()
    const sha256 = createHash('sha256').update(canonicalJson(row)).digest('hex')
    await record(tx, host.caseId, host.id, { kind: 'case.edited', data: { sha256 } })
    announce(tx, { kind: 'case.changed', caseId: host.caseId, what: ['case'] })
  })
}

/** A room that may be of the shop being typed. `members` is null below five people; `openedAt` is an ISO instant. */
export type SimilarCase = {
  slug: string
  shopName: string
  operatorName: string
  members: number | null
  openedAt: string
}

/**
 * Rooms whose shop name begins with, contains or resembles what is typed so far, at most five; half-typed syllables,
 * initial consonants and a slip of the finger count. So does a part of the operator's name, and a whole business number. Public: anybody may look for a room.
 */
export async function similarCases(db: Db, typed: string): Promise<SimilarCase[]> {
  const rows = await inTransaction(db, (tx) => findSimilar(tx, typed))
  return rows.map((row) => ({
    slug: row.slug,
    shopName: row.shop_name,
    operatorName: row.operator_name,
    members: publiclyCounted(row.members),
    openedAt: row.created_at.toISOString(),
  }))
}

/** A case in a list that anybody may read. `members` is null below five people; `openedAt` is an ISO instant. */
export type ListedCase = SimilarCase & { troubles: Trouble[] }

/**
 * A page of all cases, or of those asked for by shop, initials, operator or business number, and the slug the next page
 * begins after. Public: anybody may look for a room. Refuses `shared.not_found` for a page after no case.
 */
export async function findCases(
  db: Db,
  wish: CaseWish,
): Promise<{ cases: ListedCase[]; next: string | null }> {
  const { cases, next } = await pageOfCases(db, wish)
  const listed = cases.map(({ members, openedAt, ...each }) => ({
    ...each,
    members: publiclyCounted(members),
    openedAt: openedAt.toISOString(),
  }))
  return { cases: listed, next }
}

/** What anybody may see of a case. `members` is null below five people. */
export type PublicCase = CaseFacts & { members: number | null }

/** The public page's facts. Refuses `shared.not_found`. */
export async function publicCase(db: Db, slug: string): Promise<PublicCase> {
  const { members, ...row } = await caseRow(db, slug)
  return { ...factsOf(row), members: publiclyCounted(members) }
}

/** What a member sees around every inside page. `me` names the viewer's own membership. */
export type InsideCase = CaseFacts & { caseId: string; members: number; me: MyMembership }
export type MyMembership = Pick<Member, 'id' | 'nickname' | 'side' | 'role'> & { joinedAt: string }

/** The facts as a member sees them. Refuses `shared.not_found` to everybody else. */
export async function caseFacts(db: Db, viewer: Viewer, ref: { slug: string }): Promise<InsideCase> {
  const member = await memberIn(db, viewer, ref, 'place')
  const { members, ...row } = await caseRow(db, member.slug)
  const { id, nickname, side, role, joinedAt } = member
  const me = { id, nickname, side, role, joinedAt: joinedAt.toISOString() }
  return { ...factsOf(row), caseId: member.caseId, members, me }
}

async function caseRow(db: Db, slug: string) {
  if (!Slug.safeParse(slug).success) throw notFound()
  const row = await db
    .selectFrom('case')
    .innerJoin('case_head', 'case_head.case_id', 'case.id')
    .selectAll('case')
    .select('case_head.members')
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** All that a case needs beside its own row. */
async function furnish(tx: Tx, caseId: string, vault: Vault): Promise<void> {
  const { wrapped, masterKeyId } = vault.newCaseKey(caseId)
  await tx
    .insertInto('case_head')
    .values({ case_id: caseId, ledger_hash: genesisHash(caseId) })
    .execute()
  await tx.insertInto('case_key').values({ case_id: caseId, wrapped, master_key_id: masterKeyId }).execute()
  await tx
    .insertInto('channel')
    .values(channelKinds.map((kind) => ({ case_id: caseId, kind })))
    .execute()
  await tx
    .insertInto('case_total')
    .values(claimSides.map((side) => ({ case_id: caseId, side })))
    .execute()
}

function factsRow(draft: CaseDraft) {
  const key = keyOf(draft)
  return {
    shop_name: draft.shopName,
    shop_key: key,
    shop_jamo: shopJamo(key),
    operator_name: draft.operatorName,
    business_number: draft.businessNumber,
    troubles: draft.troubles,
    notice_on: draft.noticeOn,
    closes_on: draft.closesOn,
    settles_on: draft.settlesOn,
    notice_text: draft.noticeText,
    notice_url: draft.noticeUrl,
    admits: draft.admits,
    open_join: draft.openJoin,
  }
}

function keyOf(draft: CaseDraft): string {
  const key = shopKey(draft.shopName)
  if (key === '')
    throw new Refusal('invalid', 'shop_name.no_letters', { fields: { shopName: 'shop_name.no_letters' } })
  return key
}

/** A number of people as anybody may know it: null below five. Pure. */
export function publiclyCounted(count: number): number | null {
  return count < PUBLIC_MINIMUM ? null : count
}
