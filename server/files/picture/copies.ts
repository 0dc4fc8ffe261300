import sharp, { type Sharp } from 'sharp'
import { decodeHeic } from './heic.ts'
import type { PictureKind } from './kind.ts'

// The copies of a picture that people are shown. They are drawn anew from its pixels, so that nothing else of the file
// comes along: no place, no camera, no thumbnail of what was cut off, nothing that is also a script.

/** Fifty million pixels, a step above the largest phone cameras' everyday size; decoded they are 200 MB. */
export const PIXELS_MAX = 50_000_000
/** The longer side of the copies in px: a large screen, and a bubble on a sharp phone. */
const SHOWN_PX = 2048
const THUMB_PX = 640
/** Small letters on receipts stay readable; the thumb only has to be recognised. */
const SHOWN_QUALITY = 82
const THUMB_QUALITY = 70
/** Of 0 to 6: the step above takes half as long again and saves nothing. */
const EFFORT = 2
/** A picture that takes longer is given up, in seconds. */
const TIME_MAX_S = 20

/** The sharp loaders of the kinds we take; all others, with all they could be made to read, are shut. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((name) => `VipsForeignLoad${name}`)

/** The picture cannot be shown: too many pixels, or not to be read. */
export class BadPicture extends Error {
  override name = 'BadPicture'
  readonly why: 'too_many_pixels' | 'unreadable'

  constructor(why: BadPicture['why'], cause?: unknown) {
    super(why, { cause })
    this.why = why
  }
}

/** WebP, and the px of the shown copy. */
export type PictureCopies = { shown: Buffer; thumb: Buffer; width: number; height: number }

/**
 * Draws the copies of a picture. Only its first frame counts. Work is done outside the event loop, on one thread at a
 * time for each call. Throws `BadPicture`.
 */
export async function picturesOf(original: Uint8Array, kind: PictureKind): Promise<PictureCopies> {
  shutLoaders()
  await checkSize(original, kind)
  try {
    const source = await sourceOf(original, kind)
    const { data: shown, info } = await source
      .resize({ width: SHOWN_PX, height: SHOWN_PX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: SHOWN_QUALITY, effort: EFFORT })
      .timeout({ seconds: TIME_MAX_S })
      .toBuffer({ resolveWithObject: true })
    const thumb = await sharp(shown)
      .resize({ width: THUMB_PX, height: THUMB_PX, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: THUMB_QUALITY, effort: EFFORT })
      .toBuffer()
    return { shown, thumb, width: info.width, height: info.height }
  } catch (error) {
    throw new BadPicture('unreadable', error)
  }
}

/** Looks at what the header says before a pixel is made of it. */
async function checkSize(original: Uint8Array, kind: PictureKind): Promise<void> {
  const { width, height, format } = await sharp(original, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new BadPicture('unreadable', cause)
    })
  if (format !== (kind === 'heic' ? 'heif' : kind)) throw new BadPicture('unreadable')
  if (width * height > PIXELS_MAX) throw new BadPicture('too_many_pixels')
}

/** The pixels, turned as the camera was held. A damaged file gives what can be read of it. */
async function sourceOf(original: Uint8Array, kind: PictureKind): Promise<Sharp> {
  if (kind !== 'heic') {
    return sharp(original, {
      limitInputPixels: PIXELS_MAX,
      failOn: 'none',
      sequentialRead: true,
    }).autoOrient()
  }
  const { data, width, height } = await decodeHeic(original, PIXELS_MAX)
  return sharp(data, { raw: { width, height, channels: 4 } })
}

let shut = false

function shutLoaders(): void {
  if (shut) return
  shut = true
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS })
  sharp.concurrency(1)
  sharp.cache(false)
}
