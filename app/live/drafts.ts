import * as z from 'zod/mini'
import { Mention, MessageFile, MessageView } from '#app/shapes/live.ts'
import type { DeviceStore } from './device-store.ts'

const Draft = z.object({
  words: z.string(),
  replyTo: MessageView.shape.replyTo,
  /** Picked while typing. */
  mentions: z.array(Mention),
  /** Uploaded and not sent yet. */
  files: z.array(MessageFile),
})
/** A message that is being written. */
export type Draft = z.infer<typeof Draft>

const NOTHING: Draft = { words: '', replyTo: null, mentions: [], files: [] }

/** What is being written, kept per member and channel on this device until it is sent. */
export function draftOf(store: DeviceStore, memberId: string, channelId: string) {
  const key = `moa.draft.${memberId}.${channelId}`
  const read = () => draftIn(store.get(key))
  return {
    read,
    /** Changes a part of it; once nothing is left, nothing is kept. */
    change(part: Partial<Draft>) {
      const draft = { ...read(), ...part }
      const isEmpty = draft.words.trim() === '' && draft.replyTo === null && draft.files.length === 0
      if (isEmpty) store.remove(key)
      else store.set(key, JSON.stringify(draft))
    },
  }
}

export type DraftKeeper = ReturnType<typeof draftOf>

/** Words alone were kept as they are. */
function draftIn(kept: string | null): Draft {
  if (!kept) return NOTHING
  try {
    const read = Draft.safeParse(JSON.parse(kept))
    if (read.success) return read.data
  } catch {}
  return { ...NOTHING, words: kept }
}
