import { sql } from 'kysely'
import {
  type ChannelKind,
  type ClaimSide,
  channelsOf,
  claimSidesOf,
  type Role,
  type Side,
} from '#app/shapes/case.ts'
import { Id, Slug } from '#app/shapes/id.ts'
import { type Area, sees } from '#app/shapes/labels.ts'
import type { Db } from '#db/client.ts'
import { notFound, Refusal } from './refusal.ts'
import type { Viewer } from './viewer.ts'

// Every read of the product starts here: no membership, no row. A stranger, a removed member and a wrong id get the
// same answer, so that nobody learns whether a case, a channel or a claim exists.

/** A present member of a case, as every other question needs it. Never leaves the domain. */
export type Member = {
  id: string
  accountId: string
  nickname: string
  side: Side
  role: Role
  joinedAt: Date
  caseId: string
  slug: string
}

export type CaseRef = { caseId: string } | { slug: string }

type HasRole = Pick<Member, 'role'>

/** What each act needs. Written once; everything else asks `may`. */
const acts = {
  'case.edit': (m: HasRole) => m.role === 'host',
  'invite.manage': (m: HasRole) => m.role !== 'member',
  'export.request': (m: HasRole) => m.role === 'host',
  'member.remove': (m: HasRole) => m.role !== 'member',
  'notice.write': (m: HasRole) => m.role !== 'member',
  'fact.judge': (m: HasRole) => m.role !== 'member',
  'evidence.view': (m: HasRole) => m.role !== 'member',
  'exhibit.keep': (m: HasRole) => m.role !== 'member',
  'claim.review': (m: HasRole) => m.role !== 'member',
  'respondent.keep': (m: HasRole) => m.role !== 'member',
  'event.write': (m: HasRole) => m.role !== 'member',
  'answer.write': (m: HasRole) => m.role !== 'member',
  'order.keep': (m: HasRole) => m.role !== 'member',
  'filing.keep': (m: HasRole) => m.role !== 'member',
  'claim.import': (m: HasRole) => m.role !== 'member',
  'role.give': (m: HasRole) => m.role === 'host',
} as const
export type Act = keyof typeof acts

export function may(member: HasRole, act: Act): boolean {
  return acts[act](member)
}

/**
 * The member behind the viewer in that case, or `shared.not_found`. What is read or done belongs to `area`; helpers with
 * a label have only those of their label (labels.ts) and are refused `label.not_for_you` elsewhere.
 */
export async function memberIn(
  db: Db,
  viewer: Viewer,
  ref: CaseRef,
  area: Area | 'members' = 'members',
): Promise<Member> {
  if (!viewer.accountId || !isWellFormed(ref)) throw notFound()
  const row = await presentMembers(db, viewer.accountId)
    .where((eb) => ('slug' in ref ? eb('case.slug', '=', ref.slug) : eb('case.id', '=', ref.caseId)))
    .executeTakeFirst()
  if (!row) throw notFound()
  if (!sees(row.side, area)) throw new Refusal('forbidden', 'label.not_for_you')
  return row
}

/** Like `memberIn`, and refuses `shared.forbidden` when the member's role does not allow the act. */
export async function memberWho(db: Db, viewer: Viewer, ref: CaseRef, act: Act): Promise<Member> {
  const member = await memberIn(db, viewer, ref, 'place')
  ensureMay(member, act)
  return member
}

/** Refuses `shared.forbidden` when the member's role does not allow the act. */
export function ensureMay(member: HasRole, act: Act): void {
  if (!may(member, act)) throw new Refusal('forbidden', 'shared.forbidden')
}

export type OpenChannel = { id: string; kind: ChannelKind; head: number; member: Member }

/** A channel the viewer may read and write, by id or by case and kind, or `shared.not_found`. */
export async function channelFor(
  db: Db,
  viewer: Viewer,
  ref: { channelId: string } | { slug: string; kind: ChannelKind },
): Promise<OpenChannel> {
  if (!viewer.accountId || !isWellFormed(ref)) throw notFound()
  const row = await presentMembers(db, viewer.accountId)
    .innerJoin('channel', 'channel.case_id', 'case.id')
    .select(['channel.id as channelId', 'channel.kind', 'channel.head'])
    .where((eb) =>
      'slug' in ref
        ? eb.and([eb('case.slug', '=', ref.slug), eb('channel.kind', '=', ref.kind)])
        : eb('channel.id', '=', ref.channelId),
    )
    .executeTakeFirst()
  if (!row) throw notFound()
  const { channelId, kind, head, ...member } = row
  if (!channelsOf(member.side, member.role).includes(kind)) throw notFound()
  return { id: channelId, kind, head, member }
}

