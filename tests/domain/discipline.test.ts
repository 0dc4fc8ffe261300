import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { channelFor, memberIn } from '#server/domain/access.ts'
import { signUp } from '#server/domain/account.ts'
import type { Happening } from '#server/domain/happening.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import {
  appointCohost,
  dismissCohost,
  handOver,
  joinCase,
  leaveCase,
  meIn,
  muteMember,
  readmitMember,
  removeMember,
  setAside,
  unmuteMember,
} from '#server/domain/member.ts'
import { editMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { moderationLog } from '#server/domain/moderation.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase } from '#tests/database.ts'
import {
  entryOf,
  joined,
  openTestCase,
  type Person,
  SORA_PASSWORD,
  type TestCase,
  testVault,
} from '#tests/people.ts'

const vault = testVault()
let db: Db
let room: TestCase

beforeEach(async () => {
  db ??= (await freshDatabase()).db
  room = await openTestCase(db, vault)
})

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const whom = (person: Person) => ({ slug: room.slug, memberId: person.memberId })
const say = async (who: Person, body = '저도요') => {
  const { id: channelId } = await channelFor(db, who.viewer, { slug: room.slug, kind: 'all' })
  return postMessage(db, who.viewer, { channelId, clientId: randomUUID(), body, replyTo: null })
}
const roleOf = async (who: Person): Promise<Role> => (await meIn(db, who.viewer, { slug: room.slug })).role
const log = async () =>
  (await moderationLog(db, room.sora.viewer, { slug: room.slug })).entries.map(({ kind, actor, onWhom }) => [
    kind,
    actor?.nickname ?? null,
    onWhom,
  ])
const comeBack = (who: Person, nickname = '다시 온 사람') =>
  joinCase(db, who.viewer, { code: room.code }, entryOf(nickname))
const withPassword = async (who: Person): Promise<Person> => {
  await signUp(db, who.viewer, { email: `${randomUUID()}@example.com`, password: SORA_PASSWORD }, { vault })
  return { ...who, viewer: { ...who.viewer, hasPassword: true } }
}

describe('silence', () => {
  test('stops words and edits for its time, and nothing else', async () => {
    const before = await say(room.minji)
    await muteMember(db, room.sora.viewer, { ...whom(room.minji), minutes: 10, why: 'abuse' })
    await expect(say(room.minji)).rejects.toMatchObject({ code: 'message.muted', retryAfterMs: undefined })
    await expect(
      editMessage(db, room.minji.viewer, { messageId: before.id, body: '고쳐 쓴 글' }),
    ).rejects.toEqual(refusal('message.muted'))
    await expect(memberIn(db, room.minji.viewer, { slug: room.slug })).resolves.toBeTruthy()
    await say(room.taeho)
    expect(await setAside(db, room.sora.viewer, { slug: room.slug })).toMatchObject([
      { memberId: room.minji.memberId, nickname: '민지', why: 'abuse', until: expect.any(String) },
    ])
    await unmuteMember(db, room.sora.viewer, whom(room.minji))
    await unmuteMember(db, room.sora.viewer, whom(room.minji))
    await say(room.minji)
    expect(await setAside(db, room.sora.viewer, { slug: room.slug })).toEqual([])
    expect(await log()).toEqual([
      ['member.unmuted', '방장 소라', '민지'],
      ['member.muted', '방장 소라', '민지'],
    ])
  })

  test('ends by itself', async () => {
    await muteMember(db, room.sora.viewer, { ...whom(room.minji), minutes: 10, why: 'spam' })
    await db
      .updateTable('member')
      .set({ muted_until: new Date(Date.now() - 1_000) })
      .where('id', '=', room.minji.memberId)
      .execute()
    await say(room.minji)
    expect(await setAside(db, room.sora.viewer, { slug: room.slug })).toEqual([])
  })

  test('is for those below', async () => {
    await appointCohost(db, room.sora.viewer, whom(room.hana))
    const mute = (by: Person, who: Person) =>
      muteMember(db, by.viewer, { ...whom(who), minutes: 10, why: 'spam' })
    await expect(mute(room.hana, room.sora)).rejects.toEqual(refusal('member.not_mutable'))
    await expect(mute(room.hana, room.hana)).rejects.toEqual(refusal('member.not_mutable'))
    await expect(mute(room.minji, room.taeho)).rejects.toEqual(refusal('shared.forbidden'))
    await expect(mute(room.hana, room.taeho)).resolves.toBeUndefined()
  })
})

describe('sending somebody out', () => {
  test('with re-entry lets them come back by themselves, without it only once it is undone', async () => {
    await removeMember(db, room.sora.viewer, { ...whom(room.minji), mayReturn: true, why: 'abuse' })
    await expect(meIn(db, room.minji.viewer, { slug: room.slug })).rejects.toEqual(
      refusal('shared.not_found'),
    )
    expect((await comeBack(room.minji)).memberId).toBe(room.minji.memberId)
    await removeMember(db, room.sora.viewer, { ...whom(room.minji), why: 'abuse' })
    await expect(comeBack(room.minji)).rejects.toEqual(refusal('invite.not_valid'))
    await expect(
      joinCase(db, room.minji.viewer, { slug: room.slug }, entryOf('다시 온 사람')),
    ).rejects.toEqual(refusal('shared.not_found'))
    expect(await setAside(db, room.sora.viewer, { slug: room.slug })).toMatchObject([
      { memberId: room.minji.memberId, until: null, why: 'abuse' },
    ])
    await readmitMember(db, room.sora.viewer, whom(room.minji))
    await readmitMember(db, room.sora.viewer, whom(room.minji))
    expect(await setAside(db, room.sora.viewer, { slug: room.slug })).toEqual([])
    await comeBack(room.minji)
    expect(await meIn(db, room.minji.viewer, { slug: room.slug })).toMatchObject({ nickname: '민지' })
    expect((await log()).map(([kind]) => kind)).toEqual([
      'member.readmitted',
      'member.removed',
      'member.sent_out',
    ])
    expect(await firstBrokenEntry(db, room.caseId)).toBeNull()
  })

  test('leaves what was said, and takes the office', async () => {
    await appointCohost(db, room.sora.viewer, whom(room.hana))
    const { id } = await say(room.hana, '남는 글')
    await removeMember(db, room.sora.viewer, { ...whom(room.hana), mayReturn: true })
    const channel = await channelFor(db, room.sora.viewer, { slug: room.slug, kind: 'all' })
    const page = await messagesBefore(db, room.sora.viewer, { channelId: channel.id, beforeSeq: null })
    expect(page.messages.find((message) => message.id === id)).toMatchObject({ body: '남는 글' })
    await comeBack(room.hana)
    expect(await roleOf(room.hana)).toBe('member')
  })
})

describe('offices', () => {
  test('are given and taken by the host alone, and open and close the channel of the staff', async () => {
    const staffRoom = (who: Person) => channelFor(db, who.viewer, { slug: room.slug, kind: 'staff' })
    await expect(staffRoom(room.hana)).rejects.toEqual(refusal('shared.not_found'))
    const heard: Happening[] = []
    const stop = onCommitted(db, (happenings) => heard.push(...happenings))
    await appointCohost(db, room.sora.viewer, whom(room.hana))
    await appointCohost(db, room.sora.viewer, whom(room.hana))
    stop()
    expect(heard.filter(({ kind }) => kind === 'member.given_role')).toHaveLength(1)
    await expect(staffRoom(room.hana)).resolves.toBeTruthy()
    await expect(appointCohost(db, room.hana.viewer, whom(room.minji))).rejects.toEqual(
      refusal('shared.forbidden'),
    )
    await dismissCohost(db, room.sora.viewer, whom(room.hana))
    await dismissCohost(db, room.sora.viewer, whom(room.hana))
    await expect(staffRoom(room.hana)).rejects.toEqual(refusal('shared.not_found'))
    expect(await log()).toEqual([
      ['member.dismissed', '방장 소라', '하나'],
      ['member.made_cohost', '방장 소라', '하나'],
    ])
  })

  test('the room is handed over with the password, to somebody who has one', async () => {
    const give = (who: Person, password = SORA_PASSWORD) =>
      handOver(db, room.sora.viewer, { ...whom(who), password })
    await expect(give(room.minji)).rejects.toEqual(refusal('role.needs_account'))
    const minji = await withPassword(room.minji)
    await expect(give(minji, '틀린 비밀번호입니다')).rejects.toEqual(refusal('account.wrong_password'))
    await expect(give(room.sora)).rejects.toEqual(refusal('role.own_already'))
    await give(minji)
    expect([await roleOf(minji), await roleOf(room.sora)]).toEqual(['host', 'cohost'])
    await expect(give(minji)).rejects.toEqual(refusal('shared.forbidden'))
    expect(await firstBrokenEntry(db, room.caseId)).toBeNull()
  })
})

describe('P2 names that could be taken for the staff’s', () => {
  test('do not come in', async () => {
    for (const nickname of ['방장 소라', '방장소라​', '방장 쏘라', '운영자 소라', 'ㅂㅏㅇ장 소라'])
      await expect(
        joinCase(db, room.jun, { code: room.code }, entryOf(nickname)),
        nickname,
      ).rejects.toMatchObject({ code: expect.stringMatching(/^join\.nickname_(like_staff|taken)$/) })
  })

  test('stand in the way of an office until one of the two is gone', async () => {
    const real = await joined(db, room.code, '든든한 소나무', 'buyer')
    const double = await joined(db, room.code, '든든한 쏘나무', 'buyer')
    await expect(appointCohost(db, room.sora.viewer, whom(real))).rejects.toEqual(
      refusal('role.name_resembled'),
    )
    const holder = await withPassword(real)
    await expect(
      handOver(db, room.sora.viewer, { ...whom(holder), password: SORA_PASSWORD }),
    ).rejects.toEqual(refusal('role.name_resembled'))
    await removeMember(db, room.sora.viewer, whom(double))
    await appointCohost(db, room.sora.viewer, whom(real))
    expect(await roleOf(real)).toBe('cohost')
  })

  test('are not kept by who comes back after somebody alike got an office', async () => {
    const double = await joined(db, room.code, '든든한 쏘나무', 'buyer')
    await leaveCase(db, double.viewer, { slug: room.slug })
    const real = await joined(db, room.code, '든든한 소나무', 'buyer')
    await appointCohost(db, room.sora.viewer, whom(real))
    await expect(comeBack(double, '든든한 쏘나무')).rejects.toEqual(refusal('join.nickname_like_staff'))
    await comeBack(double, '조용한 고래')
    expect(await meIn(db, double.viewer, { slug: room.slug })).toMatchObject({ nickname: '조용한 고래' })
  })

  test('are not passed over to when a host leaves', async () => {
    const first = await withPassword(await joined(db, room.code, '든든한 소나무', 'buyer'))
    await joined(db, room.code, '든든한 쏘나무', 'buyer')
    const second = await withPassword(await joined(db, room.code, '조용한 고래', 'buyer'))
    await leaveCase(db, room.sora.viewer, { slug: room.slug })
    expect([await roleOf(first), await roleOf(second)]).toEqual(['member', 'host'])
  })
})
