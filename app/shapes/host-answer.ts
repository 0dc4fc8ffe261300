import * as z from 'zod/mini'
import { Id } from './id.ts'

/** Keyword answers one room keeps: what fits one screen of `/`, three times what KakaoTalk's bot keeps. */
export const ANSWERS_MAX = 30
/** Keywords of one answer: the spellings people use for one thing. */
export const KEYWORDS_MAX = 5

/** A question hosts answer again and again. `keyword` is the first of `keywords`, as `/` shows it. */
export const HostAnswer = z.object({
  id: Id,
  keyword: z.string(),
  keywords: z.array(z.string()),
  question: z.string(),
  answer: z.string(),
})
export type HostAnswer = z.infer<typeof HostAnswer>

/**
 * The answers whose keyword stands in these words, the longest keyword first: blanks, punctuation, case and the way
 * Hangul is composed do not matter (`환 불은요?` holds 환불).
 */
export function answersTo<A extends { keywords: readonly string[] }>(
  answers: readonly A[],
  words: string,
): A[] {
  const heard = keywordKey(words)
  return answers
    .map((answer) => ({ answer, length: longestIn(heard, answer.keywords) }))
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length)
    .map(({ answer }) => answer)
}

/** What of a text is compared: letters and figures only, lower case, composed. */
export function keywordKey(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .normalize('NFC')
}

function longestIn(heard: string, keywords: readonly string[]): number {
  return Math.max(0, ...keywords.map(keywordKey).map((key) => (key && heard.includes(key) ? key.length : 0)))
}
