import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Label, labels } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { filingFor, filingsIn, grantFilings } from '#server/domain/filing.ts'
import { invitesIn, linkToShare, makeInvite } from '#server/domain/invite.ts'
import { appointCohost, joinCase, labelMember, memberFor } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { pollFor, vote } from '#server/domain/poll.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, rolledBack } from '#tests/database.ts'
import { entryOf, joined } from '#tests/people.ts'
import { matrix } from './access-matrix.ts'
import { makeWorld, type World } from './access-world.ts'

let db: Db
let world: World
const helpers = new Map<Label, { viewer: Viewer; memberId: string }>()
const viewerOf = (label: Label) => helpers.get(label)?.viewer ?? nobody
const memberIdOf = (label: Label) => helpers.get(label)?.memberId ?? ''

beforeAll(async () => {
  const database = await freshDatabase()
  db = database.db
  world = await makeWorld(database)
  const { slug, vault } = world
  for (const label of labels) {
    const terms = { slug, expiresAt: null, maxUses: null, label }
    const { code } = await makeInvite(db, world.viewers.host, terms, { vault })
    const came = await joinCase(db, nobody, { code }, entryOf(`도움 ${label}`))
    helpers.set(label, {
      viewer: { accountId: came.accountId, hasPassword: false },
      memberId: came.memberId,
    })
  }
})

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const outcomeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'ok',
    (error) => {
      if (isRefusal(error)) return error.code
      throw error
    },
  )

// What each area of the table (app/shapes/labels.ts) opens, function by function. What is not here is closed to labels.
const place = `channelsFor eraseMember erasable caseFacts caseFrame linkToShare leaveCase meIn searchMessages unreadIn
  staffOf ownReviews notifySettings chooseNotify addDevice dropDevice checkpointFor ledgerGrowth ledgerPage welcomeFor
  readWelcome requestOwnData myExports`
const notices = 'acknowledgeNotice noticesIn noticeFor eventsIn nextEvents eventFor calendarOf cardsIn'
const facts = 'respondentsIn caseStateFor statementsIn factsIn chronicleFile factFor factChoices'
const totals = 'caseTotals caseCells'
const pictures = 'openMasked picturesInRoom'
const talk = `channelFor standingOf postMessage messagesBefore messagesAround messageAt reactTo takePicture openPicture
  peopleToMention ownHeldWords myReactions messagesAfter placeOfDay changesAfter markRead reportMessage lockTarget lookAt
  moderationLog channelOrder voiceIn pinnedNotices openPoll pollsIn pollFor pollVoters pollResult soFar hostAnswers
  postHostAnswer requestTalk`
// One filing is seen where it was granted, which no label is in the world of this test.
const opened: Record<Label, string> = {
  observer: [place, notices, facts, talk, totals, pictures].join(' '),
  lawyer: [place, notices, facts, talk, totals, pictures, 'filingsIn'].join(' '),
  press: [place, notices].join(' '),
  agency: [place, notices, facts, totals, 'filingsIn'].join(' '),
}
const closed = ['shared.not_found', 'shared.forbidden', 'label.not_for_you', 'label.no_vote']

describe('a label sees what the table says, of every function behind membership', () => {
  test.each(labels)('%s', async (label) => {
    const found: string[] = []
    for (const [name, { expected, ask }] of Object.entries(matrix)) {
      if (expected.stranger !== 'shared.not_found') continue
      // What takes an office is decided by the office; one label is asked for all.
      if (expected.member === 'shared.forbidden' && label !== 'lawyer') continue
      const outcome = await rolledBack(db, (tx) => outcomeOf(ask(tx, viewerOf(label), world, 'member')))
      if (!closed.includes(outcome)) found.push(name)
    }
    expect(found.sort()).toEqual(opened[label].split(/\s+/).sort())
  })
})

describe('filings are granted one by one', () => {
  test.each(['lawyer', 'agency'] as const)('to %s', async (label) => {
    const { slug, filingId, viewers } = world
    await rolledBack(db, async (tx) => {
      const ask = () => outcomeOf(filingFor(tx, viewerOf(label), { slug, filingId }))
      const grant = (filingIds: string[]) =>
        grantFilings(tx, viewers.host, { slug, memberId: memberIdOf(label), filingIds })
      expect(await ask()).toBe('shared.not_found')
      expect((await filingsIn(tx, viewerOf(label), { slug })).filings).toEqual([])
      await grant([filingId])
      expect(await ask()).toBe('ok')
      expect((await filingsIn(tx, viewerOf(label), { slug })).filings).toHaveLength(1)
      await grant([])
      expect(await ask()).toBe('shared.not_found')
    })
  })

  test('not to who has no such label, and none of another case', async () => {
    const { slug, filingId, viewers, target } = world
    const grant = (memberId: string, id = filingId) =>
      rolledBack(db, (tx) => grantFilings(tx, viewers.host, { slug, memberId, filingIds: [id] }))
    await expect(grant(target.memberId)).rejects.toEqual(refusal('label.needed_to_see'))
    await expect(grant(memberIdOf('press'))).rejects.toEqual(refusal('label.needed_to_see'))
    await expect(grant(memberIdOf('lawyer'), randomUUID())).rejects.toEqual(refusal('shared.not_found'))
  })
})

