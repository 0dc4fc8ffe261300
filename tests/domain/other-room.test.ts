import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { OtherRoomForm } from '#app/shapes/other-room.ts'
import type { Db } from '#db/client.ts'
import { caseFace } from '#server/domain/case/face.ts'
import { listOtherRoom, otherRooms, unlistOtherRoom } from '#server/domain/other-room.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { otherRoomDraft } from './other-rooms.ts'

let db: Db
let room: TestCase
let kakaoRoomId: string

beforeAll(async () => {
  const base = await freshDatabase()
  db = base.db
  room = await openTestCase(db, testVault())
  const of = (audience: 'all' | 'seller') =>
    base.owner
      .insertInto('kakao_room')
      .values({ case_id: room.caseId, audience, name: '모임', name_key: Buffer.alloc(16, 1) })
      .returning('id')
      .executeTakeFirstOrThrow()
  kakaoRoomId = (await of('all')).id
  await of('seller')
  await base.owner
    .insertInto('kakao_message')
    .values({
      ...{ room_id: kakaoRoomId, minute: 28_735_200, digest: Buffer.alloc(12), place: 1 },
      ...{ kind: 'text', body: '환불 받으신 분 계세요?' },
    })
    .execute()
})

const list = (changes: Parameters<typeof otherRoomDraft>[0] = {}) => {
  const draft = otherRoomDraft(changes)
  return listOtherRoom(db, room.sora.viewer, { slug: room.slug, ...draft }).then(() => draft.id)
}
const seen = async () => (await otherRooms(db, room.minji.viewer, room)).rooms

describe('another room', () => {
  test('is listed with the host of its link, counted, changed and taken off again', async () => {
    const id = await list()
    const [first] = await seen()
    expect(first).toMatchObject({ id, host: 'open.kakao.com', headcount: 230, countedOn: '2024-08-20' })
    await list({ id, name: '모임 3호점', headcount: 240 })
    expect(await seen()).toMatchObject([{ id, name: '모임 3호점', headcount: 240 }])
    await unlistOtherRoom(db, room.sora.viewer, { slug: room.slug, roomId: id })
    await unlistOtherRoom(db, room.sora.viewer, { slug: room.slug, roomId: id })
    expect(await seen()).toEqual([])
  })

  test('says what of its talk was brought, of a room of files that all may read', async () => {
    const { tied } = await otherRooms(db, room.sora.viewer, room)
    expect(tied).toEqual([{ id: kakaoRoomId, name: '모임' }])
    const id = await list({ kakaoRoomId })
    const [listed] = await seen()
    expect(listed?.brought).toEqual({ files: 0, messages: 1, newestAt: '2024-08-20T00:00:00.000Z' })
    const refused = { code: 'other_room.not_kakao' }
    await expect(list({ kakaoRoomId: randomUUID() })).rejects.toMatchObject(refused)
    await unlistOtherRoom(db, room.sora.viewer, { slug: room.slug, roomId: id })
  })

  test('is on the public page only when the staff said so, with no word of its talk', async () => {
    const hidden = await list({ name: '안 보이는 방' })
    const shown = await list({
      name: '카페',
      kind: 'cafe',
      url: 'https://cafe.example.com/a',
      isPublic: true,
    })
    const { rooms } = await caseFace(db, nobody, room)
    expect(rooms).toMatchObject([{ id: shown, name: '카페', host: 'cafe.example.com' }])
    for (const roomId of [hidden, shown])
      await unlistOtherRoom(db, room.sora.viewer, { slug: room.slug, roomId })
  })

  test('of another case is not found', async () => {
    const id = await list()
    const other = await openTestCase(db, testVault())
    const theirs = { slug: other.slug, ...otherRoomDraft({ id }) }
    await expect(listOtherRoom(db, other.sora.viewer, theirs)).rejects.toMatchObject({ kind: 'notFound' })
    const taken = unlistOtherRoom(db, other.sora.viewer, { slug: other.slug, roomId: id })
    await expect(taken).rejects.toMatchObject({ kind: 'notFound' })
  })
})

describe('the form', () => {
  const tomorrow = addDays(seoulDate(Date.now()), 1)
  const typed = {
    id: randomUUID(),
    kind: 'kakao',
    name: '2호점',
    url: '',
    headcount: ' 1,230명',
    countedOn: '',
  }

  test('reads a number of people as they write it, counted today unless they say when', () => {
    const read = OtherRoomForm.parse(typed)
    expect(read).toMatchObject({ headcount: 1230, countedOn: seoulDate(Date.now()), isPublic: false })
    expect(OtherRoomForm.parse({ ...typed, headcount: '', countedOn: '2024-08-20' })).toMatchObject({
      ...{ headcount: null, countedOn: null },
    })
  })

  test.each([
    [{ headcount: '많음' }, 'other_room.headcount_range'],
    [{ headcount: '0' }, 'other_room.headcount_range'],
    [{ url: 'javascript:alert(1)' }, 'other_room_url.not_web'],
    [{ countedOn: tomorrow }, 'other_room.in_future'],
    [{ kind: 'cafe', kakaoRoomId: randomUUID() }, 'other_room.not_kakao'],
    [{ kind: 'club' }, 'other_room.kind_needed'],
  ])('refuses %j', (changes, code) => {
    const read = OtherRoomForm.safeParse({ ...typed, ...changes })
    expect(read.error?.issues.map(({ message }) => message)).toContain(code)
  })
})
