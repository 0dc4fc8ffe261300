import type { PushAddress } from '#app/shapes/notify.ts'

/** Where a browser is pushed to, as the server takes it; null without keys. Used by pages and by the service worker. */
export function addressFrom(subscription: PushSubscription): PushAddress | null {
  const p256dh = subscription.getKey('p256dh')
  const auth = subscription.getKey('auth')
  if (!p256dh || !auth) return null
  return { endpoint: subscription.endpoint, p256dh: base64url(p256dh), auth: base64url(auth) }
}

export function base64url(bytes: ArrayBufferLike): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
