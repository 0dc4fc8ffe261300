/**
 * The headers of a file that is saved and never shown: its name for old and new browsers (RFC 6266 and 8187), not to
 * be kept, guessed at or changed on the way.
 */
export function attachmentHeaders(file: {
  name: string
  type: string
  bytes: number
}): Record<string, string> {
  const ending = /\.[a-z0-9]{1,8}$/.exec(file.name)?.[0] ?? ''
  const encoded = encodeURIComponent(file.name.replace(/\p{Cs}/gu, '')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return {
    'Content-Type': file.type,
    'Content-Length': String(file.bytes),
    'Content-Disposition': `attachment; filename="list${ending}"; filename*=UTF-8''${encoded}`,
    'Cache-Control': 'private, no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

/** The headers of a picture that a page shows: nothing else can be made of it, and it is kept by nobody. */
export function inlineHeaders(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Disposition': 'inline',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store, no-transform',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}
