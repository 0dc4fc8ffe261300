import type { ChannelKind } from '#app/shapes/case.ts'

/** Where a message is read: its channel, opened at its place. */
export function messageAddress(slug: string, kind: ChannelKind, messageId: string): string {
  return `/c/${slug}/room/${kind}?m=${messageId}#m-${messageId}`
}
