/**
 * The push services of the browsers people have, by host: Chrome, Samsung Internet, Edge on Android and most others
 * (FCM), Firefox (autopush), Safari (APNs), Edge on Windows (WNS). A name beginning with a dot stands for all below it.
 */
const hosts = ['fcm.googleapis.com', '.push.services.mozilla.com', '.push.apple.com', '.notify.windows.com']

/**
 * Whether an address that a browser named is one of a known push service: https on its own port and nothing else, so
 * that nobody makes this server call an address of their choosing.
 */
export function isPushService(endpoint: URL): boolean {
  const { protocol, hostname, port, username, password } = endpoint
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false
  return hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
}
