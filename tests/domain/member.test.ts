import { beforeAll, describe, expect, test } from 'vitest'
import { JoinForm, RULES_VERSION } from '#app/shapes/join.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '#server/domain/access.ts'
import type { Happening } from '#server/domain/happening.ts'
import { makeInvite, revokeInvite } from '#server/domain/invite.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { joinCase, leaveCase, meIn, membersIn, myCases, removeMember } from '#server/domain/member.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import {
  accountHolder,
  entryOf,
  guest,
  joined,
  openTestCase,
  type TestCase,
  testVault,
} from '#tests/people.ts'

const vault = testVault()
let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, vault)
})

const presentMembers = async (caseId: string) =>
  (await db.selectFrom('case_head').select('members').where('case_id', '=', caseId).executeTakeFirstOrThrow())
    .members

describe('joining', () => {
  test('a newcomer becomes a guest and a member in one act', async () => {
    const before = await presentMembers(room.caseId)
    const answer = await joinCase(db, nobody, { code: room.code }, entryOf('든든한 수달', 'buyer'))
    expect(answer).toMatchObject({ slug: room.slug, isNewGuest: true, isNewMember: true })
    const viewer = { accountId: answer.accountId, hasPassword: false }
    expect(await meIn(db, viewer, { slug: room.slug })).toMatchObject({
      id: answer.memberId,
      nickname: '든든한 수달',
      side: 'buyer',
      role: 'member',
    })
    expect(await presentMembers(room.caseId)).toBe(before + 1)
    expect(await firstBrokenEntry(db, room.caseId)).toBeNull()
  })

  test('the open door of the public page leads in as well, a closed one does not', async () => {
    const answer = await joinCase(db, nobody, { slug: room.slug }, entryOf('열린 문', 'helper'))
    expect(answer.isNewMember).toBe(true)
    const closed = await openTestCase(db, vault, { openJoin: false })
    await expect(joinCase(db, nobody, { slug: closed.slug }, entryOf('열린 문'))).rejects.toMatchObject({
      kind: 'notFound',
      code: 'shared.not_found',
    })
  })

  test('a member who joins again keeps the one membership, whatever became of the link', async () => {
    const terms = { slug: room.slug, expiresAt: null, maxUses: 1 }
    const { id, code } = await makeInvite(db, room.sora.viewer, terms, { vault })
    const viewer = await guest(db)
    const first = await joinCase(db, viewer, { code }, entryOf('한 번만'))
    const again = await joinCase(db, viewer, { code }, entryOf('다른 이름', 'seller'))
    expect(again).toMatchObject({ memberId: first.memberId, isNewMember: false })
    await revokeInvite(db, room.sora.viewer, { slug: room.slug, inviteId: id })
    const later = await joinCase(db, viewer, { code }, entryOf('또 다른'))
    expect(later.memberId).toBe(first.memberId)
  })

  test('the same form sent twice at once from a new device is one guest and one member', async () => {
    const ticket = '0b5f4a52-58c7-4c54-9a70-2d6f0a7a8a11'
    const draft = { ...entryOf('두 번 누른 사람'), ticket }
    const send = () => joinCase(db, nobody, { code: room.code }, draft)
    const [one, two, three] = await Promise.all([send(), send(), send()])
    expect(new Set([one?.accountId, two?.accountId, three?.accountId]).size).toBe(1)
    expect(new Set([one?.memberId, two?.memberId, three?.memberId]).size).toBe(1)
    expect([one, two, three].filter((each) => each?.isNewMember)).toHaveLength(1)
    expect(one?.accountId).not.toBe(ticket)
  })

  test('an old form is no key: its ticket opens nothing after ten minutes', async () => {
    const draft = { ...entryOf('늦은 사람'), ticket: '7a5f4a52-58c7-4c54-9a70-2d6f0a7a8a12' }
    const { accountId } = await joinCase(db, nobody, { code: room.code }, draft)
    await db
      .updateTable('account')
      .set({ created_at: new Date(Date.now() - 11 * 60_000) })
      .where('id', '=', accountId)
      .execute()
    await expect(joinCase(db, nobody, { code: room.code }, draft)).rejects.toMatchObject({
      code: 'join.form_too_old',
    })
  })

  test('a side the case does not admit is refused', async () => {
    const sellers = await openTestCase(db, vault).then(async (other) => {
      await db
        .updateTable('case')
        .set({ admits: ['seller'] })
        .where('id', '=', other.caseId)
        .execute()
      return other
    })
    await expect(
      joinCase(db, nobody, { code: sellers.code }, entryOf('구매한 사람', 'buyer')),
    ).rejects.toMatchObject({ kind: 'forbidden', code: 'join.side_not_admitted' })
    const seller = await joinCase(db, nobody, { code: sellers.code }, entryOf('판매한 사람', 'seller'))
    expect(seller.isNewMember).toBe(true)
  })
})

