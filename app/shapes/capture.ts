import * as z from 'zod/mini'
import { kstDate } from './date.ts'
import { OptionalSha256 } from './document.ts'
import { Id } from './id.ts'
import { kstTimeOfDay } from './kst-time.ts'
import { maybe, refuse, shape } from './reading.ts'
import { webAddress } from './web-address.ts'

/** Letters a host may be written in: those of every keyboard, and Hangul. Others can pass for them. */
const PLAIN_HOST = /^[\w.:\-[\]\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]*$/

const address = webAddress('capture_url')

/**
 * The address of a page one saw; kept as text, never fetched. Codes: those of `webAddress` under `capture_url`, and
 * `capture_url.empty`, `.look_alike` for a host whose letters only look like others.
 */
export const CaptureUrl = shape((raw) => {
  const typed = address.safeParse(raw)
  if (!typed.success) return refuse(typed.error.issues[0]?.message ?? 'capture_url.not_web')
  if (typed.data === '') return refuse('capture_url.empty')
  return PLAIN_HOST.test(hostOf(String(raw)))
    ? { ok: true, value: typed.data }
    : refuse('capture_url.look_alike')
})

/** The host as it was typed, before anything spells it in ASCII. */
function hostOf(typed: string): string {
  return (
    typed
      .trim()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
      .split(/[/?#\\]/, 1)[0] ?? ''
  )
}

/** A page as its form sends it; date `YYYY-MM-DD` and time `HH:MM` of Korea, hash hex. */
export const CaptureForm = z.object({
  id: Id,
  url: CaptureUrl,
  seenOn: kstDate,
  seenAt: kstTimeOfDay,
  sha256: OptionalSha256,
  evidenceId: z.pipe(
    maybe(Id),
    z.transform((given): string | null => given ?? null),
  ),
})
export type CaptureDraft = z.output<typeof CaptureForm>
export const CaptureRef = z.object({ captureId: Id })
