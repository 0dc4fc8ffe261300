import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from './room.ts'
import { type Browser, startServer, type TestServer, until } from './server.ts'

// A page beside the conversation: it enters the case and hears of it, as long as its reader is a member.

let base: TestDatabase
let server: TestServer
let room: TestCase
let taeho: TestPerson
let writer: Browser

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  taeho = await makePerson(base.owner, room.id, { role: 'cohost' })
  writer = await server.browser(taeho)
})
afterAll(() => server.stop())

async function say(channelId: string): Promise<number> {
  const draft = { channelId, clientId: randomUUID(), body: '새 소식이에요', replyTo: null }
  return (await writer.get('message.post', draft)).seq
}
async function pageOf(person: TestPerson, session = randomUUID().slice(0, 8)): Promise<Browser> {
  const page = await server.browser(person, session)
  await page.get('case.enter', { caseId: room.id })
  return page
}
/** Says to all who are in the case that `what` changed. */
const change = (what: 'facts' | 'claims' | 'polls') =>
  inTransaction(base.db, async (tx) => announce(tx, { kind: 'case.changed', caseId: room.id, what: [what] }))
const heardOf = (page: Browser) => page.heard('case.changed').flatMap(({ what }) => what)

describe('who entered the case', () => {
  test('hears what changed, and how much came in the channels they read and in no other', async () => {
    const minji = await makePerson(base.owner, room.id)
    const [page, desk] = [await pageOf(minji), await pageOf(taeho)]
    await change('facts')
    await until(() => heardOf(page).includes('facts'))
    await say(room.channels.staff)
    await until(() => desk.heard('channel.posted').length > 0)
    const seq = await say(room.channels.all)
    await until(() => page.heard('channel.posted').some(({ to }) => to >= seq))
    expect(page.heard('channel.posted').map(({ channelId }) => channelId)).not.toContain(room.channels.staff)
    expect(page.heard('channel.changes')).toEqual([])
  })

  test('hears what another device of theirs has read, and what only they are told', async () => {
    const minji = await makePerson(base.owner, room.id)
    const [page, phone] = [await pageOf(minji), await server.browser(minji, 'phone')]
    const other = await pageOf(taeho)
    const channelId = room.channels.all
    const seq = await say(channelId)
    await phone.get('channel.enter', { channelId, after: 0 })
    await phone.get('channel.read', { channelId, seq })
    await until(() => page.heard('channel.read').length > 0)
    expect(page.heard('channel.read')).toEqual([{ channelId, seq }])
    const told = { caseId: room.id, memberId: minji.memberId, what: ['notifications' as const] }
    await inTransaction(base.db, async (tx) => announce(tx, { kind: 'member.told', ...told }))
    await until(() => heardOf(page).includes('notifications'))
    expect(heardOf(other)).not.toContain('notifications')
  })

  test('is told of a channel they open by its messages, and no longer by their number', async () => {
    const minji = await makePerson(base.owner, room.id)
    const [page, beside] = [await pageOf(minji), await pageOf(minji)]
    const channelId = room.channels.all
    const { head } = await page.get('channel.enter', { channelId, after: 0 })
    const before = page.heard('channel.posted').length
    const seq = await say(channelId)
    await until(() => beside.heard('channel.posted').some(({ to }) => to >= seq))
    await until(() => page.heard('channel.changes').some(({ to }) => to > head))
    expect(page.heard('channel.posted')).toHaveLength(before)
  })
})

describe('P1, S12: who may not', () => {
  const refused = { ok: false, code: 'shared.not_found' }

  test('strangers, members of other cases and wrong ids get one answer and hear nothing', async () => {
    const other = await makeCase(base.owner)
    const guest = await makePerson(base.owner, other.id)
    const [stranger, member] = [await server.browser(guest), await pageOf(taeho)]
    expect(await stranger.ask('case.enter', { caseId: room.id })).toEqual(refused)
    expect(await stranger.ask('case.enter', { caseId: randomUUID() })).toEqual(refused)
    expect(await stranger.ask('case.enter', { caseId: room.channels.all })).toEqual(refused)
    expect(await stranger.ask('case.enter', { caseId: 'x' })).toEqual({ ok: false, code: 'live.bad_shape' })
    expect(await stranger.ask('case.enter', { caseId: other.id })).toEqual({
      ok: true,
      out: { missed: true },
    })
    expect(await stranger.ask('case.enter', { caseId: other.id })).toEqual({
      ok: true,
      out: { missed: false },
    })
    await change('claims')
    await until(() => heardOf(member).includes('claims'))
    expect(heardOf(stranger)).toEqual([])
  })

  test('whoever is removed gets a farewell, no further word, and does not come in again', async () => {
    const gone = await makePerson(base.owner, room.id)
    const [page, member] = [await pageOf(gone), await pageOf(taeho)]
    const { memberId, accountId } = gone
    await inTransaction(base.db, async (tx) => {
      const left = { left_at: new Date(), left_why: 'removed' as const }
      await tx.updateTable('member').set(left).where('id', '=', memberId).execute()
      announce(tx, { kind: 'member.left', caseId: room.id, memberId, accountId })
    })
    const seq = await say(room.channels.all)
    await change('polls')
    await until(() => member.heard('channel.posted').some(({ to }) => to >= seq))
    await until(() => heardOf(member).includes('polls'))
    await until(() => page.socket.disconnected)
    expect(page.heard('farewell')).toEqual([{ why: 'member', retryAfterMs: 0 }])
    expect(page.heard('channel.posted').filter(({ to }) => to >= seq)).toEqual([])
    expect(heardOf(page)).not.toContain('polls')
    const back = await server.browser(gone, 'back')
    expect(await back.ask('case.enter', { caseId: room.id })).toEqual(refused)
  })

  test('whoever loses an office is asked to enter again, and hears of the staff’s channel no more', async () => {
    const helper = await makePerson(base.owner, room.id, { role: 'cohost' })
    const [page, member] = [await pageOf(helper), await pageOf(taeho)]
    const { memberId, accountId } = helper
    await inTransaction(base.db, async (tx) => {
      await tx.updateTable('member').set({ role: 'member' }).where('id', '=', memberId).execute()
      announce(tx, { kind: 'member.given_role', caseId: room.id, memberId, accountId })
    })
    await until(() => page.heard('resync').length === 1)
    await page.get('case.enter', { caseId: room.id })
    const seq = await say(room.channels.staff)
    await until(() =>
      member
        .heard('channel.posted')
        .some(({ to, channelId }) => to >= seq && channelId === room.channels.staff),
    )
    expect(page.heard('channel.posted').map(({ channelId }) => channelId)).not.toContain(room.channels.staff)
  })
})
