import type { MessageView } from './live.ts'
import { firstGraphemes } from './text.ts'

/** A quoted message shows this much of its text, in graphemes: one line on a phone. */
export const QUOTE_GRAPHEMES = 80

/** What a quote shows of a message's words; null while they are out of sight. */
export function quotedWords(body: string | null): string | null {
  return body === null ? null : firstGraphemes(body, QUOTE_GRAPHEMES)
}

/**
 * The messages, each quoting what it answers as `changes` say it reads now: words that went out of sight must not go on
 * standing in an answer to them, nor the name of somebody who was erased. The very same list when nothing that was changed is quoted.
 */
export function requoted(
  messages: readonly MessageView[],
  changes: readonly MessageView[],
): readonly MessageView[] {
  const changed = new Map(changes.filter(({ rev, seq }) => rev !== seq).map((one) => [one.id, one]))
  if (changed.size === 0) return messages
  let isSame = true
  const all = messages.map((message) => {
    const quoted = message.replyTo && changed.get(message.replyTo.id)
    if (!message.replyTo || !quoted) return message
    const body = quotedWords(quoted.body)
    const { nickname } = quoted.author
    if (body === message.replyTo.body && nickname === message.replyTo.nickname) return message
    isSame = false
    return { ...message, replyTo: { ...message.replyTo, body, nickname } }
  })
  return isSame ? messages : all
}
