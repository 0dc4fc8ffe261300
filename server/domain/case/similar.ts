import { sql } from 'kysely'
import { parseBusinessNumber } from '#app/shapes/business-number.ts'
import { searchFold } from '#app/shapes/search-fold.ts'
import type { Tx } from '#db/client.ts'
import { literally } from './like.ts'
import { shopKey, typedJamo } from './shop-name.ts'

/** As many rooms as fit above the keyboard of a phone. */
const SHOWN_MAX = 5
/** Looked at more closely than the index can. */
const CANDIDATES_MAX = 30
/** Longest beginning of a name that is searched for, in characters; a name has at most 40. */
const TYPED_MAX = 60
/** Trigrams that must be found again for a candidate: one wrong vowel in three syllables leaves 0.44. */
const TRIGRAMS_SHARED = '0.4'
/** Letters of an operator's name that mean it: one is in half of all names. */
const OPERATOR_MIN = 2
/** Letters that may differ, as a part of those typed: two in eight. */
const SLIPS = 0.25

/**
 * Cases whose shop name holds, or nearly begins with, what is typed, then those whose operator's name holds it; the
 * nearest first. A whole business number finds its one case.
 */
export async function findSimilar(tx: Tx, typed: string) {
  const short = [...typed.slice(0, TYPED_MAX * 2)].slice(0, TYPED_MAX).join('')
  const key = shopKey(short)
  if (key === '') return []
  const number = parseBusinessNumber(short)
  const numbered = number.ok ? await listed(tx).where('business_number', '=', number.value).execute() : []
  if (numbered.length > 0) return numbered
  const jamo = typedJamo(short)
  const held = await holding(tx, { key, jamo, operator: searchFold(short) })
  if (held.length === SHOWN_MAX) return held
  const slips = Math.floor([...jamo].length * SLIPS)
  const near = (await resembling(tx, jamo)).filter((row) => slipsFrom(jamo, row.shop_jamo) <= slips)
  const known = new Set(held.map(({ slug }) => slug))
  return [...held, ...near.filter(({ slug }) => !known.has(slug))].slice(0, SHOWN_MAX)
}

function listed(tx: Tx) {
  return tx
    .selectFrom('case')
    .innerJoin('case_head', 'case_head.case_id', 'case.id')
    .select(['slug', 'shop_name', 'operator_name', 'members', 'created_at'])
    .where('kept_id', 'is', null)
}

type Typed = { key: string; jamo: string; operator: string }

/** Cases whose shop's or operator's name holds what is typed: the whole name, its beginning, the rest. */
function holding(tx: Tx, { key, jamo, operator }: Typed) {
  const named = sql<boolean>`shop_jamo like ${`%${jamo}%`}`
  const operated = sql<boolean>`operator_folded like ${`%${literally(operator)}%`}`
  return listed(tx)
    .where((eb) => eb.or([named, ...([...operator].length < OPERATOR_MIN ? [] : [operated])]))
    .orderBy(sql`shop_key = ${key}`, 'desc')
    .orderBy(sql`shop_jamo like ${`${jamo}%`}`, 'desc')
    .orderBy(named, 'desc')
    .orderBy('members', 'desc')
    .orderBy('created_at')
    .limit(SHOWN_MAX)
    .execute()
}

/** Cases whose shop's name is nearly what is typed, to be looked at more closely. */
async function resembling(tx: Tx, jamo: string) {
  // The operator that can use the index takes its threshold from this setting; it ends with the transaction.
  await sql`select set_config('pg_trgm.word_similarity_threshold', ${TRIGRAMS_SHARED}, true)`.execute(tx)
  return listed(tx)
    .select('shop_jamo')
    .where(sql<boolean>`shop_jamo %> ${jamo}`)
    .orderBy(sql`word_similarity(${jamo}, shop_jamo)`, 'desc')
    .orderBy('members', 'desc')
    .orderBy('created_at')
    .limit(CANDIDATES_MAX)
    .execute()
}

/** The fewest letters to change, add or drop so that `typed` is a beginning of `name` (Levenshtein over prefixes). */
function slipsFrom(typed: string, name: string): number {
  const letters = [...name].slice(0, typed.length * 2)
  let row = Array.from({ length: letters.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...typed].entries()) {
    const next = [at + 1]
    for (const [column, other] of letters.entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return Math.min(...row)
}