/** Every channel the viewer may read: of one case, or with null of all theirs. Refuses `shared.not_found` for a case. */
export async function channelsFor(db: Db, viewer: Viewer, ref: CaseRef | null): Promise<OpenChannel[]> {
  const one = ref && (await memberIn(db, viewer, ref, 'place'))
  if (!viewer.accountId) return []
  const rows = await presentMembers(db, viewer.accountId)
    .innerJoin('channel', 'channel.case_id', 'case.id')
    .select(['channel.id as channelId', 'channel.kind', 'channel.head'])
    .$if(one !== null, (query) => query.where('case.id', '=', one?.caseId ?? ''))
    .execute()
  return rows
    .filter(({ side, role, kind }) => channelsOf(side, role).includes(kind))
    .map(({ channelId, kind, head, ...member }) => ({ id: channelId, kind, head, member }))
}

/** Somebody's place in a case: their membership, and the ids of all channels there which they read. */
export type Place = { accountId: string; caseId: string; memberId: string; channelIds: string[] }

/**
 * The place of each of many viewers, in one statement: in a case, or in the case of a channel which they read. Null where
 * the same question by `channelsFor` or `channelFor` would be refused `shared.not_found`.
 */
export async function standingOf(
  db: Db,
  asks: readonly { viewer: Viewer; ref: { caseId: string } | { channelId: string } }[],
): Promise<(Place | null)[]> {
  const known = asks.map(({ viewer, ref }) => (viewer.accountId && isWellFormed(ref) ? ref : null))
  const accounts = asks.map(({ viewer }, at) => (known[at] ? viewer.accountId : null))
  const channels = known.map((ref) => (ref && 'channelId' in ref ? ref.channelId : null))
  const cases = known.map((ref) => (ref && 'caseId' in ref ? ref.caseId : null))
  const { rows } = await sql<PlaceRow>`
    select asked.n::integer as n, member.id as "memberId", member.case_id as "caseId", member.side, member.role,
      channel.id as "channelId", channel.kind
    from unnest(${accounts}::uuid[], ${channels}::uuid[], ${cases}::uuid[])
      with ordinality as asked (account_id, channel_id, case_id, n)
    left join channel as named on named.id = asked.channel_id
    join member on member.account_id = asked.account_id and member.left_at is null
      and member.case_id = coalesce(asked.case_id, named.case_id)
    join channel on channel.case_id = member.case_id`.execute(db)
  const places = new Map<number, Place>()
  for (const { n, caseId, memberId, side, role, channelId, kind } of rows) {
    if (!channelsOf(side, role).includes(kind)) continue
    const accountId = accounts[n - 1] ?? ''
    const place = places.get(n) ?? { accountId, caseId, memberId, channelIds: [] }
    place.channelIds.push(channelId)
    places.set(n, place)
  }
  return channels.map((channelId, at) => {
    const place = places.get(at + 1)
    return place && (channelId === null || place.channelIds.includes(channelId)) ? place : null
  })
}

type PlaceRow = {
  n: number
  memberId: string
  caseId: string
  side: Side
  role: Role
  channelId: string
  kind: ChannelKind
}

/** Refuses `claim.wrong_side` when the member may not claim on that side. */
export function ensureMayClaim(member: Member, side: ClaimSide): void {
  if (!claimSidesOf(member.side).includes(side)) throw new Refusal('forbidden', 'claim.wrong_side')
}

/** What an address names may be anything; the database takes only what can be a slug or an id. */
function isWellFormed(ref: CaseRef | { channelId: string }): boolean {
  if ('slug' in ref) return Slug.safeParse(ref.slug).success
  return Id.safeParse('caseId' in ref ? ref.caseId : ref.channelId).success
}

function presentMembers(db: Db, accountId: string) {
  return db
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select([
      'member.id',
      'member.account_id as accountId',
      'member.nickname',
      'member.side',
      'member.role',
      'member.joined_at as joinedAt',
      'case.id as caseId',
      'case.slug',
    ])
    .where('member.account_id', '=', accountId)
    .where('member.left_at', 'is', null)
}
