import { addressFrom } from '#app/live/push-address.ts'
import { type PushMessage, type SubscriptionChange, type Window, worker } from './scope.ts'

// A push holds the name of the shop, a kind with its number, and where to go: no message, no name.

/** As server/domain/notify/deliver.ts sends it. */
type Parcel = { title: string; body: string; url: string; tag: string; count: number }
type Kept = Pick<Parcel, 'url' | 'count'>

/** Shows a push, unless its room stands before the person's eyes. One of the same tag takes the place of the last. */
export async function showPush(data: PushMessage['data']): Promise<void> {
  const parcel = data?.json()
  if (!isParcel(parcel)) return
  const { title, body, url, tag, count } = parcel
  const room = addressOf(url)
  const open = await windows()
  const isSeen = (window: Window) =>
    window.visibilityState === 'visible' && new URL(window.url).pathname === room.pathname
  if (open.some(isSeen)) return
  const kept: Kept = { url, count }
  const look = { icon: '/icons/icon-192.png', badge: '/icons/badge-96.png', lang: 'ko', renotify: true }
  await worker.registration.showNotification(title, { ...look, body, tag, data: kept })
  await countOnIcon()
}

/** Brings the room of a tapped notification to the front: in a window that is open, else in a new one. */
export async function openRoom(notification: Notification): Promise<void> {
  const { href } = addressOf((notification.data as Kept).url)
  await countOnIcon()
  const [window] = await windows()
  if (!window) return void (await worker.clients.openWindow(href))
  const focused = await window.focus().catch(() => window)
  await focused.navigate(href).catch(() => worker.clients.openWindow(href))
}

/** The browser ended its subscription or gave it another address: the rooms that push here are told the new one. */
export async function sayNewAddress({ oldSubscription, newSubscription }: SubscriptionChange): Promise<void> {
  const { pushManager } = worker.registration
  const key = oldSubscription?.options.applicationServerKey
  const known = newSubscription ?? (await pushManager.getSubscription())
  const next =
    known ?? (key && (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })))
  const address = next && addressFrom(next)
  if (address) await fetch('/notifications/device', { method: 'POST', body: new URLSearchParams(address) })
}

/** The icon counts what still lies in the tray; a page that opens knows better and says so. */
async function countOnIcon(): Promise<void> {
  if (!('setAppBadge' in worker.navigator)) return
  const shown = await worker.registration.getNotifications()
  const count = shown.reduce((sum, { data }) => sum + (data as Kept).count, 0)
  await worker.navigator.setAppBadge(count).catch(() => {})
}

const windows = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true })

function isParcel(value: unknown): value is Parcel {
  if (typeof value !== 'object' || value === null) return false
  const { title, body, url, tag, count } = value as Record<string, unknown>
  return [title, body, url, tag].every((text) => typeof text === 'string') && typeof count === 'number'
}

/** A place of this site, whatever a push says. */
function addressOf(url: string): URL {
  const address = new URL(url, worker.location.origin)
  return address.origin === worker.location.origin ? address : new URL('/', worker.location.origin)
}
