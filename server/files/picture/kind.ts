/** What a picture is by its first bytes; nothing else is taken for one, whatever it is called or said to be. */
export type PictureKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic'

/** Bytes of a file that tell what it is. */
export const HEAD_BYTES = 16

export const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
} as const satisfies Record<PictureKind, string>

/** Brands of the first box of a HEIC file (ISO/IEC 23008-12 B.4); `mif1` may hold other codings, its decoder tells. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1'])

/** The kind of picture that begins with these bytes (at least `HEAD_BYTES`), or null. */
export function pictureKind(head: Uint8Array): PictureKind | null {
  const text = Buffer.from(head.subarray(0, HEAD_BYTES)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  if (/^GIF8[79]a/.test(text)) return 'gif'
  if (text.startsWith('ftyp', 4) && HEIC_BRANDS.has(text.slice(8, 12))) return 'heic'
  return null
}