describe('nicknames', () => {
  test.each(['민지', ' 민 지', '민\u200b지', '민지'.normalize('NFD')])(
    '%j is taken already',
    async (nickname) => {
      const form = JoinForm.parse({ nickname, side: 'buyer', rules: RULES_VERSION })
      const attempt = joinCase(db, nobody, { code: room.code }, form)
      await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'join.nickname_taken' })
      const refusal = await attempt.catch((error) => error)
      expect(refusal.fields.suggestion).toMatch(/\S/)
      const form2 = { ...form, nickname: refusal.fields.suggestion as string }
      expect((await joinCase(db, nobody, { code: room.code }, form2)).isNewMember).toBe(true)
    },
  )

  test('a refused join leaves no guest behind', async () => {
    const count = () =>
      db
        .selectFrom('account')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    const before = await count()
    await expect(joinCase(db, nobody, { code: room.code }, entryOf('민지'))).rejects.toThrow(
      'join.nickname_taken',
    )
    expect(await count()).toEqual(before)
  })

  test.each(['방장소라', '방쟝 소라', '운영자', '관리자 봇', '운엉자', 'Admin'])(
    '%s could be taken for the host or an office',
    async (nickname) => {
      const attempt = joinCase(db, nobody, { code: room.code }, entryOf(nickname))
      const { code } = await attempt.catch((error) => error)
      expect(['join.nickname_like_staff', 'join.nickname_taken']).toContain(code)
    },
  )

  test.each([
    ['RTL override', '소라\u202e장방'],
    ['NUL', '민\0지'],
    ['lone surrogate', '민지\ud83d'],
    ['10 MB', '가'.repeat(10 * 1024 * 1024)],
    ['10^5 combining marks', `a${'\u0301'.repeat(100_000)}`],
  ])('%s in a nickname is refused or made harmless', (_, nickname) => {
    const read = JoinForm.safeParse({ nickname, side: 'buyer', rules: RULES_VERSION })
    if (!read.success) return expect(read.error.issues[0]?.message).toMatch(/^nickname\./)
    expect(read.data.nickname).not.toMatch(/[\u202e\0\p{Cs}]/u)
    expect(read.data.nickname.length).toBeLessThan(64)
  })

  test('a name stays taken after its owner left', async () => {
    const gone = await joined(db, room.code, '나간 사람', 'buyer')
    await leaveCase(db, gone.viewer, { slug: room.slug })
    await expect(joinCase(db, nobody, { code: room.code }, entryOf('나간 사람'))).rejects.toThrow(
      'join.nickname_taken',
    )
  })
})

