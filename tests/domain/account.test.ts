import { beforeAll, describe, expect, test } from 'vitest'
import { localPath, NewPassword, SignUpForm } from '#app/shapes/account.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '#server/domain/access.ts'
import {
  accountOf,
  changePassword,
  checkPassword,
  logIn,
  makeRecoveryCode,
  newGuest,
  recover,
  signUp,
} from '#server/domain/account.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { joinCase, meIn, myCases, removeMember } from '#server/domain/member.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import {
  accountHolder,
  entryOf,
  guest,
  joined,
  openTestCase,
  SORA_PASSWORD,
  testVault,
} from '#tests/people.ts'

const vault = testVault()
const password = '달빛 아래 수달 네 마리'
let db: Db

beforeAll(async () => {
  db = (await freshDatabase()).db
})

const asHolder = (accountId: string): Viewer => ({ accountId, hasPassword: true })

describe('signing up', () => {
  test('a guest keeps the account, and with it every room, name and role', async () => {
    const room = await openTestCase(db, vault)
    const before = await meIn(db, room.minji.viewer, { slug: room.slug })
    const credentials = { email: 'minji@example.com', password }
    const { accountId } = await signUp(db, room.minji.viewer, credentials, { vault })
    expect(accountId).toBe(room.minji.accountId)
    expect(await meIn(db, asHolder(accountId), { slug: room.slug })).toEqual(before)
    expect(await accountOf(db, asHolder(accountId), { vault })).toMatchObject({
      email: 'minji@example.com',
      hasPassword: true,
    })
    await expect(
      signUp(db, room.minji.viewer, { email: 'second@example.com', password }, { vault }),
    ).rejects.toMatchObject({ code: 'account.already_has_password' })
  })

  test('nobody becomes a new account; the address stands nowhere in clear', async () => {
    const { accountId } = await signUp(db, nobody, { email: 'Jun@Example.com', password }, { vault })
    const row = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow()
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    for (const bytes of [row.email_index, row.email_sealed]) {
      expect(bytes?.toString('latin1').toLowerCase()).not.toContain('jun@')
    }
  })

  test('one address is one account, also for two who come at once', async () => {
    const send = () => signUp(db, nobody, { email: 'race@example.com', password }, { vault })
    const tries = await Promise.allSettled([send(), send(), send()])
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    await expect(
      signUp(db, nobody, { email: ' RACE@example.com ', password }, { vault }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      code: 'account.email_taken',
      fields: { email: 'account.email_taken' },
    })
  })

  test.each([
    'password1234',
    'Qwerty12345!',
    '1234567890',
    '0987654321',
    'aaaaaaaaaaaa',
    '1212121212',
    'abcdabcdabcd',
    'dkssudgktpdy1!',
    'tkfkdgo1004!!',
    '사랑해요1234567',
    'qwertyuiop',
    'somebody2024',
    '!!!!!!!!!!',
  ])('%s is guessed first', async (easy) => {
    const attempt = signUp(db, nobody, { email: 'somebody@example.com', password: easy }, { vault })
    await expect(attempt).rejects.toMatchObject({ code: 'account.password_easy' })
  })

  test.each([
    ['nine chars', '아홉글자비밀번호다', 'password.too_short'],
    ['201 chars', 'x'.repeat(201), 'password.too_long'],
    ['10 MB', 'x'.repeat(10 * 1024 * 1024), 'password.too_long'],
    ['empty', '', 'password.empty'],
  ])('a password of %s is refused by the form', (_, given, code) => {
    expect(NewPassword.safeParse(given).error?.issues[0]?.message).toBe(code)
  })

  test('a long Korean sentence is a fine password', () => {
    expect(NewPassword.parse('오늘도 수달은 강가에서 조약돌을 줍는다')).toContain('수달')
  })
})

