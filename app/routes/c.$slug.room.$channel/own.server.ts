import type { AppLoadContext } from '@remix-run/node'
import type { MessageView } from '#app/shapes/live.ts'
import { myReactions } from '#server/domain/reaction.ts'

/** What of these messages is the viewer's alone to know: which reactions are the viewer's own. */
export async function readOwn(context: AppLoadContext, slug: string, messages: readonly MessageView[]) {
  const messageIds = messages.filter(({ reactions }) => reactions.length > 0).map(({ id }) => id)
  if (messageIds.length === 0) return { reactions: {} }
  const viewer = await context.viewer()
  return { reactions: await myReactions(context.db, viewer, { slug, messageIds }) }
}
