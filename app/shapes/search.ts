import { type ChannelKind, channelKinds } from './case.ts'
import { dateFrom } from './civil-date.ts'
import { type Reading, read, refuse } from './reading.ts'
import { searchFold } from './search-fold.ts'

/** Longest search, in UTF-16 code units: a pasted message. */
export const SEARCH_UNITS = 1000
/** Words of one search; nobody remembers more of a message. */
const TERMS_MAX = 10
/** People one search may name. */
const NAMES_MAX = 5

/** A search as its form or address writes it. */
export type SearchQuery = { q: string; from: string; in: string; after: string; before: string }

/**
 * What is looked for. `terms` (all of them) and `names` (one of them: the beginning of a nickname) are folded by
 * `searchFold`; no `kinds` means every channel; `since` and `until` are dates in Seoul, both included.
 */
export type SearchWish = {
  terms: string[]
  names: string[]
  kinds: ChannelKind[]
  since: string | null
  until: string | null
}

/** What an empty form asks for. */
export const emptyQuery: SearchQuery = { q: '', from: '', in: '', after: '', before: '' }

/** The form's fields out of an address. A field given twice counts once. */
export function searchQuery(params: URLSearchParams): SearchQuery {
  const field = (name: keyof SearchQuery) => params.get(name) ?? ''
  return {
    q: field('q'),
    from: field('from'),
    in: field('in'),
    after: field('after'),
    before: field('before'),
  }
}

/** The address of a search: only what is filled in. */
export function searchParams(query: SearchQuery): URLSearchParams {
  return new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
}

/** True when there is something to look for: a word or a person. */
export function asksForSomething({ terms, names }: SearchWish): boolean {
  return terms.length + names.length > 0
}

/**
 * Reads a search. Words of `q` are joined by "and", "…" keeps several together, and `from:`, `in:`, `after:`, `before:`
 * (보낸사람: 채널: 이후: 이전:) say the same as the fields. Linear in the input.
 * Codes: `search.too_long`, `search.too_many_words`, `search.too_many_names`, `search.unknown_channel`, `date.…`.
 */
export function readWish(query: SearchQuery, today: string): Reading<SearchWish> {
  if (Object.values(query).some((value) => value.length > SEARCH_UNITS)) return refuse('search.too_long')
  const said = wordsOf(query.q)
  const given = (field: Field, value: string) => (value.trim() === '' ? [] : [{ field, value: value.trim() }])
  const filters = [
    ...said.filters,
    ...given('from', query.from),
    ...given('in', query.in),
    ...given('after', query.after),
    ...given('before', query.before),
  ]
  const wish: SearchWish = { terms: folded(said.words), names: [], kinds: [], since: null, until: null }
  if (wish.terms.length > TERMS_MAX) return refuse('search.too_many_words')
  for (const { field, value } of filters) {
    const problem = narrow(wish, field, value, today)
    if (problem !== null) return refuse(problem)
  }
  return wish.names.length > NAMES_MAX ? refuse('search.too_many_names') : read(wish)
}

type Field = 'from' | 'in' | 'after' | 'before'

const FIELDS = new Map<string, Field>([
  ...['from', '보낸사람', '보낸이', '쓴사람', '닉네임'].map((name) => [name, 'from'] as const),
  ...['in', '채널'].map((name) => [name, 'in'] as const),
  ...['after', 'since', '이후', '부터'].map((name) => [name, 'after'] as const),
  ...['before', 'until', '이전', '까지'].map((name) => [name, 'before'] as const),
])

const KINDS = new Map<string, ChannelKind>([
  ...channelKinds.map((kind) => [kind, kind] as const),
  ['전체', 'all'],
  ['구매자', 'buyer'],
  ['판매자', 'seller'],
  ['운영진', 'staff'],
])

/** Runs without blanks, in which a quotation, also one left open, may hold some. */
const WORD = /(?:[^\s"“”]|["“”][^"“”]*(?:["“”]|$))+/g
const FILTER = /^([^:："“”]{1,12})[:：](.+)$/s

function wordsOf(q: string): { words: string[]; filters: { field: Field; value: string }[] } {
  const words: string[] = []
  const filters: { field: Field; value: string }[] = []
  for (const [word] of q.normalize('NFC').matchAll(WORD)) {
    const [, name = '', value = ''] = FILTER.exec(word) ?? []
    const field = FIELDS.get(name.toLowerCase())
    const bare = (field ? value : word).replace(/["“”]/g, '').trim()
    if (field && bare) filters.push({ field, value: bare })
    else words.push(bare)
  }
  return { words, filters }
}

/** Adds one filter to the wish, or tells the code of what is wrong with it. */
function narrow(wish: SearchWish, field: Field, value: string, today: string): string | null {
  if (field === 'from') {
    wish.names.push(...folded([value.replace(/^@/, '')]))
    return null
  }
  if (field === 'in') {
    const kind = KINDS.get(searchFold(value))
    if (!kind) return 'search.unknown_channel'
    wish.kinds.push(kind)
    return null
  }
  const day = dateFrom(value, today)
  if ('no' in day) return `date.${day.no}`
  if (field === 'after') wish.since = later(wish.since, day.date)
  else wish.until = wish.until !== null && wish.until < day.date ? wish.until : day.date
  return null
}

function later(before: string | null, date: string): string {
  return before !== null && before > date ? before : date
}

function folded(words: readonly string[]): string[] {
  return [...new Set(words.map(searchFold))].filter((word) => word !== '')
}
