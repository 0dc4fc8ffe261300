import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { publicCase, similarCases } from '#server/domain/case.ts'
import { claimFor, claimHistory, myClaims, ownIdentity } from '#server/domain/claim/read.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { caseByCode } from '#server/domain/invite.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { joinCase, membersIn, removeMember } from '#server/domain/member.ts'
import { deleteMessage, editMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { openPoll, vote } from '#server/domain/poll.ts'
import { respondentsIn } from '#server/domain/respondent/read.ts'
import { recountCells } from '#server/domain/total/cells.ts'
import { caseTotals, recountTotals } from '#server/domain/total.ts'
import {
  answerUnion,
  carriedClaim,
  carryUnion,
  keptSlug,
  proposeUnion,
  unionsOf,
} from '#server/domain/union.ts'
import type { Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { entryOf, openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'

let db: Db
let vault: Vault
/** The room that ends and the one that is kept. */
let from: TestCase
let into: TestCase
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })

beforeEach(async () => {
  db ??= (await freshDatabase()).db
  vault = testVault()
  from = await openTestCase(db, vault)
  into = await openTestCase(db, vault)
})

const claimed = (viewer: Viewer, slug: string, changes: Parameters<typeof buyerDraft>[0] = {}) =>
  submitClaim(db, viewer, { slug, draft: buyerDraft(changes) }, { vault })
const propose = async () => {
  const id = randomUUID()
  await proposeUnion(db, from.sora.viewer, { slug: from.slug, id, into: into.slug })
  return id
}
const agree = (unionId: string) =>
  answerUnion(db, into.sora.viewer, { slug: into.slug, unionId, agrees: true })
async function merged(): Promise<string> {
  const unionId = await propose()
  await agree(unionId)
  await carryUnion(db, { unionId }, { vault })
  return unionId
}
/** A poll of a room's host, as its id. */
async function askedIn({ slug, sora }: TestCase): Promise<string> {
  const words = { question: '어디에 먼저 낼까요?', options: ['소비자원', '경찰'] }
  const poll = { ...words, channel: 'all' as const, multiple: false, anonymous: false, closesAt: null }
  return (await openPoll(db, sora.viewer, { slug, id: randomUUID(), ...poll })).id
}
/** The same person in both rooms: Minji of the first joins the second. */
const inBoth = () => joinCase(db, from.minji.viewer, { code: into.code }, entryOf('민지 둘째'))

describe('both hosts agree', () => {
  test('and nobody else may propose or agree', async () => {
    const input = { slug: from.slug, id: randomUUID(), into: into.slug }
    await expect(proposeUnion(db, from.minji.viewer, input)).rejects.toEqual(refusal('shared.forbidden'))
    await expect(proposeUnion(db, into.sora.viewer, input)).rejects.toEqual(refusal('shared.not_found'))
    const unionId = await propose()
    const own = answerUnion(db, from.sora.viewer, { slug: from.slug, unionId, agrees: true })
    await expect(own).rejects.toEqual(refusal('shared.forbidden'))
    await carryUnion(db, { unionId }, { vault })
    expect(await keptSlug(db, { slug: from.slug })).toBeNull()
    await agree(unionId)
    expect(await keptSlug(db, { slug: from.slug })).toBe(into.slug)
  })

  test('a no, a room of its own, one that is none, and a second proposal', async () => {
    const ask = (slug: string) =>
      proposeUnion(db, from.sora.viewer, { slug: from.slug, id: randomUUID(), into: slug })
    await expect(ask(from.slug)).rejects.toEqual(refusal('union.itself'))
    await expect(ask('zzzzzzzzzz')).rejects.toEqual(refusal('union.unknown'))
    const unionId = await propose()
    await expect(ask(into.slug)).rejects.toEqual(refusal('union.open_already'))
    await answerUnion(db, into.sora.viewer, { slug: into.slug, unionId, agrees: false })
    await expect(agree(unionId)).rejects.toEqual(refusal('union.not_now'))
    expect((await unionsOf(db, from.sora.viewer, { slug: from.slug }))[0]).toMatchObject({
      ...{ mine: true, state: 'refused', slug: into.slug },
    })
    await propose()
  })
})

describe('people', () => {
  test('go on under their names, with a number where one is taken, and one person keeps one membership', async () => {
    const { memberId } = await inBoth()
    await merged()
    const { members } = await membersIn(db, into.sora.viewer, { slug: into.slug })
    const names = members.map(({ nickname }) => nickname).sort()
    // Two hosts, two sellers, two who are both, one Minji of each room: she of the first had come before.
    expect(names).toEqual(
      ['민지', '민지 둘째', '방장 소라', '태호', '태호 2', '하나', '하나 2']
        .concat(names.filter((name) => !/^(?:민지|방장 소라|태호|하나)/.test(name)))
        .sort(),
    )
    expect(members).toHaveLength(8)
    expect(members.filter(({ id }) => id === memberId)).toHaveLength(1)
    expect(members.filter(({ role }) => role === 'host')).toHaveLength(1)
    expect((await caseTotals(db, into.sora.viewer, { slug: into.slug })).members).toBe(8)
  })

  test('removed from the kept room stay outside it', async () => {
    const { memberId } = await inBoth()
    await removeMember(db, into.sora.viewer, { slug: into.slug, memberId })
    await claimed(from.minji.viewer, from.slug)
    await merged()
    const asked = channelFor(db, from.minji.viewer, { slug: into.slug, kind: 'all' })
    await expect(asked).rejects.toEqual(refusal('shared.not_found'))
    expect((await caseTotals(db, into.sora.viewer, { slug: into.slug })).buyer.claims).toBe(1)
    expect(await recountTotals(db)).toEqual([])
  })
})

describe('claims', () => {
  test('stand under new receipt numbers without gaps, and every total equals a recount', async () => {
    await claimed(into.minji.viewer, into.slug)
    const first = await claimed(from.minji.viewer, from.slug)
    const second = await claimed(from.hana.viewer, from.slug)
    const before = await caseTotals(db, from.sora.viewer, { slug: from.slug })
    const kept = await caseTotals(db, into.sora.viewer, { slug: into.slug })
    await merged()
    const sum = await caseTotals(db, into.sora.viewer, { slug: into.slug })
    expect(sum.buyer).toEqual({
      claimants: kept.buyer.claimants + before.buyer.claimants,
      claims: kept.buyer.claims + before.buyer.claims,
      remaining: kept.buyer.remaining + before.buyer.remaining,
    })
    const none = { claimants: 0, claims: 0, remaining: 0 }
    const left = await caseTotals(db, from.sora.viewer, { slug: from.slug })
    expect([left.buyer, left.seller]).toEqual([none, none])
    const carried = await Promise.all(
      [first, second].map(async ({ claimId }, at) => {
        const { viewer } = at === 0 ? from.minji : from.hana
        const to = await carriedClaim(db, viewer, { claimId })
        expect(to?.slug).toBe(into.slug)
        return claimFor(db, viewer, { claimId: to?.claimId ?? '', slug: into.slug })
      }),
    )
    expect(carried.map(({ receiptNo }) => receiptNo)).toEqual([2, 3])
    const next = await claimed(into.hana.viewer, into.slug)
    expect(next.receiptNo).toBe(4)
    expect(await recountTotals(db)).toEqual([])
    expect(await recountCells(db)).toEqual([])
  })

  test('keep what was stated and who somebody is, and the one that stays behind forgets it', async () => {
    const { claimId } = await claimed(from.minji.viewer, from.slug)
    const before = await claimHistory(db, from.minji.viewer, { claimId })
    const who = await ownIdentity(db, from.minji.viewer, { claimId }, { vault })
    await merged()
    const to = await carriedClaim(db, from.minji.viewer, { claimId })
    const id = to?.claimId ?? ''
    const after = await claimHistory(db, from.minji.viewer, { claimId: id })
    expect(after.map(({ remaining, items }) => [remaining, items])).toEqual(
      before.map(({ remaining, items }) => [remaining, items]),
    )
    expect(await ownIdentity(db, from.minji.viewer, { claimId: id }, { vault })).toEqual(who)
    expect(await ownIdentity(db, from.minji.viewer, { claimId }, { vault })).toBeNull()
    // Somebody else's is not to be found by its old id.
    await expect(carriedClaim(db, from.hana.viewer, { claimId })).rejects.toEqual(refusal('shared.not_found'))
  })

  test('of one order by one person in both rooms are one', async () => {
    await inBoth()
    const kept = await claimed(from.minji.viewer, into.slug, { orderNumber: 'AB-100' })
    const old = await claimed(from.minji.viewer, from.slug, { orderNumber: 'AB100' })
    await claimed(from.minji.viewer, from.slug, { orderNumber: 'AB-200' })
    await merged()
    expect((await carriedClaim(db, from.minji.viewer, { claimId: old.claimId }))?.claimId).toBe(kept.claimId)
    const live = (await myClaims(db, from.minji.viewer, { slug: into.slug })).filter(
      ({ state }) => state === 'submitted',
    )
    expect(live).toHaveLength(2)
    const { buyer } = await caseTotals(db, into.sora.viewer, { slug: into.slug })
    expect([buyer.claimants, buyer.claims]).toEqual([1, 2])
    expect(await recountTotals(db)).toEqual([])
    expect(await recountCells(db)).toEqual([])
  })
})

describe('what is left behind', () => {
  test('its doors lead to the kept room, and it is found no more', async () => {
    const { shopName } = await publicCase(db, from.slug)
    await merged()
    expect((await caseByCode(db, nobody, from.code)).slug).toBe(into.slug)
    const byLink = await joinCase(db, nobody, { code: from.code }, entryOf('늦게 온 사람'))
    const byDoor = await joinCase(db, nobody, { slug: from.slug }, entryOf('더 늦게 온 사람'))
    expect([byLink.slug, byDoor.slug]).toEqual([into.slug, into.slug])
    expect((await similarCases(db, shopName)).map(({ slug }) => slug)).not.toContain(from.slug)
    expect((await publicCase(db, from.slug)).ended).toBe(true)
  })

  test('it is no other case of its operator any more', async () => {
    const third = await openTestCase(db, vault)
    const name = `주식회사 ${third.slug}`
    const ids = [from, into, third].map(({ caseId }) => caseId)
    await db.updateTable('case').set({ operator_name: name }).where('id', 'in', ids).execute()
    const related = async () => {
      const found = await respondentsIn(db, third.sora.viewer, { slug: third.slug })
      return found.related.map(({ slug }) => slug).sort()
    }
    expect(await related()).toEqual([from.slug, into.slug].sort())
    await merged()
    expect(await related()).toEqual([into.slug])
  })

  test('its talk is read by those who were there and by nobody else, and nothing is begun in it', async () => {
    const { id: channelId } = await channelFor(db, from.minji.viewer, { slug: from.slug, kind: 'all' })
    const say = (body: string, viewer = from.minji.viewer) =>
      postMessage(db, viewer, { channelId, clientId: randomUUID(), body, replyTo: null })
    const { id: messageId } = await say('어디로 신고하나요')
    const pollId = await askedIn(from)
    await vote(db, from.minji.viewer, { pollId, choices: [1] })
    await editMessage(db, from.minji.viewer, { messageId, body: '어디에 신고하나요' })
    await merged()
    const page = await messagesBefore(db, from.minji.viewer, { channelId, beforeSeq: null, limit: 10 })
    expect(page.messages.map(({ body }) => body)).toContain('어디에 신고하나요')
    const acts = [
      say('한 마디 더'),
      say('방장도 한 마디', from.sora.viewer),
      askedIn(from),
      vote(db, from.minji.viewer, { pollId, choices: [2] }),
      editMessage(db, from.minji.viewer, { messageId, body: '다른 말' }),
    ]
    const ended = refusal('case.kept_elsewhere')
    await Promise.all(acts.map((act) => expect(act).rejects.toEqual(ended)))
    await deleteMessage(db, from.minji.viewer, { messageId })
    await expect(claimed(from.minji.viewer, from.slug)).rejects.toEqual(refusal('case.kept_elsewhere'))
    const other = messagesBefore(db, into.minji.viewer, { channelId, beforeSeq: null, limit: 10 })
    await expect(other).rejects.toEqual(refusal('shared.not_found'))
  })

  test('each ledger stays whole, and the merger is an entry in both', async () => {
    await claimed(from.minji.viewer, from.slug)
    const unionId = await merged()
    for (const { caseId } of [from, into]) {
      expect(await firstBrokenEntry(db, caseId)).toBeNull()
      const { count } = await db
        .selectFrom('ledger')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('case_id', '=', caseId)
        .where('kind', 'in', ['union.agreed', 'union.done'])
        .executeTakeFirstOrThrow()
      expect(Number(count)).toBe(2)
    }
    // A run after the end finds nothing to do.
    await carryUnion(db, { unionId }, { vault })
    expect((await caseTotals(db, into.sora.viewer, { slug: into.slug })).buyer.claims).toBe(1)
  })

  test('a room that ended in one that ends itself leads to the last', async () => {
    await merged()
    const last = await openTestCase(db, vault)
    const id = randomUUID()
    await proposeUnion(db, into.sora.viewer, { slug: into.slug, id, into: last.slug })
    await answerUnion(db, last.sora.viewer, { slug: last.slug, unionId: id, agrees: true })
    await carryUnion(db, { unionId: id }, { vault })
    expect(await keptSlug(db, { slug: from.slug })).toBe(last.slug)
    expect((await caseTotals(db, last.sora.viewer, { slug: last.slug })).members).toBe(12)
    expect(await recountTotals(db)).toEqual([])
  })
})
