import { beforeAll, describe, expect, test } from 'vitest'
import { CaseForm, OpeningForm } from '#app/shapes/case-draft.ts'
import type { Db } from '#db/client.ts'
import { signUp } from '#server/domain/account.ts'
import { caseFacts, editCase, openCase, publicCase, similarCases } from '#server/domain/case.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { accountHolder, draftOf, guest, joined, openTestCase, testVault } from '#tests/people.ts'

const vault = testVault()
let db: Db
let sora: Viewer

beforeAll(async () => {
  db = (await freshDatabase()).db
  sora = await accountHolder(db, vault)
})

const open = (changes = {}) => openCase(db, sora, draftOf(changes), { vault })
/** Numbers with a right check digit that belong to nobody we know. */
const NUMBERS = ['1018123455', '2208162517', '1248100998']

describe('opening a case', () => {
  test('needs an account with a password', async () => {
    for (const viewer of [nobody, await guest(db)]) {
      await expect(openCase(db, viewer, draftOf(), { vault })).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'account.needed',
      })
    }
    const someone = await guest(db)
    await signUp(db, someone, { email: 'opener@example.com', password: '수달 네 마리와 강' }, { vault })
    const opened = await openCase(db, { ...someone, hasPassword: true }, draftOf(), { vault })
    expect(opened.slug).toMatch(/^[2-9a-hjkmnp-z]{10}$/)
  })

  test('furnishes the room: channels, totals, key, host, first ledger entry', async () => {
    const { caseId, slug } = await open({ nickname: '방장 소라' })
    const facts = await caseFacts(db, sora, { slug })
    expect(facts).toMatchObject({
      members: 1,
      me: { nickname: '방장 소라', role: 'host' },
      noticeHost: 'shop.example.com',
    })
    const count = async (table: 'channel' | 'case_total' | 'case_key') =>
      (await db.selectFrom(table).select('case_id').where('case_id', '=', caseId).execute()).length
    expect([await count('channel'), await count('case_total'), await count('case_key')]).toEqual([4, 2, 1])
    const ledger = await db
      .selectFrom('ledger')
      .select(['seq', 'kind'])
      .where('case_id', '=', caseId)
      .execute()
    expect(ledger).toEqual([{ seq: 1, kind: 'case.opened' }])
    expect(await firstBrokenEntry(db, caseId)).toBeNull()
  })

  test.each(['별빛상점', ' 별빛 상점 ', '별빛상점!', '(별빛상점)', '별빛상점'.normalize('NFD')])(
    'one shop has one room: %j',
    async (shopName) => {
      const first = await openOnce()
      await expect(open({ shopName })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'case.already_open',
        fields: { slug: first },
      })
    },
  )

  test('the same business number is the same shop under any name', async () => {
    const { slug } = await open({ shopName: '구름가구', businessNumber: NUMBERS[0] })
    await expect(open({ shopName: '뭉게가구', businessNumber: NUMBERS[0] })).rejects.toMatchObject({
      fields: { slug },
    })
    await expect(open({ shopName: '구름 가구' })).rejects.toMatchObject({ fields: { slug } })
    const other = await open({ shopName: '구름가구', businessNumber: NUMBERS[1] })
    expect(other.slug).not.toBe(slug)
  })

  test('two who open the same shop at once get one room', async () => {
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => open({ shopName: '동시상회', businessNumber: NUMBERS[2] })),
    )
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  })

  test('a name of signs only is none', async () => {
    await expect(open({ shopName: '★★★' })).rejects.toMatchObject({ code: 'shop_name.no_letters' })
  })
})

let starlight: string | undefined
async function openOnce(): Promise<string> {
  starlight ??= (await open({ shopName: '별빛상점' })).slug
  return starlight
}

describe('finding a room while typing', () => {
  beforeAll(async () => {
    await open({ shopName: '알렛츠 (ALLETS)' })
    await open({ shopName: '인터파크 가구관' })
    await open({ shopName: '알라딘서점' })
    const operator = { operatorName: '주식회사 인터스텔라', businessNumber: '1208147521' }
    await open({ shopName: '달님가구', ...operator })
  })
  const names = async (typed: string) => (await similarCases(db, typed)).map((each) => each.shopName)

  test.each([
    '알렛츠',
    '알렛',
    '알레',
    '알ㄹ',
    '아',
    'allets',
    'ALLETS',
    '알 렛 츠',
    '알랫츠',
    'ㅇㄹㅊ',
    '렛츠',
    '알렛츠'.normalize('NFD'),
  ])('%j finds 알렛츠', async (typed) => {
    expect(await names(typed)).toContain('알렛츠 (ALLETS)')
  })

  test.each([
    '',
    '   ',
    '%',
    '_',
    '\\',
    '\'; drop table "case"; --',
    '없는쇼핑몰이름',
    '가'.repeat(100_000),
    '😀',
  ])('%j finds nothing and harms nothing', async (typed) => {
    expect(await names(typed.slice(0, 100_000))).not.toContain('알렛츠 (ALLETS)')
  })

  test.each(['인터스텔', '스텔라', '120-81-47521'])('%j finds it by operator or number', async (typed) => {
    const [found] = await similarCases(db, typed)
    expect(found).toMatchObject({ shopName: '달님가구', operatorName: '주식회사 인터스텔라' })
  })

  test('a pattern in what is typed is no pattern, and one letter of an operator is none', async () => {
    for (const typed of ['%텔라', '스_라', '텔']) expect(await names(typed)).not.toContain('달님가구')
  })

  test('another shop with the same first syllable is not offered', async () => {
    expect(await names('알라딘')).toEqual(['알라딘서점'])
  })

  test('tells how many people are in it only from five on', async () => {
    const room = await openTestCase(db, vault, { shopName: '다섯사람상회' })
    await db.updateTable('case_head').set({ members: 4 }).where('case_id', '=', room.caseId).execute()
    expect((await similarCases(db, '다섯사람'))[0]).toMatchObject({ slug: room.slug, members: null })
    await db.updateTable('case_head').set({ members: 5 }).where('case_id', '=', room.caseId).execute()
    expect((await similarCases(db, '다섯사람'))[0]).toMatchObject({ members: 5 })
  })
})

