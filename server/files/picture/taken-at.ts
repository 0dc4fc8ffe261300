import exifReader from 'exif-reader'
import sharp from 'sharp'

/** Cameras write the clock time of where they are, mostly without saying where that is; here it is Seoul's. */
const SEOUL_AHEAD_MS = 9 * 3_600_000

/** The moment a photo says it was taken (EXIF DateTimeOriginal), read as Seoul's clock; null when it does not say. */
export async function takenAt(original: Uint8Array): Promise<Date | null> {
  try {
    const { exif } = await sharp(original, { limitInputPixels: false }).metadata()
    const read = exif ? exifReader(exif) : null
    const at = read?.Photo?.DateTimeOriginal
    return at instanceof Date && !Number.isNaN(at.getTime()) ? new Date(at.getTime() - SEOUL_AHEAD_MS) : null
  } catch {
    // What a camera wrote is an offer; a photo without it is as good.
    return null
  }
}
