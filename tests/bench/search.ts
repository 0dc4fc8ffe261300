import { sql } from 'kysely'
import { emptyQuery, readWish } from '#app/shapes/search.ts'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { askIndex } from '#server/domain/search/stretch.ts'
import { PAGE_HITS, searchMessages } from '#server/domain/search.ts'
import { corpus } from './corpus.ts'
import { type Durable, startDurable } from './durable.ts'
import { isNoisy, percentile, printLine, round2, round4, timed } from './figures.ts'
import { compareInserts } from './inserts.ts'
import { fillTalk, type Talk } from './talk.ts'

// Search as members get it (membership, merging, excerpts with their neighbours) against a look at every message, in one
// room and in all of them. Two such looks: `baseline` gives the same hits; `raw` is the fastest there is, a plain LIKE
// over the words as they were typed, which misses what search finds.

const MESSAGES = 200_000
const ROUNDS = 5
/** A look at every message takes seconds and always the same: so many words of a class are enough. */
const SCANS = 2
const GOAL = 0.1
const RARE_GOAL = 0.02
/** Pages that are held against the look at every message. */
const PAGES_CHECKED = 3

type Class = { name: string; goal: number; words: readonly string[] }

/** `npm run bench -- search [messages]`; a million takes a quarter of an hour, most of it for filling and scanning. */
export async function bench([messages]: readonly number[] = [MESSAGES]): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const db = openDatabase(durable.url, { role: APP_ROLE })
  try {
    await compareInserts(durable)
    const talk = await fillTalk(owner, messages ?? MESSAGES)
    const { rows } = await sql<{ index: number; heap: number }>`
      select pg_relation_size('message_search') as index, pg_relation_size('message') as heap`.execute(owner)
    const sizes = { messages: talk.messages, indexBytes: rows[0]?.index, tableBytes: rows[0]?.heap }
    for (const one of await classes(owner)) {
      for (const scope of ['room', 'mine'] as const)
        await compare({ db, owner, talk, scope, sizes, durable }, one)
    }
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
  }
}

async function classes(owner: Db): Promise<Class[]> {
  const orders = await sql<{ found: string }>`
    select found from (
      select substring(body from '2024-[0-9]{4}-[0-9]{7}') as found from message where seq % 97 = 0 limit 20000
    ) as orders where found is not null limit 5`.execute(owner)
  return [
    { name: 'rare', goal: RARE_GOAL, words: corpus(7).rare.slice(-10) },
    {
      name: 'common',
      goal: GOAL,
      words: ['환불', '결제', '취소', '카드', '주문', '배송', '판매', '정산', '입금', '연락'],
    },
    {
      name: 'three',
      goal: GOAL,
      words: ['판매자', '구매자', '소비자', '신한카', '영수증', '변호사', '홈페이', '냉장고'],
    },
    {
      name: 'two',
      goal: GOAL,
      words: ['환불 카드', '결제 취소', '법원 파산', '택배 송장', '토스 카카오', '경찰서 진정서'],
    },
    {
      name: 'mixed',
      goal: GOAL,
      words: [...orders.rows.map(({ found }) => found), '주문 551,000', '환불 89,900원'],
    },
    { name: 'none', goal: RARE_GOAL, words: ['없는말이에요', '쀏쀏', '99999999999', '환불뷁', '쀍'] },
    { name: 'syllable', goal: GOAL, words: ['환', '뷁', '답', '침', '률'] },
    { name: 'initials', goal: GOAL, words: ['ㅎㅂ', 'ㄱㅈ', 'ㅅㅂㅈㅇ', 'ㅁㅌㄹㅅ', 'ㅃㅉㄸ', '환ㅂ'] },
  ]
}

type Setting = {
  db: Db
  owner: Db
  talk: Talk
  scope: 'room' | 'mine'
  sizes: object
  durable: Durable
}

