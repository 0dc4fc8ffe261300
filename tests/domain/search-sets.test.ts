import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { INITIALS, syllableParts } from '#app/shapes/hangul.ts'
import { emptyQuery, readWish } from '#app/shapes/search.ts'
import { searchFold } from '#app/shapes/search-fold.ts'
import { askIndex, readThrough } from '#server/domain/search/stretch.ts'
import { searchMessages } from '#server/domain/search.ts'
import { corpus } from '#tests/bench/corpus.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

// Search gives exactly what a look at every message gives, whichever way it goes.

const COUNT = 3000
/** Messages stand far apart, so that a few thousand of them fill several places of the index. */
const SEQ_STEP = 29

type Said = { body: string; folded: string; channelId: string; seq: number; isShown: boolean }

let base: TestDatabase
let room: TestCase
let host: TestPerson
const said: Said[] = []

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  host = await makePerson(base.owner, room.id, { role: 'host' })
  const people = await makePeople(base.owner, room.id, 20)
  const { message } = corpus(11)
  const channels = [room.channels.all, room.channels.all, room.channels.all, room.channels.buyer]
  for (let n = 1; n <= COUNT; n += 1) {
    const body = n % 500 === 0 ? '뷁' : n % 700 === 0 ? "드문 's\\ 말 ㅃㅃ" : message()
    const channelId = channels[n % channels.length] ?? ''
    said.push({ body, folded: searchFold(body), channelId, seq: n * SEQ_STEP, isShown: n % 17 !== 0 })
  }
  await sql`
    insert into message (channel_id, author_id, client_id, seq, rev, body, gone, gone_at)
    select *, case when gone is not null then now() end from unnest(
      ${said.map(({ channelId }) => channelId)}::uuid[],
      ${said.map((_, n) => people[n % people.length]?.memberId ?? '')}::uuid[],
      ${said.map(() => randomUUID())}::uuid[],
      ${said.map(({ seq }) => seq)}::bigint[],
      ${said.map(({ seq }) => seq)}::bigint[],
      ${said.map(({ body }) => body)}::text[],
      ${said.map(({ isShown }) => (isShown ? null : 'hidden'))}::text[]
    ) as said (channel_id, author_id, client_id, seq, rev, body, gone)`.execute(base.owner)
  await base.owner
    .updateTable('channel')
    .set({ head: COUNT * SEQ_STEP })
    .where('case_id', '=', room.id)
    .execute()
})

/** Every kind of search of the benchmark, and those only this language has. */
const searches = [
  ...['환불', '결제', '연락', '입금'],
  ...['소비자', '매트리', '판매자는'],
  ...['환불 카드', '결제 취소 언제', '택배 00'],
  ...['주문 2024', '500원', '0817', '2024-08', '1,9'],
  ...['없는말이에요', '쀏쀏', '99999999999'],
  ...['환', '뷁', '답', '요', '0', '%', '👍'],
  ...['ㅎㅂ', 'ㄱㅈㄹ', 'ㅅㅂㅈㅇ', 'ㅃ', 'ㅋㅋㅋ', 'ㅎㄷㄷ', '환ㅂ', 'ㅎ불', 'ㅁㅌㄹㅅ를'],
  ...['退款', 'allets', 'A_B', '100%', '[web', "'s\\", '^^', '=ㅅ='],
]

test('the corpus has something for nearly every search', () => {
  const counts = searches.map((q) => naive(q).length)
  expect(counts.filter((count) => count > 0).length).toBeGreaterThan(searches.length - 8)
  expect(counts.filter((count) => count > 200).length).toBeGreaterThan(5)
})

test.each(searches)('%j, page by page', async (q) => {
  const found: string[] = []
  let cursor: string | null = null
  do {
    const page = await searchMessages(base.db, host.viewer, { slug: room.slug, wish: wishOf(q), cursor })
    found.push(...page.hits.map(({ kind, seq }) => `${kind} ${seq}`))
    cursor = page.next
  } while (cursor)
  const expected = naive(q).map(
    ({ channelId, seq }) => `${channelId === room.channels.all ? 'all' : 'buyer'} ${seq}`,
  )
  expect(new Set(found).size).toBe(found.length)
  expect(found.sort()).toEqual(expected.sort())
})

describe.each(searches)('%j, the whole channel', (q) => {
  test.each([
    ['read', readThrough],
    ['asked of the index', askIndex],
  ])('%s', async (_, way) => {
    const channelId = room.channels.all
    const wanted = { terms: wishOf(q).terms, authors: null, span: { since: null, before: null } }
    const stretch = { channelId, floor: 1, below: COUNT * SEQ_STEP + 1, take: COUNT }
    const found = await way(base.db, wanted, [stretch])
    const expected = naive(q).filter((one) => one.channelId === channelId)
    expect(found.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq).sort((a, b) => b - a))
  })
})

describe('the database folds as the pages do', () => {
  const folded = async (texts: string[]) => {
    const { rows } = await sql<{ folded: string }>`
      select search_fold(t) as folded from unnest(${texts}::text[]) with ordinality as each (t, n) order by n`.execute(
      base.owner,
    )
    return rows.map((row) => row.folded)
  }

  test('every letter', async () => {
    const isText = (point: number) => point > 0 && !(point >= 0xd800 && point <= 0xdfff)
    const points = Array.from({ length: 0x10000 }, (_, point) => point).filter(isText)
    const letters = [...points, 0x1f44d, 0x1f3fd, 0x20bb7].map(
      (point) => `가${String.fromCodePoint(point)}나`,
    )
    expect(await folded(letters)).toEqual(letters.map(searchFold))
  })

  test('whole texts', async () => {
    const { message } = corpus(5)
    const texts = Array.from({ length: 500 }, message).flatMap((text) => [text, text.normalize('NFD')])
    expect(await folded(texts)).toEqual(texts.map(searchFold))
  })
})

function wishOf(q: string) {
  const wish = readWish({ ...emptyQuery, q }, '2026-11-22')
  if (!wish.ok) throw new Error(wish.code)
  return wish.value
}

/** Looks at every message, letter by letter. */
function naive(q: string): Said[] {
  const terms = wishOf(q).terms.map((term) => Array.from(term))
  return said.filter(
    ({ folded, isShown }) => isShown && terms.every((term) => stands(term, Array.from(folded))),
  )
}

function stands(term: readonly string[], letters: readonly string[]): boolean {
  return letters.some((_, at) => term.every((wanted, step) => isLike(wanted, letters[at + step] ?? '')))
}

function isLike(wanted: string, letter: string): boolean {
  const parts = syllableParts(letter)
  return wanted === letter || (parts !== null && INITIALS.charAt(parts.initial) === wanted)
}
