import { crc32 } from 'node:zlib'
import sharp from 'sharp'

// Pictures for the tests, made as they are needed.

/** What a phone writes into a photo: who made it, and where (a place in Seoul). */
const exif = {
  IFD0: { Make: 'TestCamera' },
  IFD3: {
    GPSLatitude: '37/1 33/1 0/1',
    GPSLatitudeRef: 'N',
    GPSLongitude: '126/1 58/1 0/1',
    GPSLongitudeRef: 'E',
  },
}

/** A photo with camera and place, stored lying on its side: 48 px wide and 64 high when shown. */
export function phonePhoto(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#22aa66' } })
    .jpeg()
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .toBuffer()
}

export type Drawn = 'png' | 'webp' | 'gif' | 'jpeg'

export function drawn(kind: Drawn, width = 40, height = 30): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#dd2222' } })
    .toFormat(kind)
    .toBuffer()
}

/** A HEIC photo of 64 × 48, green with a red square, as an iPhone codes it. */
export const heicPhoto = Buffer.from(
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAeFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAACAAAAEGlkYXQAAAAAAEAAMAAAAExpbG9jAQAAAERAAAMAAQAAAAAAAAIFAAEAAAAAAAAAcAACAAEAAAAAAAAAAQAAAAAAAAAIAAMAAAAAAAACdQABAAAAAAAAAUIAAABNaWluZgAAAAAAAwAAABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAABVpbmZlAgAAAQADAABFeGlmAAAAANVpcHJwAAAAs2lwY28AAABzaHZjQwEDcAAAAAAAAAAAAB7wAPz9+PgAAA8DIAABABhAAQwB//8DcAAAAwCQAAADAAADAB66AkAhAAEAJ0IBAQNwAAADAJAAAAMAAAMAHqAggQWW6uSmubAgAAADACAAAAMAISIAAQAGRAHBc8CJAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAUaXNwZQAAAAAAAABAAAAAMAAAABBwaXhpAAAAAAMICAgAAAAaaXBtYQAAAAAAAAACAAECgQIAAgIDhAAAAChpcmVmAAAAAAAAAA5kaW1nAAIAAQABAAAADmNkc2MAAwABAAIAAAG6bWRhdAAAAGwoAa8TgHoy7iemVkEChpViyQvFm2ZP/xGLDALUX1qPkZxl4wopfW7bNCFgb9j/CmwmdFjmhlkJ4jSk/0X/RwzX6F9zvYCi+S5Bj+NXNpHnlvhuzG7266XAtgi5LjtSPR5sXxgH//XGDdSRCn0AAAAASUkqAAgAAAAIAA8BAgALAAAAfgAAABIBAwABAAAAAQAAABoBBQABAAAAbgAAABsBBQABAAAAdgAAACgBAwABAAAAAgAAABMCAwABAAAAAQAAAGmHBAABAAAAigAAACWIBAABAAAA2AAAAAAAAAA4YwAA6AMAADhjAADoAwAAVGVzdENhbWVyYQAABgAAkAcABAAAADAyMTABkQcABAAAAAECAwAAoAcABAAAADAxMDABoAMAAQAAAP//AAACoAQAAQAAAEAAAAADoAQAAQAAADAAAAAAAAAABAABAAIAAgAAAE4AAAACAAUAAwAAACYBAAADAAIAAgAAAEUAAAAEAAUAAwAAAA4BAAAAAAAAfgAAAAEAAAA6AAAAAQAAAAAAAAABAAAAJQAAAAEAAAAhAAAAAQAAAAAAAAABAAAA',
  'base64',
)

/** A PNG of some hundred bytes that says it is that large. */
export function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.from('789c030000000001', 'hex')),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** The bytes in pieces, as they come over a line. */
export async function* inPieces(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