async function compare(setting: Setting, { name, goal, words }: Class): Promise<void> {
  const { db, talk, scope, sizes, durable } = setting
  const ask = (q: string, cursor: string | null = null) =>
    searchMessages(db, talk.reader.viewer, {
      slug: scope === 'room' ? talk.big.slug : null,
      wish: wishOf(q),
      cursor,
    })
  const [ours, baseline, raw]: [number[], number[], number[]] = [[], [], []]
  let noisy = 0
  let same = true
  for (let round = 0; round < ROUNDS; round += 1) {
    if (isNoisy()) noisy += 1
    for (const word of words) ours.push(await timed(() => ask(word)))
    const word = words[round % words.length] ?? ''
    raw.push(await timed(() => scanRaw(setting, word)))
    if (round >= SCANS) continue
    const start = performance.now()
    const expected = await scan(setting, word, PAGE_HITS * PAGES_CHECKED)
    baseline.push(performance.now() - start)
    same &&= (await firstPages(ask, word)).join() === expected.join()
    same &&= await hasSameHits(setting, word)
  }
  const [p95, median, rawMedian] = [percentile(ours, 0.95), percentile(baseline, 0.5), percentile(raw, 0.5)]
  const ratio = p95 / median
  printLine({
    ...{
      name: `search/${scope}/${name}`,
      unit: 'ms for a page of 50, p95',
      ours: p95,
      baseline: median,
    },
    ...{ ratio: round4(ratio), goal, rawScan: rawMedian, rawRatio: round4(p95 / rawMedian) },
    ...{ pass: ratio <= goal && same, sameHits: same, oursP50: percentile(ours, 0.5) },
    ...{ slowest: round2(Math.max(...ours)), words: words.length, rounds: ROUNDS, noisyRounds: noisy },
    ...{ ...sizes, pgSettings: durable.settings },
  })
}

type Ask = (q: string, cursor?: string | null) => ReturnType<typeof searchMessages>

async function firstPages(ask: Ask, word: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < PAGES_CHECKED; page += 1) {
    const { hits, next } = await ask(word, cursor)
    ids.push(...hits.map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  return ids
}

/** The newest hits by a look at every message. */
async function scan({ owner, talk, scope }: Setting, word: string, limit: number): Promise<string[]> {
  const { rows } = await withoutIndexes<{ id: string }>(
    owner,
    sql`select id from message where ${within(talk, scope)} and ${holds(word)}
      order by created_at desc limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

function scanRaw({ owner, talk, scope }: Setting, word: string) {
  const [first = ''] = word.split(' ')
  return withoutIndexes(
    owner,
    sql`select id from message where ${within(talk, scope)} and gone is null and body like ${`%${first}%`}
      order by created_at desc limit ${PAGE_HITS}`,
  )
}

/** True when the index alone, over the whole of the big channel, gives the very messages a look at every one gives. */
async function hasSameHits({ db, owner, talk }: Setting, word: string): Promise<boolean> {
  const channelId = talk.big.channels.all
  const wanted = { terms: wishOf(word).terms, authors: null, span: { since: null, before: null } }
  const stretch = { channelId, floor: 1, below: talk.messages, take: talk.messages }
  const found = await askIndex(db, wanted, [stretch])
  const { rows } = await withoutIndexes<{ seq: number }>(
    owner,
    sql`select seq from message where channel_id = ${channelId} and ${holds(word)} order by seq desc`,
  )
  return found.map(({ seq }) => seq).join() === rows.map(({ seq }) => seq).join()
}

function within({ big }: Talk, scope: Setting['scope']) {
  return scope === 'room' ? sql`channel_id = ${big.channels.all}` : sql`true`
}

/** The words of a search as a condition that looks at one message; consonants alone as any syllable of theirs. */
function holds(word: string) {
  const syllables = (letter: string) => {
    const at = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'.indexOf(letter)
    if (at < 0) return letter
    return `[${letter}${String.fromCharCode(0xac00 + at * 588)}-${String.fromCharCode(0xac00 + at * 588 + 587)}]`
  }
  const { terms } = wishOf(word)
  const patterns = terms.map((term) => Array.from(term, syllables).join(''))
  const literal = terms.map((term) => `%${term}%`)
  return /[ㄱ-ㅎ]/.test(word)
    ? sql`gone is null and search_fold(body) ~ all (${patterns}::text[])`
    : sql`gone is null and search_fold(body) like all (${literal}::text[])`
}

function withoutIndexes<Row>(owner: Db, query: ReturnType<typeof sql<Row>>) {
  return owner.transaction().execute(async (tx) => {
    await sql`set local enable_indexscan = off`.execute(tx)
    await sql`set local enable_bitmapscan = off`.execute(tx)
    return query.execute(tx)
  })
}

function wishOf(q: string) {
  const wish = readWish({ ...emptyQuery, q }, '2026-11-22')
  if (!wish.ok) throw new Error(wish.code)
  return wish.value
}