describe('logging in', () => {
  test('a wrong password and an unknown address get the very same answer', async () => {
    await signUp(db, nobody, { email: 'known@example.com', password }, { vault })
    const right = await logIn(db, nobody, { email: 'KNOWN@example.com', password }, { vault })
    expect(right.leftBehind).toBeNull()
    const wrong = await logIn(db, nobody, { email: 'known@example.com', password: 'x' }, { vault }).catch(
      (e) => e,
    )
    const unknown = await logIn(db, nobody, { email: 'unknown@example.com', password }, { vault }).catch(
      (e) => e,
    )
    expect([wrong.kind, wrong.code, wrong.fields]).toEqual(['invalid', 'account.wrong_login', {}])
    expect([unknown.kind, unknown.code, unknown.fields]).toEqual([wrong.kind, wrong.code, wrong.fields])
  })

  test('what the guest on this device was in moves along', async () => {
    const room = await openTestCase(db, vault)
    const { accountId } = await signUp(db, nobody, { email: 'moving@example.com', password }, { vault })
    const credentials = { email: 'moving@example.com', password }
    const arrival = await logIn(db, room.taeho.viewer, credentials, { vault })
    expect(arrival).toEqual({ accountId, leftBehind: null })
    expect(await meIn(db, asHolder(accountId), { slug: room.slug })).toMatchObject({
      id: room.taeho.memberId,
      nickname: '태호',
    })
    expect(await myCases(db, room.taeho.viewer)).toEqual([])
    expect(await firstBrokenEntry(db, room.caseId)).toBeNull()
    const moved = await db
      .selectFrom('ledger')
      .select(['kind', 'data'])
      .where('case_id', '=', room.caseId)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(moved).toEqual({ kind: 'member.moved', data: { memberId: room.taeho.memberId } })
  })

  test('a second name in the same room stays, with a code to come back to it', async () => {
    const room = await openTestCase(db, vault)
    const holder = await accountHolder(db, vault)
    await joinCase(db, holder, { code: room.code }, entryOf('계정으로 온 나'))
    const email = (await accountOf(db, holder, { vault })).email as string
    const arrival = await logIn(db, room.minji.viewer, { email, password: SORA_PASSWORD }, { vault })
    expect(arrival.leftBehind?.slugs).toEqual([room.slug])
    const back = await recover(db, nobody, arrival.leftBehind?.recoveryCode ?? '')
    expect(back.accountId).toBe(room.minji.accountId)
    expect(await meIn(db, room.minji.viewer, { slug: room.slug })).toMatchObject({ nickname: '민지' })
  })

  test('logging in does not undo a removal', async () => {
    const room = await openTestCase(db, vault)
    const person = await joined(db, room.code, '내보낸 손님', 'buyer')
    await removeMember(db, room.sora.viewer, { slug: room.slug, memberId: person.memberId })
    const holder = await accountHolder(db, vault)
    const email = (await accountOf(db, holder, { vault })).email as string
    await logIn(db, person.viewer, { email, password: SORA_PASSWORD }, { vault })
    await expect(joinCase(db, holder, { code: room.code }, entryOf('새 사람'))).rejects.toThrow(
      'invite.not_valid',
    )
  })

  test('an account does not swallow another account', async () => {
    const room = await openTestCase(db, vault)
    const holder = await accountHolder(db, vault)
    const email = (await accountOf(db, holder, { vault })).email as string
    await logIn(db, room.sora.viewer, { email, password: SORA_PASSWORD }, { vault })
    expect((await meIn(db, room.sora.viewer, { slug: room.slug })).role).toBe('host')
    await expect(memberIn(db, holder, { slug: room.slug })).rejects.toThrow('shared.not_found')
  })
})

