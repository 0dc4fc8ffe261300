import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contactSummary } from '#app/shapes/contact.ts'
import type { Db } from '#db/client.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { contactFor, myContacts } from '#server/domain/contact/read.ts'
import { contactTotals, publicContactTotals } from '#server/domain/contact/total.ts'
import {
  amendContact,
  type ContactEntry,
  logContact,
  removeContact,
  settleContact,
} from '#server/domain/contact.ts'
import { dropEvidence, keepEvidence } from '#server/domain/evidence.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { messagesBefore, postMessage } from '#server/domain/message.ts'
import { freshDatabase } from '#tests/database.ts'
import { joined, openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
let db: Db
let room: TestCase
let slug: string

beforeAll(async () => {
  db = (await freshDatabase()).db
})
beforeEach(async () => {
  room = await openTestCase(db, vault)
  slug = room.slug
})

const code = (wanted: string) => ({ code: wanted })
const call = (more: Partial<ContactEntry> = {}): ContactEntry => ({
  ...{ channel: 'phone', direction: 'out', outcome: 'unanswered' },
  ...{ happenedOn: '2024-08-16', happenedTime: '10:00', whom: '고객센터', gist: '' },
  ...{ reply: null, evidenceId: null, claimId: null, ...more },
})
const dated = (more: Partial<ContactEntry> = {}) => ({ ...call(more), happenedOn: '2024-08-16' })
const log = (who: Person, more: Partial<ContactEntry> = {}, id: string = randomUUID()) =>
  logContact(db, who.viewer, { slug, id, ...call(more) })
const mine = (who: Person) => myContacts(db, who.viewer, { slug })

async function keptEvidence(who: Person): Promise<string> {
  const { channelId } = await messagesBefore(db, who.viewer, { slug, kind: 'all', beforeSeq: null })
  const words = { channelId, clientId: randomUUID(), body: '통화했어요', replyTo: null }
  const { id } = await postMessage(db, who.viewer, words)
  const kept = { slug, id: randomUUID(), messages: [id], title: '통화 기록', shows: '' }
  return (await keepEvidence(db, who.viewer, kept)).evidenceId
}

describe('an entry of the contact log', () => {
  test('says when, on which way, whom and what, to its writer alone', async () => {
    await log(room.minji, { gist: '신호만 갔어요. 010-0000-1234' })
    expect(await mine(room.minji)).toMatchObject([
      {
        ...{ channel: 'phone', direction: 'out', outcome: 'unanswered', version: 1, dayOnly: false },
        ...{ happenedAt: '2024-08-16T01:00:00.000Z', whom: '고객센터', gist: '신호만 갔어요. ***-****-****' },
      },
    ])
    for (const who of [room.sora, room.taeho]) expect(await mine(who)).toEqual([])
  })

  test('is now when no day is given, and the day alone when no time is', async () => {
    const before = Date.now() - 60_000
    await log(room.minji, { happenedOn: null, happenedTime: null })
    await log(room.minji, { happenedTime: null })
    const [now, then] = await mine(room.minji)
    expect(Date.parse(now?.happenedAt ?? '')).toBeGreaterThan(before)
    expect([now?.dayOnly, then?.dayOnly, then?.happenedAt]).toEqual([false, true, '2024-08-15T15:00:00.000Z'])
    await expect(log(room.minji, { happenedOn: '2100-01-01' })).rejects.toMatchObject(
      code('contact.in_future'),
    )
  })

  test('pressed twice is one, also at the same time, and nobody else’s', async () => {
    const id = randomUUID()
    await Promise.all([log(room.minji, {}, id), log(room.minji, {}, id), log(room.minji, {}, id)])
    expect(await mine(room.minji)).toHaveLength(1)
    await expect(log(room.taeho, {}, id)).rejects.toMatchObject(code('shared.not_found'))
  })

  test('is corrected by a version, once, and keeps what was said before', async () => {
    const { contactId } = await log(room.minji)
    const amend = (version: number, gist: string, id: string = randomUUID()) =>
      amendContact(db, room.minji.viewer, { slug, contactId, version, id, ...dated({ gist }) })
    const id = randomUUID()
    await Promise.all([amend(1, '고친 말', id), amend(1, '고친 말', id)])
    await expect(amend(1, '늦게 온 말')).rejects.toMatchObject(code('contact.changed_elsewhere'))
    const { contact, history } = await contactFor(db, room.minji.viewer, { slug, contactId })
    expect([contact.version, contact.gist]).toEqual([2, '고친 말'])
    expect(history.map(({ version, gist }) => [version, gist])).toEqual([
      [1, ''],
      [2, '고친 말'],
    ])
    await expect(contactFor(db, room.sora.viewer, { slug, contactId })).rejects.toMatchObject(
      code('shared.not_found'),
    )
    expect(await firstBrokenEntry(db, room.caseId)).toBeNull()
  })

  test('that waits is settled once', async () => {
    const { contactId } = await log(room.minji, { channel: 'mail', outcome: 'waiting', gist: '보낸 글' })
    const settle = (version: number, id: string = randomUUID()) =>
      settleContact(db, room.minji.viewer, { slug, contactId, version, id, outcome: 'unanswered' })
    const id = randomUUID()
    await settle(1, id)
    await settle(1, id)
    expect(await mine(room.minji)).toMatchObject([
      { version: 2, outcome: 'unanswered', channel: 'mail', gist: '보낸 글' },
    ])
    await expect(settle(2)).rejects.toMatchObject(code('contact.not_waiting'))
    await expect(settle(1)).rejects.toMatchObject(code('contact.changed_elsewhere'))
  })

  test('leads to evidence and a claim of one’s own, and to nobody else’s', async () => {
    const evidenceId = await keptEvidence(room.minji)
    const draft = buyerDraft()
    const { claimId } = await submitClaim(db, room.minji.viewer, { slug, draft }, { vault })
    await log(room.minji, { evidenceId, claimId })
    expect(await mine(room.minji)).toMatchObject([
      { evidence: { id: evidenceId, title: '통화 기록' }, claim: { id: claimId, receiptNo: 1 } },
    ])
    expect(await myContacts(db, room.minji.viewer, { slug, claimId })).toHaveLength(1)
    expect(await myContacts(db, room.minji.viewer, { slug, claimId: randomUUID() })).toEqual([])
    for (const link of [{ evidenceId }, { claimId }]) {
      await expect(log(room.hana, link)).rejects.toMatchObject(code('contact.not_yours'))
    }
    await dropEvidence(db, room.minji.viewer, { slug, evidenceId })
    expect((await mine(room.minji))[0]?.evidence).toBeNull()
  })

  test('is taken out by its writer, out of the sums too', async () => {
    const { contactId } = await log(room.minji)
    const remove = (who: Person) => removeContact(db, who.viewer, { slug, contactId })
    await expect(remove(room.sora)).rejects.toMatchObject(code('shared.not_found'))
    await remove(room.minji)
    await remove(room.minji)
    expect(await mine(room.minji)).toEqual([])
    expect(await contactTotals(db, room.sora.viewer, { slug })).toMatchObject({ people: 0, tries: 0 })
    const amend = { slug, contactId, version: 1, id: randomUUID(), ...dated() }
    await expect(amendContact(db, room.minji.viewer, amend)).rejects.toMatchObject(code('shared.not_found'))
  })
})

describe('the sums of a case', () => {
  test('are exact inside, count tries and not what the company began, and the current version', async () => {
    const { contactId } = await log(room.minji)
    await log(room.minji, { channel: 'mail' })
    await log(room.taeho, { outcome: 'answered' })
    await log(room.hana, { direction: 'in', outcome: 'answered' })
    await amendContact(db, room.minji.viewer, {
      ...{ slug, contactId, version: 1, id: randomUUID() },
      ...dated({ outcome: 'answered' }),
    })
    expect(await contactTotals(db, room.sora.viewer, { slug })).toEqual({
      ...{ people: 2, tries: 3, answered: 2, answeredPeople: 2 },
    })
  })

  test('are hidden in public below five people, and answers given to fewer than five too', async () => {
    const publicly = () => publicContactTotals(db, { slug })
    const people = [room.sora, room.minji, room.taeho, room.hana]
    for (const who of people) await log(who)
    expect(await publicly()).toBe('under5')
    await log(await joined(db, room.code, '다섯째', 'buyer'))
    expect(await publicly()).toEqual({ people: 5, tries: 5, answered: 0 })
    await log(room.minji, { outcome: 'answered' })
    expect(await publicly()).toEqual({ people: 5, tries: 6, answered: 'under5' })
    await expect(publicContactTotals(db, { slug: 'aaaaaaaaaa' })).rejects.toMatchObject(
      code('shared.not_found'),
    )
  })
})

describe('silence', () => {
  const at = (channel: 'phone' | 'mail', outcome: 'answered' | 'unanswered' | 'waiting', day: number) => ({
    ...{ channel, outcome, direction: 'out' as const, happenedAt: `2024-08-${day}T01:00:00.000Z` },
  })

  test('is counted with its ways, its first and its last', () => {
    const tries = [at('mail', 'unanswered', 20), at('phone', 'unanswered', 16), at('phone', 'waiting', 25)]
    expect(contactSummary(tries)).toMatchObject({
      ...{ tries: 3, unanswered: 2, waiting: 1, ways: ['phone', 'mail'], enough: true, heardAt: null },
      ...{ first: '2024-08-16T01:00:00.000Z', last: '2024-08-20T01:00:00.000Z' },
    })
  })

  test('on one way is not enough, however often', () => {
    const tries = Array.from({ length: 9 }, (_, day) => at('phone', 'unanswered', 10 + day))
    expect(contactSummary(tries)).toMatchObject({ unanswered: 9, enough: false })
    expect(contactSummary([])).toMatchObject({ unanswered: 0, enough: false, first: null })
  })
})