describe('leaving and being removed', () => {
  test('who leaves is out, may come back under the old name, and is counted right', async () => {
    const seen: Happening[] = []
    const stop = onCommitted(db, (some) => seen.push(...some))
    const person = await joined(db, room.code, '오가는 사람', 'seller')
    const inside = await presentMembers(room.caseId)
    await leaveCase(db, person.viewer, { slug: room.slug })
    stop()
    expect(seen).toContainEqual({
      kind: 'member.left',
      caseId: room.caseId,
      memberId: person.memberId,
      accountId: person.accountId,
    })
    expect(await presentMembers(room.caseId)).toBe(inside - 1)
    await expect(memberIn(db, person.viewer, { slug: room.slug })).rejects.toThrow('shared.not_found')
    await expect(leaveCase(db, person.viewer, { slug: room.slug })).rejects.toThrow('shared.not_found')
    const back = await joinCase(db, person.viewer, { code: room.code }, entryOf('새 이름'))
    expect(back).toMatchObject({ memberId: person.memberId, isNewMember: false })
    expect(await meIn(db, person.viewer, { slug: room.slug })).toMatchObject({ nickname: '오가는 사람' })
    expect(await presentMembers(room.caseId)).toBe(inside)
  })

  test('a removed member finds nothing, as if the link had never been', async () => {
    const person = await joined(db, room.code, '내보낸 사람', 'buyer')
    await removeMember(db, room.sora.viewer, { slug: room.slug, memberId: person.memberId })
    const unknown = await joinCase(db, nobody, { code: 'x'.repeat(22) }, entryOf('x')).catch((e) => e)
    const removed = await joinCase(db, person.viewer, { code: room.code }, entryOf('x')).catch((e) => e)
    expect([removed.kind, removed.code, removed.fields]).toEqual([unknown.kind, unknown.code, unknown.fields])
    await expect(joinCase(db, person.viewer, { slug: room.slug }, entryOf('x'))).rejects.toThrow(
      'shared.not_found',
    )
    await expect(
      removeMember(db, room.sora.viewer, { slug: room.slug, memberId: person.memberId }),
    ).rejects.toThrow('shared.not_found')
  })

  test('only staff removes, nobody their own rank, and only in their own room', async () => {
    const other = await openTestCase(db, vault)
    const target = { slug: room.slug, memberId: room.taeho.memberId }
    await expect(removeMember(db, room.minji.viewer, target)).rejects.toThrow('shared.forbidden')
    await expect(removeMember(db, other.sora.viewer, target)).rejects.toThrow('shared.not_found')
    await expect(
      removeMember(db, other.sora.viewer, { slug: other.slug, memberId: room.taeho.memberId }),
    ).rejects.toThrow('shared.not_found')
    await expect(
      removeMember(db, room.sora.viewer, { slug: room.slug, memberId: room.sora.memberId }),
    ).rejects.toThrow('member.not_removable')
  })

  test('a room survives its host: a co-host, else the longest member with a password', async () => {
    const other = await openTestCase(db, vault)
    const first = await accountHolder(db, vault)
    const second = await accountHolder(db, vault)
    const one = await joinCase(db, first, { code: other.code }, entryOf('먼저 온 사람'))
    const two = await joinCase(db, second, { code: other.code }, entryOf('나중에 온 사람'))
    await db.updateTable('member').set({ role: 'cohost' }).where('id', '=', two.memberId).execute()
    expect(await leaveCase(db, other.sora.viewer, { slug: other.slug })).toEqual({ newHostId: two.memberId })
    expect(await leaveCase(db, second, { slug: other.slug })).toEqual({ newHostId: one.memberId })
    expect((await meIn(db, first, { slug: other.slug })).role).toBe('host')
    expect(await leaveCase(db, first, { slug: other.slug })).toEqual({ newHostId: null })
    expect((await meIn(db, other.minji.viewer, { slug: other.slug })).role).toBe('member')
    await joinCase(db, other.sora.viewer, { code: other.code }, entryOf('x'))
    expect((await meIn(db, other.sora.viewer, { slug: other.slug })).role).toBe('member')
    await joinCase(db, first, { code: other.code }, entryOf('x'))
    expect((await meIn(db, first, { slug: other.slug })).role).toBe('host')
    expect(await firstBrokenEntry(db, other.caseId)).toBeNull()
  })
})

describe('lists', () => {
  test('staff sees the people page by page, members do not', async () => {
    const other = await openTestCase(db, vault)
    for (let n = 0; n < 52; n++) await joined(db, other.code, `참여자 ${n + 100}호`, 'buyer')
    const first = await membersIn(db, other.sora.viewer, { slug: other.slug })
    expect(first.members).toHaveLength(50)
    const rest = await membersIn(db, other.sora.viewer, { slug: other.slug, after: first.next })
    expect(rest).toMatchObject({ next: null })
    const ids = [...first.members, ...rest.members].map((each) => each.id)
    expect(new Set(ids).size).toBe(56)
    const found = await membersIn(db, other.sora.viewer, { slug: other.slug, beginning: '참여자 10' })
    expect(found.members).toHaveLength(10)
    await expect(membersIn(db, other.minji.viewer, { slug: other.slug })).rejects.toThrow('shared.forbidden')
  })

  test('my rooms are mine only', async () => {
    expect(await myCases(db, room.taeho.viewer)).toEqual([
      expect.objectContaining({ slug: room.slug, nickname: '태호', side: 'seller', role: 'member' }),
    ])
    expect(await myCases(db, room.jun)).toEqual([])
    expect(await myCases(db, nobody)).toEqual([])
  })
})
