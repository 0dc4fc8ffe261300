import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ChannelKind } from '#app/shapes/case.ts'
import { emptyQuery, readWish, type SearchQuery } from '#app/shapes/search.ts'
import { deleteMessage, editMessage, postMessage } from '#server/domain/message.ts'
import { PAGE_HITS, searchMessages } from '#server/domain/search.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

// What a person finds, and whose words. That it is all there is to find stands in search-sets.test.ts.

let base: TestDatabase
let room: TestCase
let other: TestCase
let minji: TestPerson
let taeho: TestPerson
let sora: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  other = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
  sora = await makePerson(base.owner, room.id, { side: 'helper', role: 'host' })
})

async function say(who: TestPerson, body: string, kind: ChannelKind = 'all', where = room): Promise<string> {
  const draft = { channelId: where.channels[kind], clientId: randomUUID(), body, replyTo: null }
  return (await postMessage(base.db, who.viewer, draft)).id
}

async function search(
  who: Viewer,
  query: Partial<SearchQuery>,
  more: { slug?: string | null; cursor?: string } = {},
) {
  const wish = readWish({ ...emptyQuery, ...query }, '2026-11-22')
  if (!wish.ok) throw new Error(wish.code)
  const { slug = room.slug, cursor = null } = more
  return searchMessages(base.db, who, { slug, wish: wish.value, cursor })
}
const found = async (who: TestPerson, query: Partial<SearchQuery>) =>
  (await search(who.viewer, query)).hits.map(({ excerpt }) => excerpt)

describe('finds', () => {
  const said = [
    '카드 환불 받으신 분 계신가요?',
    '환 불 문의는 고객센터로',
    '1,250,000원 결제했어요',
    '운송장 6041-220-17 로 왔어요',
    '주문번호 2024-0817-00123 입니다',
    '退款 申請 했어요',
    '저도요 😭🙏',
    'ㅋㅋㅋ ㅎㅂ 언제',
    '할인 100%라더니 10번 당했어요',
    'a_b 와 acb 는 달라요',
    '역슬래시 \\ 하나',
    "it's 'quoted' & (bracketed) | [x] .*",
    'ＡＬＬＥＴＳ Market',
    'ㄱㅅ합니다',
  ]

  beforeAll(async () => {
    for (const body of said) await say(minji, body)
  })

  test.each<[string, number[]]>([
    ['환불', [1, 0]],
    ['카드환불', [0]],
    ['카드 계신', [0]],
    ['"환불 받으신"', [0]],
    ['환불 고객센터', [1]],
    ['센', [1]],
    ['ㅎㅂ', [7, 1, 0]],
    ['ㅎ불', [1, 0]],
    ['환ㅂ', [1, 0]],
    ['ㅋㄷㅎㅂ', [0]],
    ['ㅋㅋ', [7]],
    ['1250000', [2]],
    ['1,250', [2]],
    ['250,000원', [2]],
    ['604122017', [3]],
    ['6041-2 017', [3]],
    ['20240817', [4]],
    ['0817-00123', [4]],
    ['退款', [5]],
    ['😭', [6]],
    ['🙏', [6]],
    ['100%', [8]],
    ['0%', [8]],
    ['a_b', [9]],
    ['\\', [10]],
    ["it's", [11]],
    ['& (', [11]],
    ['.*', [11]],
    ['[x]', [11]],
    ['allets market', [12]],
    ['ＭＡＲＫＥＴ', [12]],
    ['ㄳ', [13, 1, 0]],
    ['ㄱㅅㅎㄴㄷ', [13]],
    ['환불'.normalize('NFD'), [1, 0]],
    ['없는말', []],
    ['%', [8]],
  ])('%j', async (q, places) => {
    expect(await found(minji, { q })).toEqual(places.map((place) => said[place]))
  })

  test('what was edited by its new words alone', async () => {
    const id = await say(minji, '처음 쓴 낱말')
    await editMessage(base.db, minji.viewer, { messageId: id, body: '고쳐 쓴 글자' })
    expect(await found(minji, { q: '고쳐쓴' })).toEqual(['고쳐 쓴 글자'])
    expect(await found(minji, { q: '처음쓴' })).toEqual([])
  })

  test('with marks, author, time and neighbours', async () => {
    await say(taeho, '앞에 한 말')
    const id = await say(minji, '돋보기 로 찾는 말')
    await say(sora, '뒤에 한 말')
    const [hit, ...more] = (await search(taeho.viewer, { q: '돋보기로' })).hits
    expect(more).toEqual([])
    expect(hit).toMatchObject({
      ...{ id, slug: room.slug, kind: 'all', excerpt: '돋보기 로 찾는 말', marks: [[0, 5]] },
      author: { nickname: minji.nickname, side: 'buyer', role: 'member' },
      before: { nickname: taeho.nickname, line: '앞에 한 말' },
      after: { nickname: sora.nickname, line: '뒤에 한 말' },
    })
    expect(Math.abs(Date.parse(hit?.at ?? '') - Date.now())).toBeLessThan(600_000)
  })
})

