import * as z from 'zod/mini'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'

/** The form field a masked copy comes in. */
export const MASKED_FIELD = 'masked'
/** The largest masked copy, in bytes: a JPEG of 2048 × 2048 px full of small letters is half of it. */
export const MASKED_BYTES_MAX = 6 * 1024 * 1024
/** Masked copies of one picture, so that somebody who tries again and again does not fill the store. */
export const MASKS_MAX = 50
/** Places covered in one picture. */
export const COVERS_MAX = 300
/** The longest list of them as JSON, in UTF-16 units: what a field of a form holds. */
export const COVERS_UNITS_MAX = 60_000
/** The largest place in a picture, px; copies are far smaller. */
const PX_MAX = 10_000

const Px = z.int().check(z.minimum(0), z.maximum(PX_MAX))
const Length = z.int().check(z.minimum(1), z.maximum(PX_MAX))

/** A covered rectangle, px of the shown copy from its left top. */
const Box = z.object({ kind: z.literal('box'), x: Px, y: Px, width: Length, height: Length })
export type Box = z.infer<typeof Box>

/** What a brush of `width` px went over, through these points. */
const Stroke = z.object({
  kind: z.literal('stroke'),
  width: Length,
  points: z.array(z.tuple([Px, Px])).check(z.minLength(1)),
})
export type Stroke = z.infer<typeof Stroke>

export const Covers = z.array(z.union([Box, Stroke])).check(z.maxLength(COVERS_MAX))
export type Cover = Box | Stroke

/** Covers as a form sends them. */
const WrittenCovers = shape((raw) => {
  if (typeof raw !== 'string' || raw.length > COVERS_UNITS_MAX) return refuse('mask.too_many_covers')
  const covers = readCovers(raw)
  return covers ? read(covers) : refuse('mask.too_many_covers')
})

/** Covers out of JSON, or null when it is none. */
export function readCovers(json: string): Cover[] | null {
  try {
    return Covers.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** Words read in one picture, UTF-16 units: a screen full of small letters has a fifth. */
export const PICTURE_WORDS_UNITS = 20_000
/** What was found in a picture and nobody decided about; more than can be covered is as many. */
const Undecided = z._default(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(COVERS_MAX)), 0)

/**
 * What comes with a masked copy. `id` is made by the page; sent twice, it is one copy. `room`: shown to the room, also
 * with `undecided` places when that is `sure`. `words`: what the page read in the picture, '' when it did not.
 */
export const MaskDraft = z.object({
  id: Id,
  covers: WrittenCovers,
  room: z.optional(z.literal('yes')),
  undecided: Undecided,
  sure: z.optional(z.literal('yes')),
  words: z._default(z.string().check(z.maxLength(PICTURE_WORDS_UNITS)), ''),
})
export type MaskDraft = z.infer<typeof MaskDraft>
