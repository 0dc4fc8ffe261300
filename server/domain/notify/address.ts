import type { ChannelKind } from '#app/shapes/case.ts'

/** Where a message is read: its channel, opened at its place. */
export function messageAddress(slug: string, kind: ChannelKind, seq: number): string {
  return `/c/${slug}/room/${kind}?around=${seq}`
}