describe('is narrowed', () => {
  const day = (date: string, seq: number) =>
    sql`update message set created_at = ${`${date}T12:00:00+09:00`}::timestamptz
      where channel_id = ${room.channels.buyer} and seq = ${seq}`.execute(base.owner)

  beforeAll(async () => {
    await say(minji, '좁히기 하나', 'buyer')
    await say(sora, '좁히기 둘', 'buyer')
    await say(minji, '좁히기 셋', 'buyer')
    await say(minji, '좁히기 넷')
    await day('2024-08-16', 1)
    await day('2024-08-17', 2)
    await day('2024-08-18', 3)
  })

  test('to a person, by the whole nickname or its beginning', async () => {
    expect(await found(minji, { q: '좁히기', from: sora.nickname })).toEqual(['좁히기 둘'])
    expect(await found(minji, { q: `좁히기 from:${sora.nickname}` })).toEqual(['좁히기 둘'])
    expect(await found(minji, { q: '좁히기', from: '이웃' })).toHaveLength(4)
    expect(await found(minji, { q: '좁히기', from: '아무도' })).toEqual([])
  })

  test('to a person without a word', async () => {
    expect(await found(minji, { from: sora.nickname, in: '구매자' })).toEqual(['좁히기 둘'])
  })

  test('to a channel', async () => {
    expect(await found(minji, { q: '좁히기 in:전체' })).toEqual(['좁히기 넷'])
    expect(await found(minji, { q: '좁히기', in: 'buyer' })).toEqual([
      '좁히기 셋',
      '좁히기 둘',
      '좁히기 하나',
    ])
  })

  test('to days, which count from midnight to midnight in Seoul', async () => {
    expect(await found(minji, { q: '좁히기 after:20240817' })).toEqual([
      '좁히기 넷',
      '좁히기 셋',
      '좁히기 둘',
    ])
    expect(await found(minji, { q: '좁히기 before:20240817' })).toEqual(['좁히기 둘', '좁히기 하나'])
    expect(await found(minji, { q: '좁히기', after: '20240817', before: '20240817' })).toEqual(['좁히기 둘'])
    expect(await found(minji, { q: '좁히기', after: '20240819', before: '20240820' })).toEqual([])
  })
})

describe('gives a page at a time', () => {
  const count = PAGE_HITS * 2 + 7

  beforeAll(async () => {
    for (let n = 0; n < count; n += 1) await say(n % 3 ? minji : sora, `쪽수 ${n}`, n % 3 ? 'all' : 'buyer')
  })

  test('the newest first over all channels, nothing twice and nothing left out', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    for (let page = 1; page <= 3; page += 1) {
      const { hits, next } = await search(minji.viewer, { q: '쪽수' }, cursor ? { cursor } : {})
      seen.push(...hits.map(({ excerpt }) => excerpt))
      expect(next === null).toBe(page === 3)
      cursor = next ?? undefined
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, n) => `쪽수 ${count - 1 - n}`))
  })

  test.each([
    'x',
    '',
    '-1',
    '0a1b2c3d4e5f',
    `${'0'.repeat(12)}1.`,
    `${'0'.repeat(12)}1`.repeat(3),
    "'; drop table message",
  ])('X3: and refuses the cursor %j', async (cursor) => {
    const refused = expect.objectContaining({ kind: 'malformed', code: 'search.bad_cursor' })
    await expect(search(minji.viewer, { q: '쪽수' }, { cursor })).rejects.toEqual(refused)
  })

  test('a cursor made up of true parts opens no other channel', async () => {
    await say(taeho, '쪽수 판매자만', 'seller')
    const id = room.channels.seller.replaceAll('-', '').slice(0, 12)
    const { hits } = await search(minji.viewer, { q: '판매자만' }, { cursor: `${id}zzzz` })
    expect(hits).toEqual([])
  })
})

