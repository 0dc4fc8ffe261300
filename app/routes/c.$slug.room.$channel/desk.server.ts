import type { AppLoadContext } from '@remix-run/node'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { MessageView } from '#app/shapes/live.ts'
import { cardsIn } from '#server/domain/card.ts'
import { pinnedNotices } from '#server/domain/notice.ts'
import { soFar } from '#server/domain/so-far.ts'
import { welcomeFor } from '#server/domain/welcome.ts'

/** What the staff put around a conversation: pinned notices, the cards of these messages, the welcome, the case so far. */
export async function readDesk(
  context: AppLoadContext,
  { slug, kind }: { slug: string; kind: ChannelKind },
  messages: readonly MessageView[],
) {
  const { db } = context
  const viewer = await context.viewer()
  const refs = messages.flatMap(({ card }) => card ?? [])
  return {
    pinned: await pinnedNotices(db, viewer, { slug, kind }),
    cards: refs.length > 0 ? await cardsIn(db, viewer, { slug, refs }) : [],
    welcome: await welcomeFor(db, viewer, { slug }),
    soFar: await soFar(db, viewer, { slug }),
  }
}
