import type { DeviceStore } from './device-store.ts'

/** Unsent words, kept per member and channel on this device until they are sent. */
export function draftOf(store: DeviceStore, memberId: string, channelId: string) {
  const key = `moa.draft.${memberId}.${channelId}`
  return {
    read: () => store.get(key) ?? '',
    write: (words: string) => (words.trim() === '' ? store.remove(key) : store.set(key, words)),
  }
}