describe('what is seen', () => {
  test('the public page knows facts and no people', async () => {
    const room = await openTestCase(db, vault)
    const seen = await publicCase(db, room.slug)
    expect(JSON.stringify(seen)).not.toMatch(/소라|민지|태호|하나/)
    expect(Object.keys(seen).sort()).toEqual(
      (
        'admits businessNumber closesOn ended members noticeHost noticeOn noticeText noticeUrl openJoin openedAt ' +
        'operatorName settlesOn shopName slug troubles'
      ).split(' '),
    )
    expect(seen.members).toBeNull()
    await joined(db, room.code, '다섯째 사람', 'buyer')
    expect((await publicCase(db, room.slug)).members).toBe(5)
    await expect(publicCase(db, 'zzzzzzzzzz')).rejects.toThrow('shared.not_found')
  })

  test('the facts inside are for members', async () => {
    const room = await openTestCase(db, vault)
    expect(await caseFacts(db, room.taeho.viewer, { slug: room.slug })).toMatchObject({ members: 4 })
    await expect(caseFacts(db, room.jun, { slug: room.slug })).rejects.toThrow('shared.not_found')
  })
})

describe('editing', () => {
  test('is the host’s, keeps one shop one room, and stands in the ledger without words', async () => {
    const room = await openTestCase(db, vault, { shopName: '고칠상점' })
    const other = await openTestCase(db, vault, { shopName: '이웃상점' })
    const draft = draftOf({ shopName: '고칠상점', noticeText: '다시 쓴 공지', closesOn: null })
    await editCase(db, room.sora.viewer, { slug: room.slug }, draft)
    expect(await publicCase(db, room.slug)).toMatchObject({ noticeText: '다시 쓴 공지', closesOn: null })
    const taken = draftOf({ shopName: '이웃 상점' })
    await expect(editCase(db, room.sora.viewer, { slug: room.slug }, taken)).rejects.toMatchObject({
      code: 'case.already_open',
      fields: { slug: other.slug },
    })
    await expect(editCase(db, room.minji.viewer, { slug: room.slug }, draft)).rejects.toThrow(
      'shared.forbidden',
    )
    await expect(editCase(db, room.jun, { slug: room.slug }, draft)).rejects.toThrow('shared.not_found')
    const entries = await db.selectFrom('ledger').select('data').where('kind', '=', 'case.edited').execute()
    expect(JSON.stringify(entries)).not.toContain('공지')
  })
})

describe('the form', () => {
  const filled = {
    shopName: '알렛츠',
    troubles: ['closed'],
    admits: ['buyer', 'seller'],
    openJoin: 'on',
  }
  const codeOf = (changes: object) => CaseForm.safeParse({ ...filled, ...changes }).error?.issues[0]?.message

  test('reads what people type', () => {
    expect(
      CaseForm.parse({
        ...filled,
        businessNumber: '101-81-23455',
        noticeOn: '20240816',
        closesOn: '2024.8.31',
        noticeUrl: 'shop.example.com/notice',
        troubles: 'closed',
      }),
    ).toMatchObject({
      businessNumber: '1018123455',
      noticeOn: '2024-08-16',
      closesOn: '2024-08-31',
      settlesOn: null,
      noticeUrl: 'https://shop.example.com/notice',
      troubles: ['closed'],
      operatorName: '',
      openJoin: true,
    })
  })

  test.each([
    [{ shopName: '' }, 'shop_name.empty'],
    [{ shopName: '가'.repeat(41) }, 'shop_name.too_long'],
    [{ shopName: '가게 900101-1234560' }, 'shop_name.resident_number'],
    [{ troubles: [] }, 'case.trouble_needed'],
    [{ troubles: ['war'] }, 'case.trouble_needed'],
    [{ admits: undefined }, 'case.admits_needed'],
    [{ businessNumber: '101-81-23459' }, 'business_number.wrong'],
    [{ businessNumber: '12345' }, 'business_number.unreadable'],
    [{ noticeOn: '2월 30일' }, 'date.unreadable'],
    [{ noticeOn: '2024-02-30' }, 'date.no_such_day'],
    [{ noticeUrl: 'javascript:alert(1)' }, 'notice_url.not_web'],
    [{ noticeUrl: 'data:text/html,x' }, 'notice_url.not_web'],
    [{ noticeUrl: 'https://user:pass@example.com' }, 'notice_url.not_web'],
    [{ noticeUrl: 'http://localhost/x' }, 'notice_url.not_web'],
    [{ noticeUrl: 'https://../etc/passwd' }, 'notice_url.not_web'],
    [{ noticeUrl: 'https://example.com/?id=900101-1234560' }, 'notice_url.resident_number'],
    [{ noticeText: 'x\0y' }, 'notice_text.bad_characters'],
  ])('%j is %s', (changes, code) => {
    expect(codeOf(changes)).toBe(code)
  })

  test('the opener agrees to the rules in force', () => {
    const opening = { ...filled, nickname: '방장 소라', side: 'buyer' }
    const codes = (rules?: string) => OpeningForm.safeParse({ ...opening, rules }).error?.issues[0]?.message
    expect([codes(), codes('2020-01-01')]).toEqual(['join.rules_needed', 'join.rules_changed'])
  })
})