describe('a label comes by a link or from the host', () => {
  test('the link says it to the staff and is never the one everybody shares', async () => {
    const { slug, vault, viewers } = world
    const links = await invitesIn(db, viewers.host, { slug }, { vault })
    expect(links.flatMap(({ label }) => label ?? []).sort()).toEqual([...labels].sort())
    const shared = await linkToShare(db, viewers.member, { slug }, { vault })
    expect(links.find(({ code }) => code === shared?.code)?.label).toBeNull()
  })

  test('whoever comes by it is that, whatever the form says', async () => {
    const { slug, viewers } = world
    expect(await memberFor(db, viewers.host, { slug, memberId: memberIdOf('press') })).toMatchObject({
      side: 'press',
    })
  })

  test('the host gives and takes it, and it ends what was granted', async () => {
    const { slug, code, filingId, viewers } = world
    const { memberId, viewer } = await joined(db, code, '새 도움이', 'helper')
    const label = (to: Label | null) => labelMember(db, viewers.host, { slug, memberId, label: to })
    await label('lawyer')
    await grantFilings(db, viewers.host, { slug, memberId, filingIds: [filingId] })
    expect(await outcomeOf(filingFor(db, viewer, { slug, filingId }))).toBe('ok')
    await label('agency')
    expect(await outcomeOf(filingFor(db, viewer, { slug, filingId }))).toBe('shared.not_found')
    await label(null)
    expect((await memberFor(db, viewers.host, { slug, memberId })).side).toBe('helper')
  })

  test('not to who filed a claim, and nobody with one leads', async () => {
    const { slug, viewers } = world
    const { id: memberId } = await db
      .selectFrom('member')
      .select('id')
      .where('account_id', '=', viewers.member.accountId)
      .executeTakeFirstOrThrow()
    const claimed = labelMember(db, viewers.host, { slug, memberId, label: 'press' })
    await expect(claimed).rejects.toEqual(refusal('label.has_claims'))
    const lead = appointCohost(db, viewers.host, { slug, memberId: memberIdOf('lawyer') })
    await expect(lead).rejects.toEqual(refusal('role.has_label'))
    const own = labelMember(db, viewers.member, { slug, memberId, label: null })
    await expect(own).rejects.toEqual(refusal('shared.forbidden'))
  })
})

describe('a label has no vote', () => {
  const asks = (label: Label, tx: Db) => {
    const { slug, pollId } = world
    const viewer = viewerOf(label)
    return [vote(tx, viewer, { pollId, choices: [1] }), pollFor(tx, viewer, { slug, pollId })].map(outcomeOf)
  }

  test.each(['observer', 'lawyer'] as const)('%s sees how it stands', async (label) => {
    const outcomes = await rolledBack(db, (tx) => Promise.all(asks(label, tx)))
    expect(outcomes).toEqual(['label.no_vote', 'ok'])
  })

  test.each(['press', 'agency'] as const)('%s does not see that there is one', async (label) => {
    const outcomes = await rolledBack(db, (tx) => Promise.all(asks(label, tx)))
    expect(outcomes).toEqual(['shared.not_found', 'label.not_for_you'])
  })

  test('a member has one, and what was cast before the label came stands', async () => {
    const { code, slug, pollId, viewers } = world
    const { memberId, viewer } = await joined(db, code, '투표한 도움이', 'helper')
    const cast = (choices: number[]) => vote(db, viewer, { pollId, choices })
    await cast([1])
    await labelMember(db, viewers.host, { slug, memberId, label: 'observer' })
    await expect(cast([2])).rejects.toEqual(refusal('label.no_vote'))
    await expect(cast([])).rejects.toEqual(refusal('label.no_vote'))
    expect(await pollFor(db, viewer, { slug, pollId })).toMatchObject({ choices: [1] })
  })
})

describe('recruiting needs the label', () => {
  const say = (viewer: Viewer, body: string) =>
    rolledBack(db, (tx) =>
      postMessage(tx, viewer, { channelId: world.channelId, clientId: randomUUID(), body, replyTo: null }),
    )
  const words = '집단소송 참여하실 분 모집합니다'

  test('a member and an observer wait for a look, a lawyer and the staff do not', async () => {
    expect((await say(world.target.viewer, words)).gone).toBe('held')
    expect((await say(viewerOf('observer'), words)).gone).toBe('held')
    expect((await say(viewerOf('lawyer'), words)).gone).toBeNull()
    expect((await say(world.viewers.host, words)).gone).toBeNull()
    expect((await say(world.target.viewer, '집단소송은 어떻게 하나요?')).gone).toBeNull()
  })
})
