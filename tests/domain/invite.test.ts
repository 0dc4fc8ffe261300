import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import {
  caseByCode,
  invitesIn,
  linkToShare,
  makeInvite,
  revokeInvite,
  rotateInvite,
} from '#server/domain/invite.ts'
import { joinCase, removeMember } from '#server/domain/member.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { entryOf, guest, joined, openTestCase, type TestCase, testVault } from '#tests/people.ts'

const vault = testVault()
let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, vault)
})

const terms = (changes: { expiresAt?: string | null; maxUses?: number | null } = {}) => ({
  slug: room.slug,
  expiresAt: null,
  maxUses: null,
  ...changes,
})
const make = (changes = {}) => makeInvite(db, room.sora.viewer, terms(changes), { vault })
const soon = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('join links', () => {
  test('a code carries 128 bits and only its hash is kept', async () => {
    const { id, code } = await make()
    expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/)
    const row = await db.selectFrom('invite').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(code)
    expect(row.code_hash.toString('base64url')).not.toContain(code)
    const shown = await invitesIn(db, room.sora.viewer, { slug: room.slug }, { vault })
    expect(shown.find((each) => each.id === id)).toMatchObject({ code, state: 'open', uses: 0 })
  })

  test('the join page learns public facts and no names', async () => {
    const seen = await caseByCode(db, nobody, room.code)
    expect(seen).toMatchObject({ slug: room.slug, isMember: false })
    expect(JSON.stringify(seen)).not.toMatch(/소라|민지|태호/)
    expect(await caseByCode(db, room.minji.viewer, room.code)).toMatchObject({ isMember: true })
  })

  test('unknown, malformed, expired, revoked and used-up codes get the very same answer', async () => {
    const expired = await make({ expiresAt: soon(60_000) })
    await db
      .updateTable('invite')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', expired.id)
      .execute()
    const revoked = await make()
    await revokeInvite(db, room.sora.viewer, { slug: room.slug, inviteId: revoked.id })
    const usedUp = await make({ maxUses: 1 })
    await joined(db, usedUp.code, '마지막 자리', 'buyer')
    const codes = ['A'.repeat(22), '', '\0', '가'.repeat(5000), expired.code, revoked.code, usedUp.code]
    for (const code of codes) {
      const seen = await caseByCode(db, nobody, code).catch((error) => error)
      const tried = await joinCase(db, nobody, { code }, entryOf('누구든지')).catch((error) => error)
      const known = await joinCase(db, await guest(db), { code }, entryOf('누구든지')).catch((error) => error)
      for (const answer of [seen, tried, known]) {
        expect([answer.kind, answer.code, answer.fields]).toEqual(['notFound', 'invite.not_valid', {}])
      }
    }
    const states = await invitesIn(db, room.sora.viewer, { slug: room.slug }, { vault })
    const stateOf = (id: string) => states.find((each) => each.id === id)?.state
    expect([stateOf(expired.id), stateOf(revoked.id), stateOf(usedUp.id)]).toEqual([
      'expired',
      'revoked',
      'used_up',
    ])
  })

  test('a removed member gets that answer too', async () => {
    const person = await joined(db, room.code, '나간 사람', 'buyer')
    await removeMember(db, room.sora.viewer, { slug: room.slug, memberId: person.memberId })
    await expect(caseByCode(db, person.viewer, room.code)).rejects.toThrow('invite.not_valid')
  })

  test('of twenty who come at once through a link for seven, seven are in', async () => {
    const { id, code } = await make({ maxUses: 7 })
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => joinCase(db, nobody, { code }, entryOf(`동시에 ${n + 1}번`))),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(7)
    for (const each of tries) {
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'invite.not_valid' })
    }
    const row = await db.selectFrom('invite').select('uses').where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.uses).toBe(7)
  })

  test('a refused join uses nothing up', async () => {
    const { id, code } = await make({ maxUses: 1 })
    await expect(joinCase(db, nobody, { code }, entryOf('민지'))).rejects.toThrow('join.nickname_taken')
    const row = await db.selectFrom('invite').select('uses').where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.uses).toBe(0)
  })

  test('rotating closes one link and opens another on the same terms, once', async () => {
    const old = await make({ expiresAt: soon(3_600_000), maxUses: 9 })
    const next = await rotateInvite(db, room.sora.viewer, { slug: room.slug, inviteId: old.id }, { vault })
    expect(next.code).not.toBe(old.code)
    await expect(caseByCode(db, nobody, old.code)).rejects.toThrow('invite.not_valid')
    expect(await caseByCode(db, nobody, next.code)).toMatchObject({ slug: room.slug })
    const shown = await invitesIn(db, room.sora.viewer, { slug: room.slug }, { vault })
    const [before, after] = [old.id, next.id].map((id) => shown.find((each) => each.id === id))
    expect(after).toMatchObject({ maxUses: 9, expiresAt: before?.expiresAt, uses: 0 })
    await expect(
      rotateInvite(db, room.sora.viewer, { slug: room.slug, inviteId: old.id }, { vault }),
    ).rejects.toThrow('invite.revoked_already')
  })

  test('the same form sent twice makes one link', async () => {
    const id = '5d1c28ad-2f0c-4b1f-8d4e-0c51a9a4c001'
    const send = () => makeInvite(db, room.sora.viewer, { ...terms(), id }, { vault })
    const [one, two] = await Promise.all([send(), send()])
    expect(one).toEqual(two)
    const other = await openTestCase(db, vault)
    await expect(
      makeInvite(db, other.sora.viewer, { ...terms(), slug: other.slug, id }, { vault }),
    ).rejects.toThrow('shared.not_found')
  })

  test('an end in the past is refused', async () => {
    await expect(make({ expiresAt: soon(-1000) })).rejects.toMatchObject({
      code: 'invite.expires_past',
      fields: { expiresAt: 'invite.expires_past' },
    })
  })

  test('members may share the open link but neither see nor change the list', async () => {
    const shared = await linkToShare(db, room.minji.viewer, { slug: room.slug }, { vault })
    expect(shared?.code).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await caseByCode(db, nobody, shared?.code ?? '')).toMatchObject({ slug: room.slug })
    await expect(invitesIn(db, room.minji.viewer, { slug: room.slug }, { vault })).rejects.toThrow(
      'shared.forbidden',
    )
    await expect(makeInvite(db, room.minji.viewer, terms(), { vault })).rejects.toThrow('shared.forbidden')
  })
})
