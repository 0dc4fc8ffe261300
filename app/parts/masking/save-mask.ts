import { newClientId } from '#app/live/client-id.ts'
import { type FileAnswer, sendFile } from '#app/live/send-file.ts'
import { type Cover, MASKED_FIELD, PICTURE_WORDS_UNITS } from '../../shapes/masking.ts'
import { drawCovers, type Size } from './covers.ts'

/** Small letters stay as sharp as they are shown; the server draws its copies from this one. */
const QUALITY = 0.92

/** The picture with its covers burnt in, as JPEG; null where the device has no memory for it. */
export async function burnt(
  image: HTMLImageElement,
  { width, height }: Size,
  covers: readonly Cover[],
): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return null
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0, width, height)
  drawCovers(pen, covers)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

export type Wish = {
  to: string
  image: HTMLImageElement
  picture: Size
  covers: readonly Cover[]
  toRoom: boolean
  /** Places that were found and neither covered nor waved through, and whether it is shown with them. */
  undecided: number
  sure: boolean
  /** What was read in the picture, '' when nothing was. */
  words: string
}

/** Sends the masked copy; `drawn`: the device could not make it. A line that broke is null, as of any file. */
export async function saveMask({
  to,
  image,
  picture,
  covers,
  toRoom,
  undecided,
  sure,
  words,
}: Wish): Promise<FileAnswer | null | 'drawn'> {
  const blob = await burnt(image, picture, covers)
  if (!blob) return 'drawn'
  const form = new FormData()
  form.set('id', newClientId())
  form.set('covers', JSON.stringify(covers))
  if (toRoom) form.set('room', 'yes')
  if (sure) form.set('sure', 'yes')
  form.set('undecided', String(undecided))
  form.set('words', words.slice(0, PICTURE_WORDS_UNITS))
  form.set(MASKED_FIELD, blob, 'masked.jpg')
  return sendFile(to, form, () => {}).done
}
