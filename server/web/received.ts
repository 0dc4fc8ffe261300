// What the holder of a receiver's secret sends it in: a cookie of the page, or `Authorization: Bearer` of a program. The
// link has it after #, which no browser sends or names as a referrer.

/** The cookie of the page, for it and its files alone. */
const COOKIE = 'moa-received'
/** How long a device stays open after the link was followed, in seconds: a working day. */
const OPEN_S = 8 * 3600

/** The secret a request carries, '' for none. A program's comes before a browser's. */
export function secretIn(request: Request): string {
  const bearer = /^Bearer ([A-Za-z0-9_-]{1,100})$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
  if (bearer) return bearer
  const cookies = (request.headers.get('Cookie') ?? '').split(/;\s*/)
  const own = cookies.find((each) => each.startsWith(`${COOKIE}=`))
  return own?.slice(COOKIE.length + 1) ?? ''
}

/** The header that keeps a secret on this device, or with '' forgets it. */
export function keepingSecret(secret: string, origin: string): Record<string, string> {
  const secure = origin.startsWith('https:') ? '; Secure' : ''
  const age = secret ? OPEN_S : 0
  return { 'Set-Cookie': `${COOKIE}=${secret}; Path=/r; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}` }
}
