import * as z from 'zod/mini'
import { hostAnswersOf } from '#app/live/host-answers.ts'
import { fetchAs } from '#app/live/http.ts'
import { everySide, roles } from '#app/shapes/case.ts'
import type { HostAnswer } from '#app/shapes/host-answer.ts'
import { Id } from '#app/shapes/id.ts'
import type { Mention } from '#app/shapes/live.ts'
import { staffWords } from '#app/shapes/mention.ts'
import { beginsLike } from '#app/shapes/name-match.ts'
import { searchFold, searchMarks } from '#app/shapes/search-fold.ts'
import { roles as roleNames } from '#app/text/ko/chat.ts'
import { suggestWords as words } from '#app/text/ko/composer.ts'
import { words as sideNames } from '#app/text/ko/shell.ts'
import type { WritingToken } from './writing-token.ts'

// What is offered for a token: people this channel knows, or the room's ready answers. Loaded when somebody begins one.

export type Suggestion = { key: string; label: string; note: string } & (
  | { kind: 'person'; mention: Mention | null; insert: string }
  | { kind: 'answer'; answer: HostAnswer }
)

export type SuggestPlace = {
  slug: string
  kind: string
  /** Who wrote last, the latest first: offered before a letter is typed. */
  recent(): readonly Mention[]
}

/** As many as the server answers with (server/domain/mention.ts): fewer are all there are. */
const NAMES_MOST = 8
/** Names heard of are asked for again after this time, ms: people come and go. */
const REMEMBERED_MS = 60_000

const People = z.array(
  z.object({ id: Id, nickname: z.string(), side: z.enum(everySide), role: z.enum(roles) }),
)
type People = z.infer<typeof People>

let remembered = new Map<string, Promise<People>>()
let rememberedAt = 0

/** What may stand for this token, best first. */
export function suggestionsFor(token: WritingToken, place: SuggestPlace): Promise<Suggestion[]> {
  return token.kind === 'answer' ? answersLike(place.slug, token.typed) : peopleFor(place, token.typed)
}

async function peopleFor(place: SuggestPlace, typed: string): Promise<Suggestion[]> {
  const [staffWord] = staffWords
  const staff = staffWords.some((word) => beginsLike(word, typed)) ? [staffOf(staffWord)] : []
  if (typed === '') return [...staff, ...place.recent().map((one) => personOf(one, ''))]
  const people = await peopleLike(`/c/${place.slug}/room/${place.kind}/people`, typed)
  const named = people.map(({ id, nickname, side, role }) =>
    personOf({ id, name: nickname }, role === 'member' ? sideNames[side] : roleNames[role]),
  )
  return [...named, ...staff]
}

/** Behind a blank most people have begun their sentence: only names known to hold one are looked for on. */
async function peopleLike(address: string, typed: string): Promise<People> {
  const [head = ''] = typed.split(' ', 1)
  if (head === typed) return askPeople(address, typed)
  const known = await askPeople(address, head)
  if (known.length === NAMES_MOST) return askPeople(address, typed)
  return known.filter(({ nickname }) => beginsLike(nickname, typed))
}

function askPeople(address: string, typed: string): Promise<People> {
  if (Date.now() - rememberedAt > REMEMBERED_MS) {
    remembered = new Map()
    rememberedAt = Date.now()
  }
  const question = `${address}?q=${encodeURIComponent(typed)}`
  const known = remembered.get(question)
  if (known) return known
  const asking = fetchAs(People, question).then((people) => {
    if (people === null) remembered.delete(question)
    return people ?? []
  })
  remembered.set(question, asking)
  return asking
}

async function answersLike(slug: string, typed: string): Promise<Suggestion[]> {
  const term = searchFold(typed)
  const begins = ({ keywords }: HostAnswer) => keywords.some((keyword) => beginsLike(keyword, typed))
  const holds = ({ question }: HostAnswer) => searchMarks(question.normalize('NFC'), [term]).length > 0
  const answers = await hostAnswersOf(slug)
  const first = answers.filter(begins)
  const rest = answers.filter((answer) => !first.includes(answer) && holds(answer))
  return [...first, ...rest].map((answer) => ({
    kind: 'answer',
    key: answer.id,
    label: `/${answer.keyword}`,
    note: answer.question,
    answer,
  }))
}

function personOf(mention: Mention, note: string): Suggestion {
  return {
    kind: 'person',
    key: mention.id,
    label: `@${mention.name}`,
    note,
    mention,
    insert: `@${mention.name}`,
  }
}

function staffOf(word: string): Suggestion {
  return {
    kind: 'person',
    key: word,
    label: `@${word}`,
    note: words.staff,
    mention: null,
    insert: `@${word}`,
  }
}
