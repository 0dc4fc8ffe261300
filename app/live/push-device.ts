import type { PushAddress } from '#app/shapes/notify.ts'
import { addressFrom, base64url } from './push-address.ts'

// The browser's half of pushes. Permission is asked for only by `subscribe`, which only a tap calls.

/**
 * Whether this browser can be pushed to. `iPhone`: once the page is on the home screen. `inApp`: not in the browser
 * inside another app. `insecure`: not at an address without https.
 */
export type PushAbility = 'able' | 'iPhone' | 'inApp' | 'insecure' | 'unable'

/** Browsers inside apps in which links of Korean rooms are opened; they have no pushes, or none that outlive them. */
const IN_APP = /KAKAOTALK|NAVER\(inapp|Line\/|DaumApps|FBAN|FBAV|Instagram|everytimeApp|BAND\//i
const IPHONE = /iPhone|iPad|iPod/

export function pushAbility(): PushAbility {
  if (IN_APP.test(navigator.userAgent)) return 'inApp'
  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) return 'able'
  if (IPHONE.test(navigator.userAgent) && !isInstalled()) return 'iPhone'
  return window.isSecureContext ? 'unable' : 'insecure'
}

/** Whether the page was opened from the home screen. */
export function isInstalled(): boolean {
  const onIPhone = 'standalone' in navigator && navigator.standalone === true
  return onIPhone || window.matchMedia('(display-mode: standalone)').matches
}

/** Asks for permission and subscribes with the server's key. Null when the person or the browser says no. */
export async function subscribe(pushKey: string): Promise<PushAddress | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(pushKey) }
  const before = await pushManager.getSubscription()
  // Subscribed with a key of before, the browser would refuse this one.
  if (before && !isSameKey(before, options.applicationServerKey)) await before.unsubscribe()
  return addressFrom(await pushManager.subscribe(options))
}

/** Ends the browser's subscription, for every room. */
export async function unsubscribe(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

function isSameKey({ options }: PushSubscription, key: Uint8Array): boolean {
  return (
    options.applicationServerKey !== null && base64url(options.applicationServerKey) === base64url(key.buffer)
  )
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
