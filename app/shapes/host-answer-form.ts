import * as z from 'zod/mini'
import { KEYWORDS_MAX, keywordKey } from './host-answer.ts'
import { Id } from './id.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** Longest question and answer, in graphemes: a line, and a screen of a phone. */
export const ANSWER_TEXT = { question: 100, answer: 1000 } as const
/** A keyword without blanks, in characters; one syllable would be found in everything. */
const KEYWORD = { min: 2, max: 20 } as const
/** Longest list of keywords looked at, in UTF-16 code units. */
const KEYWORDS_UNITS = 400

/** An answer as its form sends it: `keywords` with commas between; `id` is the form's own random id. */
export const AnswerForm = z.object({
  id: Id,
  keywords: shape(readKeywords),
  question: text({ max: ANSWER_TEXT.question, code: 'answer_question' }),
  answer: text({ max: ANSWER_TEXT.answer, multiline: true, code: 'answer_text' }),
})

/** Which answer to take away. */
export const AnswerChange = z.object({ id: Id })

/** Which answer to post; `clientId` makes sending twice post once. */
export const AnswerPost = z.object({ id: Id, channelId: Id, clientId: Id })

/** Longest welcome, in graphemes: a screen of a phone. */
export const WELCOME_MAX = 1000
export const WelcomeForm = z.object({
  body: text({ max: WELCOME_MAX, min: 0, multiline: true, code: 'welcome_text' }),
})

function readKeywords(raw: unknown): Reading<string[]> {
  const typed = readString(raw, 'answer_keywords', KEYWORDS_UNITS)
  if (!typed.ok) return typed
  const words: string[] = []
  for (const part of typed.value.split(/[,，、\n]/)) {
    const word = text({ max: KEYWORD.max, min: 0, code: 'answer_keywords' }).safeParse(part)
    if (!word.success) return refuse(word.error.issues[0]?.message ?? 'answer_keywords.unreadable')
    if (word.data === '' || words.some((known) => keywordKey(known) === keywordKey(word.data))) continue
    if (keywordKey(word.data).length < KEYWORD.min) return refuse('answer_keywords.too_short')
    words.push(word.data)
  }
  if (words.length === 0) return refuse('answer_keywords.empty')
  return words.length > KEYWORDS_MAX ? refuse('answer_keywords.too_many') : read(words)
}
