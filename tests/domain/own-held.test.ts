import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  changesAfter,
  deleteMessage,
  messagesBefore,
  ownHeldWords,
  postMessage,
} from '#server/domain/message.ts'
import { hideMessage, showMessage } from '#server/domain/moderation.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let sora: TestPerson
let minji: TestPerson
let newcomer: TestPerson

const HOUR = 3_600_000
const BAIT = '여기예요 https://evil.example/refund'
const notFound = expect.objectContaining({ name: 'Refusal', code: 'shared.not_found' })

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  const earlier = new Date(Date.now() - HOUR)
  sora = await makePerson(base.owner, room.id, { role: 'host', joinedAt: earlier })
  minji = await makePerson(base.owner, room.id, { joinedAt: earlier })
  newcomer = await makePerson(base.owner, room.id, { joinedAt: new Date() })
})

const say = async (body: string, who = newcomer) => {
  const draft = { channelId: room.channels.all, clientId: randomUUID(), body, replyTo: null }
  return (await postMessage(base.db, who.viewer, draft)).id
}
const own = (viewer: Viewer, ...messageIds: string[]) =>
  ownHeldWords(base.db, viewer, { slug: room.slug, messageIds })

describe('words that wait for a look', () => {
  test('are told to their author, and to nobody else', async () => {
    const heard: unknown[] = []
    const stop = onCommitted(base.db, (happenings) => heard.push(...happenings))
    const id = await say(BAIT)
    stop()
    expect(await own(newcomer.viewer, id)).toEqual({ [id]: { body: BAIT, mentions: [], files: [] } })
    for (const other of [sora, minji]) expect(await own(other.viewer, id)).toEqual({})
    await expect(own(nobody, id)).rejects.toEqual(notFound)
    // Not in what goes to all, also when it is the author who reads.
    const { viewer } = newcomer
    const channelId = room.channels.all
    const read = [
      await messagesBefore(base.db, viewer, { channelId, beforeSeq: null }),
      await changesAfter(base.db, viewer, { channelId, after: 0 }),
    ]
    expect(JSON.stringify([heard, read])).not.toContain('evil')
  })

  test('are not told in another case, nor once out of the case', async () => {
    const id = await say(BAIT)
    const elsewhere = await makeCase(base.owner)
    await base.owner
      .updateTable('member')
      .set({ account_id: newcomer.viewer.accountId ?? '' })
      .where('id', '=', (await makePerson(base.owner, elsewhere.id)).memberId)
      .execute()
    expect(await ownHeldWords(base.db, newcomer.viewer, { slug: elsewhere.slug, messageIds: [id] })).toEqual(
      {},
    )
    const gone = await makePerson(base.owner, room.id, { joinedAt: new Date() })
    const theirs = await say(BAIT, gone)
    await base.owner
      .updateTable('member')
      .set({ left_at: new Date(), left_why: 'removed' })
      .where('id', '=', gone.memberId)
      .execute()
    await expect(own(gone.viewer, theirs)).rejects.toEqual(notFound)
  })

  test('are nothing apart once they are shown, hidden or deleted', async () => {
    const id = await say(BAIT)
    await showMessage(base.db, sora.viewer, { messageId: id })
    expect(await own(newcomer.viewer, id)).toEqual({})
    await hideMessage(base.db, sora.viewer, { messageId: id, why: 'fraud' })
    expect(await own(newcomer.viewer, id)).toEqual({})
    const plain = await say('안녕하세요')
    await deleteMessage(base.db, newcomer.viewer, { messageId: plain })
    expect(await own(newcomer.viewer, plain)).toEqual({})
  })
})
