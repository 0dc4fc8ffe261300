import { sql } from 'kysely'
import type { ChosenSide, Label, Role, Side } from '#app/shapes/case.ts'
import { Slug } from '#app/shapes/id.ts'
import type { JoinDraft } from '#app/shapes/join.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberIn, memberWho } from './access.ts'
import { newGuest } from './account.ts'
import type { MyMembership } from './case.ts'
import { ensureValid, inviteByCode } from './invite/by-code.ts'
import { record } from './ledger.ts'
import { addMember, countMember, renameMember } from './member/add.ts'
import { endMembership } from './member/end.ts'
import { guestOfTicket } from './member/guest-ticket.ts'
import { isLikeStaff } from './member/name.ts'
import { passOn } from './member/succession.ts'
import { watchRush } from './order/rush.ts'
import { notFound, Refusal } from './refusal.ts'
import { personBehind } from './sheet/person.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'
import { ensureNoVoice } from './voice/own.ts'

export { labelMember } from './member/label.ts'
export { muteMember, setAside, unmuteMember } from './member/mute.ts'
export { memberFor, staffOf } from './member/one.ts'
export { readmitMember, removeMember } from './member/remove.ts'
export { appointCohost, dismissCohost, handOver } from './member/roles.ts'

/**
 * How somebody comes in: by the code of a join link, through the open door of the public page, or by the link to claims
 * that wait for them (`waiting`).
 */
export type Door = { code: string } | { slug: string } | { waiting: string }

/** `accountId` is new when `isNewGuest`: the caller then begins its session. */
export type Joined = {
  caseId: string
  slug: string
  memberId: string
  accountId: string
  isNewGuest: boolean
  isNewMember: boolean
}

/**
 * Makes the viewer a member, as a new guest where there is no account yet. A present member gets the membership they
 * have, whatever became of the link since; who left comes back under the old name. Refuses `invite.not_valid` (code)
 * or `shared.not_found` (open door) for a wrong, closed or used-up door and for a removed member alike,
 * `voice.may_not_join` to a company's account, `join.side_not_admitted` (a link with a label makes its own side of it), `join.nickname_taken` (a free name in `fields.suggestion`), `join.nickname_like_staff`.
 */
export async function joinCase(db: Db, viewer: Viewer, door: Door, draft: JoinDraft): Promise<Joined> {
  const joined = await inTransaction(db, async (tx) => {
    const place = await placeBehind(tx, door)
    const guest = viewer.accountId ? null : await guestFor(tx, draft)
    const accountId = viewer.accountId ?? guest
    if (!accountId) throw new Refusal('conflict', 'join.form_too_old')
    const answer = { caseId: place.caseId, slug: place.slug, accountId, isNewGuest: guest !== null }
    const before = await membershipOf(tx, place.caseId, accountId)
    if (before?.left_why === 'removed') throw place.refusal
    if (before && !before.left_at) return { ...answer, memberId: before.id, isNewMember: false }
    ensureValid(place)
    await ensureNoVoice(tx, place.caseId, accountId)
    if (!place.label && !place.admits.includes(draft.side)) throw sideNotAdmitted()
    if (before) {
      await comeBack(tx, place.caseId, before, draft.nickname)
      return { ...answer, memberId: before.id, isNewMember: false }
    }
    const memberId = await enter(tx, place, accountId, draft)
    return { ...answer, memberId, isNewMember: true }
  })
  if (joined.isNewMember) await watchRush(db, joined.caseId)
  return joined
}

/**
 * Ends the viewer's own membership. Messages and claims stay. A leaving host passes the room on (member/succession.ts).
 */
export async function leaveCase(
  db: Db,
  viewer: Viewer,
  ref: { slug: string },
): Promise<{ newHostId: string | null }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, ref, 'place')
    const gone = await endMembership(tx, { ...member, why: 'left' })
    if (!gone) throw notFound()
    const newHostId = member.role === 'host' ? await passOn(tx, member.caseId, member.id) : null
    await record(tx, member.caseId, member.id, { kind: 'member.left', data: { memberId: member.id } })
    return { newHostId }
  })
}

/** One member as staff sees them; never an address or an account. `joinedAt` is an ISO instant. */
export type MemberView = { id: string; nickname: string; side: Side; role: Role; joinedAt: string }
/** People a page of the staff's list. */
const MEMBERS_PAGE = 50

/**
 * Present members in the order they joined, staff only, 50 a page from `after` (a member id); `beginning` narrows to
 * nicknames that start so.
 */
export async function membersIn(
  db: Db,
  viewer: Viewer,
  { slug, after = null, beginning = '' }: { slug: string; after?: string | null; beginning?: string },
): Promise<{ members: MemberView[]; next: string | null }> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'member.remove')
  let query = db
    .selectFrom('member')
    .select(['id', 'nickname', 'side', 'role', 'joined_at'])
    .where('case_id', '=', caseId)
    .where('left_at', 'is', null)
    .orderBy('joined_at')
    .orderBy('id')
    .limit(MEMBERS_PAGE + 1)
  if (beginning) query = query.where(sql<boolean>`starts_with(nickname, ${beginning.normalize('NFC')})`)
  if (after) {
    query = query.where(
      sql<boolean>`(joined_at, id) > (select joined_at, id from member where id = ${after} and case_id = ${caseId})`,
    )
  }
  const rows = await query.execute()
  const members = rows
    .slice(0, MEMBERS_PAGE)
    .map(({ joined_at, ...row }) => ({ ...row, joinedAt: joined_at.toISOString() }))
  return { members, next: rows.length > MEMBERS_PAGE ? (members.at(-1)?.id ?? null) : null }
}