describe('passwords', () => {
  test('are checked for the viewer alone, and guests have none', async () => {
    const holder = await accountHolder(db, vault)
    await expect(checkPassword(db, holder, SORA_PASSWORD)).resolves.toBeUndefined()
    await expect(checkPassword(db, holder, `${SORA_PASSWORD} `)).rejects.toMatchObject({
      code: 'account.wrong_password',
      fields: { password: 'account.wrong_password' },
    })
    await expect(checkPassword(db, await guest(db), SORA_PASSWORD)).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'account.needed',
    })
    await expect(checkPassword(db, nobody, SORA_PASSWORD)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('are the same whichever way a keyboard composes Hangul', async () => {
    const holder = await accountHolder(db, vault, password.normalize('NFD'))
    await expect(checkPassword(db, holder, password.normalize('NFC'))).resolves.toBeUndefined()
  })

  test('change only with the old one', async () => {
    const holder = await accountHolder(db, vault)
    const change = (old: string, next: string) =>
      changePassword(db, holder, { password: old, newPassword: next }, { vault })
    await expect(change('아닌 비밀번호예요', password)).rejects.toThrow('account.wrong_password')
    await expect(change(SORA_PASSWORD, 'password1234')).rejects.toThrow('account.password_easy')
    await change(SORA_PASSWORD, password)
    await expect(checkPassword(db, holder, password)).resolves.toBeUndefined()
    await expect(checkPassword(db, holder, SORA_PASSWORD)).rejects.toThrow('account.wrong_password')
  })
})

describe('recovery codes', () => {
  test('open the guest account once, however they are typed', async () => {
    const { accountId } = await newGuest(db)
    const viewer = { accountId, hasPassword: false }
    const { code } = await makeRecoveryCode(db, viewer)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    expect((await accountOf(db, viewer, { vault })).hasRecoveryCode).toBe(true)
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
    expect(await recover(db, nobody, typed)).toEqual({ accountId, leftBehind: null })
    expect((await accountOf(db, viewer, { vault })).hasRecoveryCode).toBe(false)
    await expect(recover(db, nobody, code)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'account.wrong_code',
    })
  })

  test('are used up by one of two who send them at once', async () => {
    const { code } = await makeRecoveryCode(db, await guest(db))
    const tries = await Promise.allSettled([recover(db, nobody, code), recover(db, nobody, code)])
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })

  test('a new one ends the one before; nonsense opens nothing', async () => {
    const viewer = await guest(db)
    const first = await makeRecoveryCode(db, viewer)
    const second = await makeRecoveryCode(db, viewer)
    await expect(recover(db, nobody, first.code)).rejects.toThrow('account.wrong_code')
    for (const typed of ['', '-', 'UUUU-UUUU-UUUU-UUUU', '가'.repeat(1000), `${second.code}0`]) {
      await expect(recover(db, nobody, typed)).rejects.toThrow('account.wrong_code')
    }
    expect((await recover(db, nobody, second.code)).accountId).toBe(viewer.accountId)
  })

  test('bring along what the guest on the new device has joined', async () => {
    const room = await openTestCase(db, vault)
    const owner = await guest(db)
    const { code } = await makeRecoveryCode(db, owner)
    await recover(db, room.hana.viewer, code)
    expect(await meIn(db, owner, { slug: room.slug })).toMatchObject({ nickname: '하나' })
  })
})

test.each([
  ['/c/abcdefghjk/room/all', '/c/abcdefghjk/room/all'],
  ['/open?shop=%EC%95%8C', '/open?shop=%EC%95%8C'],
  ['/open?shop=알렛츠', '/open?shop=%EC%95%8C%EB%A0%9B%EC%B8%A0'],
  ['//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['/%2e%2e//evil.example', '/'],
  ['/./%2E//evil.example', '/'],
  ['/a/../open', '/open'],
  ['/\\evil.example', '/'],
  ['/ok\\..\\x', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
  ['/a\nb', '/'],
  ['/a\ud800b', '/'],
  ['', '/'],
  [null, '/'],
  [`/${'a'.repeat(600)}`, '/'],
])('next=%j leads to %s', (next, path) => {
  expect(localPath(next)).toBe(path)
})

test('an address that holds a resident registration number is none', () => {
  const form = { email: '900101-1234567@example.com', newPassword: SORA_PASSWORD }
  expect(SignUpForm.safeParse(form).error?.issues).toMatchObject([{ message: 'email.resident_number' }])
  expect(SignUpForm.safeParse({ ...form, email: 'a900101@example.com' }).success).toBe(true)
})
