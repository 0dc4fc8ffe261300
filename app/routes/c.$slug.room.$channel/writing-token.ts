import type { Mention } from '#app/shapes/live.ts'
import { MESSAGE_MENTIONS_MAX } from '#app/shapes/live.ts'
import { NICKNAME_LENGTH } from '#app/shapes/nickname-length.ts'

// What the caret stands in while somebody writes: the beginning of a name, or a question for a ready answer.

/** `from` to `to` are UTF-16 places in the words; `typed` is what stands there behind the mark. */
export type WritingToken = { kind: 'person' | 'answer'; from: number; to: number; typed: string }

/** Behind one of these an @ belongs to a mail address or a handle of elsewhere. */
const INSIDE_ADDRESS = /[A-Za-z0-9._@/-]/
/** An answer is looked for with a word or two. */
const QUESTION_UNITS = 20

/** The token that ends at the caret, or null. A slash counts only as the very first thing written. */
export function tokenAt(words: string, caret: number): WritingToken | null {
  const before = words.slice(0, caret)
  if (before.startsWith('/')) {
    const typed = before.slice(1)
    const isQuestion = typed.length <= QUESTION_UNITS && !/[\n/]/.test(typed) && !/^\s/.test(typed)
    return isQuestion ? { kind: 'answer', from: 0, to: caret, typed } : null
  }
  const at = before.lastIndexOf('@')
  if (at < 0 || INSIDE_ADDRESS.test(before.charAt(at - 1))) return null
  const typed = before.slice(at + 1)
  // Nicknames may hold blanks inside, but nobody types two, or begins with one.
  if (/^\s|\n|\s{2}|\s$/.test(typed) || Array.from(typed).length > NICKNAME_LENGTH.max) return null
  return { kind: 'person', from: at, to: caret, typed }
}

/** Those of the picked whose names still stand in the words, once each, as many as a message may name. */
export function stillNamed(words: string, picked: readonly Mention[]): Mention[] {
  const named = new Map(picked.filter(({ name }) => words.includes(`@${name}`)).map((one) => [one.id, one]))
  return [...named.values()].slice(0, MESSAGE_MENTIONS_MAX)
}