/** The viewer's own membership, or `shared.not_found`. */
export async function meIn(db: Db, viewer: Viewer, ref: { slug: string }): Promise<MyMembership> {
  const { id, nickname, side, role, joinedAt } = await memberIn(db, viewer, ref, 'place')
  return { id, nickname, side, role, joinedAt: joinedAt.toISOString() }
}

/** A room of the viewer's; `members` counts the people in it. */
export type MyCase = {
  slug: string
  shopName: string
  nickname: string
  side: Side
  role: Role
  members: number
}
/** As many rooms as a first page lists; nobody was failed by more shops at once. */
const MY_CASES_MAX = 50

/** The rooms the viewer is in, last joined first; none for nobody. */
export async function myCases(db: Db, viewer: Viewer): Promise<MyCase[]> {
  if (!viewer.accountId) return []
  return db
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .innerJoin('case_head', 'case_head.case_id', 'case.id')
    .select(['slug', 'shop_name as shopName', 'nickname', 'side', 'role', 'case_head.members'])
    .where('account_id', '=', viewer.accountId)
    .where('left_at', 'is', null)
    .orderBy('joined_at', 'desc')
    .orderBy('member.id')
    .limit(MY_CASES_MAX)
    .execute()
}

/** The case behind a door, whether or not it is open, and what to answer when it is not. */
type Place = {
  caseId: string
  slug: string
  admits: ChosenSide[]
  inviteId: string | null
  label: Label | null
  isOpen: boolean
  refusal: Refusal
}

async function placeBehind(tx: Tx, door: Door): Promise<Place> {
  if ('code' in door) return inviteByCode(tx, door.code, { lock: true })
  if ('waiting' in door) {
    const { caseId, slug, admits } = await personBehind(tx, door.waiting)
    return { caseId, slug, admits, inviteId: null, label: null, isOpen: true, refusal: notFound() }
  }
  if (!Slug.safeParse(door.slug).success) throw notFound()
  const row = await tx
    .selectFrom('case as asked')
    .innerJoin('case', (join) =>
      join.on((eb) => eb('case.id', '=', eb.fn.coalesce('asked.kept_id', 'asked.id'))),
    )
    .select(['case.id', 'case.slug', 'case.admits', 'case.open_join'])
    .where('asked.slug', '=', door.slug)
    .executeTakeFirst()
  if (!row) throw notFound()
  const { id: caseId, slug, admits, open_join: isOpen } = row
  return { caseId, slug, admits, inviteId: null, label: null, isOpen, refusal: notFound() }
}

async function guestFor(tx: Tx, draft: JoinDraft): Promise<string | null> {
  return draft.ticket ? guestOfTicket(tx, draft.ticket) : (await newGuest(tx)).accountId
}

function membershipOf(tx: Tx, caseId: string, accountId: string) {
  return tx
    .selectFrom('member')
    .select(['id', 'nickname', 'role', 'left_at', 'left_why'])
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

async function enter(tx: Tx, place: Place, accountId: string, draft: JoinDraft): Promise<string> {
  const { caseId, inviteId } = place
  const { nickname, rules } = draft
  const side = place.label ?? draft.side
  const added = await addMember(tx, { caseId, accountId, inviteId, nickname, side, rules, role: 'member' })
  // Two equal requests at once: the other one is through, and this one found its row.
  if (!added) return (await membershipOf(tx, caseId, accountId))?.id ?? Promise.reject(place.refusal)
  if (inviteId) {
    const used = tx.updateTable('invite').set((eb) => ({ uses: eb('uses', '+', 1) }))
    await used.where('id', '=', inviteId).execute()
  }
  await record(tx, caseId, added.id, { kind: 'member.joined', data: { memberId: added.id, inviteId } })
  announce(tx, { kind: 'case.changed', caseId, what: ['members'] })
  return added.id
}

type Before = { id: string; nickname: string; role: Role }

/**
 * Comes back under the old name; under the one just chosen when the old one now resembles somebody of the staff. The
 * name is asked for before the row is touched: a host who comes back resembles nobody but themselves.
 */
async function comeBack(tx: Tx, caseId: string, before: Before, chosen: string): Promise<void> {
  const renamed = before.role === 'member' && (await isLikeStaff(tx, caseId, before.nickname))
  if (renamed) await renameMember(tx, caseId, before.id, chosen)
  const back = tx.updateTable('member').set({ left_at: null, left_why: null })
  const row = await back.where('id', '=', before.id).where('left_at', 'is not', null).executeTakeFirst()
  if (row.numUpdatedRows === 0n) return
  await countMember(tx, caseId, 1)
  await record(tx, caseId, before.id, {
    kind: 'member.joined',
    data: { memberId: before.id, inviteId: null },
  })
  announce(tx, { kind: 'case.changed', caseId, what: ['members'] })
}

function sideNotAdmitted(): Refusal {
  return new Refusal('forbidden', 'join.side_not_admitted', { fields: { side: 'join.side_not_admitted' } })
}