describe('shows only what one may read', () => {
  test('of the channels of one’s side', async () => {
    await say(taeho, '비밀번호는 파란 고래', 'seller')
    await say(sora, '운영진만 보는 고래', 'staff')
    expect(await found(taeho, { q: '고래' })).toEqual(['비밀번호는 파란 고래'])
    expect(await found(minji, { q: '고래' })).toEqual([])
    expect(await found(sora, { q: '고래' })).toHaveLength(2)
    expect(await found(minji, { q: '고래 in:판매자' })).toEqual([])
  })

  test('of the rooms one is in', async () => {
    const both = await makePerson(base.owner, other.id)
    const here = { account: both.accountId, id: randomUUID(), name: `이웃 ${both.nickname}` }
    await base.owner
      .insertInto('member')
      .values({
        ...{ id: here.id, case_id: room.id, account_id: here.account, nickname: here.name },
        ...{ nickname_key: here.name, side: 'helper', rules_version: '1' },
      })
      .execute()
    await say(both, '등대지기 저쪽', 'all', other)
    await say(minji, '등대지기 이쪽')
    const all = async (who: Viewer) =>
      (await search(who, { q: '등대지기' }, { slug: null })).hits.map(({ excerpt, slug }) => [excerpt, slug])
    expect(await all(both.viewer)).toEqual([
      ['등대지기 이쪽', room.slug],
      ['등대지기 저쪽', other.slug],
    ])
    expect(await all(minji.viewer)).toEqual([['등대지기 이쪽', room.slug]])
    expect(await all(nobody)).toEqual([])
    const gone = { left_at: new Date(), left_why: 'removed' as const }
    await base.owner.updateTable('member').set(gone).where('id', '=', here.id).execute()
    expect(await all(both.viewer)).toEqual([['등대지기 저쪽', other.slug]])
  })

  test('and of a room only to its members', async () => {
    const jun = await makePerson(base.owner, other.id)
    const refused = expect.objectContaining({ code: 'shared.not_found' })
    for (const viewer of [jun.viewer, nobody]) {
      await expect(search(viewer, { q: '환불' })).rejects.toEqual(refused)
    }
    await expect(search(minji.viewer, { q: '환불' }, { slug: 'nosuchslug' })).rejects.toEqual(refused)
  })

  test.each(['hidden', 'held'] as const)('not what is %s, nor beside a hit', async (gone) => {
    const id = await say(minji, `가려질 말 ${gone}`)
    await say(minji, `이어진 말 ${gone}`)
    expect(await found(taeho, { q: `가려질 ${gone}` })).toHaveLength(1)
    expect((await search(taeho.viewer, { q: `이어진 ${gone}` })).hits[0]?.before?.line).toBe(
      `가려질 말 ${gone}`,
    )
    await base.owner
      .updateTable('message')
      .set({ gone, gone_at: new Date(), gone_why: 'abuse' })
      .where('id', '=', id)
      .execute()
    expect(await found(taeho, { q: `가려질 ${gone}` })).toEqual([])
    expect((await search(taeho.viewer, { q: `이어진 ${gone}` })).hits[0]?.before?.line).not.toContain(
      '가려질',
    )
    const mine = await found(taeho, { from: minji.nickname })
    expect(mine).toContain(`이어진 말 ${gone}`)
    expect(mine).not.toContain(`가려질 말 ${gone}`)
  })

  test('not what was deleted', async () => {
    const id = await say(minji, '지울 말 한 마디')
    expect(await found(taeho, { q: '지울말' })).toHaveLength(1)
    await deleteMessage(base.db, minji.viewer, { messageId: id })
    expect(await found(taeho, { q: '지울말' })).toEqual([])
  })
})

test('asking for nothing is refused', async () => {
  await expect(search(minji.viewer, { q: ' - ', in: 'all' })).rejects.toEqual(
    expect.objectContaining({ kind: 'invalid', code: 'search.nothing' }),
  )
})
