import { deviceStore } from './device-store.ts'
import { unsubscribe } from './push-device.ts'

/** All that Moa keeps in a browser begins so. */
const OURS = 'moa'
/** Signing out does not wait longer for the browser's tidying up, ms. */
const PATIENCE_MS = 1_500

/**
 * Removes from this device what belongs to the person who used it: waiting messages, drafts, what was shared in, kept
 * files, the push subscription, notifications and the number on the icon. The server says the same with its answer
 * (`Clear-Site-Data`), which not every browser follows.
 */
export async function forgetDevice(): Promise<void> {
  const store = deviceStore()
  for (const key of store.keys(`${OURS}.`)) store.remove(key)
  const slowly = Promise.allSettled([forgetCaches(), unsubscribe(), forgetTray(), clearIcon()])
  await Promise.race([slowly, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

/** Removes from this device the unsent words of one membership. */
export function forgetMember(memberId: string): void {
  const store = deviceStore()
  for (const key of store.keys(`${OURS}.`)) if (key.includes(`.${memberId}`)) store.remove(key)
}

async function forgetCaches(): Promise<void> {
  if (!('caches' in window)) return
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name.startsWith(OURS)).map((name) => caches.delete(name)))
}

async function forgetTray(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration()
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close()
}

async function clearIcon(): Promise<void> {
  if ('clearAppBadge' in navigator) await navigator.clearAppBadge()
}
