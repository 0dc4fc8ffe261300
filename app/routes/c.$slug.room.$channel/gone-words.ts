import type { MessageView } from '#app/shapes/live.ts'
import { goneMessage, goneWhys } from '#app/text/ko/talk.ts'

/** What stands where a message's words are out of sight: who took them away, and why if that was said. */
export function goneWords({ gone, goneWhy }: Pick<MessageView, 'gone' | 'goneWhy'>, mine: boolean): string {
  if (gone === 'held') return mine ? goneMessage.heldMine : goneMessage.held
  if (gone === 'hidden') return goneWhy ? goneMessage.hiddenFor(goneWhys[goneWhy]) : goneMessage.hidden
  return gone === 'erased' ? goneMessage.erased : goneMessage.deleted
}
