import type { MessageView } from '#app/shapes/live.ts'

/** What a message of words alone shows besides them. */
export const bare = {
  gone: null,
  goneWhy: null,
  mentions: [],
  reactions: [],
  files: [],
  card: null,
} satisfies Partial<MessageView>
