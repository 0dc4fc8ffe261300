import { sql } from 'kysely'
import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import { RULES_VERSION } from '#app/shapes/join.ts'
import { demoText } from '#app/text/ko/demo.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { logIn, signUp } from '#server/domain/account.ts'
import { openCase, similarCases } from '#server/domain/case.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { invitesIn, makeInvite } from '#server/domain/invite.ts'
import { joinCase } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import type { Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { demoCase, demoHost } from './allets/case.ts'
import { amended, amender, demoClaims, type FiledClaim, withdrawer } from './allets/claims.ts'
import { hostNickname, lateComer, newcomers } from './allets/people.ts'
import { randomFrom, uuid } from './allets/random.ts'
import type { Line } from './allets/talk.ts'
import { talkAll } from './allets/talk-all.ts'
import { talkBuyers } from './allets/talk-buyers.ts'
import { talkSellers, talkStaff } from './allets/talk-sellers.ts'
import { aroundTalk, type Room, viewerOf } from './around.ts'
import { keepChronicle } from './chronicle.ts'

// The story of the demo, told through the same domain functions that people use: what they refuse, it cannot load.

export type Demo = {
  slug: string
  isNew: boolean
  /** Null when the host's password was changed since. */
  host: { email: string; password: string } | null
  joinCode: string | null
  /** The nickname that was refused because somebody had it already; null on a later run. */
  refusedNickname: string | null
}

type Deps = { vault: Vault }

/**
 * Loads the demo case in one transaction, or finds the one that is there: half a story is never left behind. Takes a
 * few seconds; every moment in it is now.
 */
export async function seedDemo(db: Db, deps: Deps): Promise<Demo> {
  const [found] = (await similarCases(db, demoCase.shopName)).filter(isDemoCase)
  if (found) return foundDemo(db, found.slug, deps)
  return inTransaction(db, (tx) => tellStory(tx, deps))
}

/** What to print: where to go, and as whom. */
export function demoLines(demo: Demo, origin: string): string[] {
  const room = `${origin}/c/${demo.slug}`
  const lines = [demo.isNew ? demoText.fresh : demoText.found, '']
  if (demo.joinCode) lines.push(`${demoText.newcomer}`, `  ${origin}/j/${demo.joinCode}`)
  lines.push(demoText.page, `  ${room}`, demoText.host, `  ${origin}/login?next=/c/${demo.slug}`)
  if (demo.host) {
    lines.push(`  ${demoText.email} ${demo.host.email}`, `  ${demoText.password} ${demo.host.password}`)
  } else lines.push(`  ${demoText.changed}`)
  if (demo.refusedNickname) lines.push('', demoText.refused(demo.refusedNickname))
  return lines
}

function isDemoCase({ shopName }: { shopName: string }): boolean {
  return shopName === demoCase.shopName
}

async function foundDemo(db: Db, slug: string, deps: Deps): Promise<Demo> {
  const demo = { slug, isNew: false, host: null, joinCode: null, refusedNickname: null }
  try {
    const { accountId } = await logIn(db, nobody, demoHost, deps)
    const invites = await invitesIn(db, { accountId, hasPassword: true }, { slug }, deps)
    const open = invites.find((invite) => invite.state === 'open')
    return { ...demo, host: demoHost, joinCode: open?.code ?? null }
  } catch (error) {
    if (error instanceof Refusal) return demo
    throw error
  }
}

/** They came yesterday: what the links in their talk lead to needs no look of the host's any more. */
const aDayAgo = sql<Date>`now() - interval '1 day'`

async function tellStory(db: Db, deps: Deps): Promise<Demo> {
  const { accountId } = await signUp(db, nobody, demoHost, deps)
  const host: Viewer = { accountId, hasPassword: true }
  const { slug, caseId } = await openCase(db, host, demoCase, deps)
  const { code } = await makeInvite(db, host, { slug, expiresAt: null, maxUses: null }, deps)
  const people = new Map<string, Viewer>([[hostNickname, host]])
  const join = (nickname: string, side: (typeof newcomers)[number][1]) => joinAs(db, code, nickname, side)
  for (const [nickname, side] of newcomers) people.set(nickname, await join(nickname, side))
  const refusedNickname = await refusedName(() => join(lateComer.wanted, lateComer.side))
  people.set(lateComer.instead, await join(lateComer.instead, lateComer.side))
  await db.updateTable('member').set({ joined_at: aDayAgo }).where('case_id', '=', caseId).execute()
  await liveThrough(db, { slug, people }, deps)
  await keepChronicle(db, { slug, people })
  return { slug, isNew: true, host: demoHost, joinCode: code, refusedNickname }
}

async function joinAs(db: Db, code: string, nickname: string, side: (typeof newcomers)[number][1]) {
  const joined = await joinCase(db, nobody, { code }, { nickname, side, rules: RULES_VERSION })
  return { accountId: joined.accountId, hasPassword: false }
}

/** A seed that could take somebody's name would be a seed of a broken product. */
async function refusedName(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'join.nickname_taken') return lateComer.wanted
    throw error
  }
  throw new Error('Two members got the same nickname')
}

/** People talk and file by turns, as they would. */
async function liveThrough(db: Db, room: Room, deps: Deps): Promise<void> {
  const claims = demoClaims()
  const talk = byTurns([
    ['staff', talkStaff],
    ['all', talkAll],
    ['buyer', talkBuyers],
    ['seller', talkSellers],
  ])
  const say = await speakerIn(db, room)
  let filed = 0
  for (const [at, { kind, line }] of talk.entries()) {
    await say(kind, line)
    const due = Math.floor(((at + 1) / talk.length) * claims.length)
    for (; filed < due; filed++) await file(db, room, claims[filed], deps)
  }
}

async function file(db: Db, room: Room, claim: FiledClaim | undefined, deps: Deps): Promise<void> {
  if (!claim) return
  const viewer = viewerOf(room, claim.by)
  const { claimId, version } = await submitClaim(db, viewer, { slug: room.slug, draft: claim.draft }, deps)
  if (claim.by === amender) {
    await amendClaim(db, viewer, { claimId, version, draft: amended(claim.draft) }, deps)
  }
  if (claim.by === withdrawer.by) await withdrawClaim(db, viewer, { claimId, why: withdrawer.why })
}

async function speakerIn(db: Db, room: Room) {
  const host = viewerOf(room, hostNickname)
  const channels = new Map<ChannelKind, string>()
  for (const kind of channelKinds)
    channels.set(kind, (await channelFor(db, host, { slug: room.slug, kind })).id)
  const said = new Map<string, string>()
  const around = await aroundTalk(db, room)
  const random = randomFrom(channels.size)
  return async (kind: ChannelKind, line: Line): Promise<void> => {
    const channelId = channels.get(kind) ?? ''
    const replyTo = line.to ? (said.get(line.to) ?? null) : null
    const draft = { channelId, clientId: uuid(random), body: line.says, replyTo }
    const { id } = await postMessage(db, viewerOf(room, line.by), draft)
    if (!line.as) return
    said.set(line.as, id)
    await around({ as: line.as, channelId, messageId: id })
  }
}

/** All talks at once, each at its own pace and in its own order. */
function byTurns(talks: readonly (readonly [ChannelKind, readonly Line[]])[]) {
  return talks
    .flatMap(([kind, lines]) => lines.map((line, at) => ({ kind, line, at: (at + 1) / (lines.length + 1) })))
    .sort((a, b) => a.at - b.at)
}
