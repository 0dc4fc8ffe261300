import type { AppLoadContext } from '@remix-run/node'
import type { MessageView } from '#app/shapes/live.ts'
import { ownHeldWords } from '#server/domain/message.ts'
import { myReactions } from '#server/domain/reaction.ts'

/** What of these messages is the viewer's alone to know: which reactions are the viewer's own, and own words that wait. */
export async function readOwn(context: AppLoadContext, slug: string, messages: readonly MessageView[]) {
  const { db } = context
  const viewer = await context.viewer()
  const reacted = idsOf(messages, ({ reactions }) => reactions.length > 0)
  const held = idsOf(messages, ({ gone }) => gone === 'held')
  return {
    reactions: reacted.length > 0 ? await myReactions(db, viewer, { slug, messageIds: reacted }) : {},
    held: held.length > 0 ? await ownHeldWords(db, viewer, { slug, messageIds: held }) : {},
  }
}

function idsOf(messages: readonly MessageView[], which: (message: MessageView) => boolean): string[] {
  return messages.filter(which).map(({ id }) => id)
}
