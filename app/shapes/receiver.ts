import * as z from 'zod/mini'
import { GivenPassword } from './account.ts'
import { REASON } from './export.ts'
import type { FilingSums } from './filing.ts'
import { Id } from './id.ts'
import { text } from './text.ts'

/** Longest name of a person and of their office, in characters. */
export const RECEIVER_TEXT = { name: 60, office: 60 } as const
/** How long a receiver may read, in days: an agency asks back within weeks; who needs longer is asked again. */
export const RECEIVER_DAYS = { least: 1, most: 90, usual: 30 } as const

/** In which forms a receiver fetches the list. */
export const receivedForms = ['csv', 'json', 'xlsx'] as const
export type ReceivedForm = (typeof receivedForms)[number]
/** What a receiver may open: their page, how the filing stands, or the list in one of its forms. */
export type ReceivedWhat = 'page' | 'state' | ReceivedForm

/** What the form sends that lets somebody outside in. `id` is the form's own. Refuses `receiver.days`. */
export const ReceiverForm = z.object({
  id: Id,
  version: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000_000)),
  name: text({ max: RECEIVER_TEXT.name, code: 'receiver_name' }),
  office: text({ max: RECEIVER_TEXT.office, code: 'receiver_office' }),
  reason: text({ ...REASON, multiline: true, code: 'reason' }),
  days: z.coerce
    .number({ error: 'receiver.days' })
    .check(
      z.int('receiver.days'),
      z.minimum(RECEIVER_DAYS.least, 'receiver.days'),
      z.maximum(RECEIVER_DAYS.most, 'receiver.days'),
    ),
  masked: z.pipe(
    z.optional(z.unknown()),
    z.transform((raw) => raw === 'on'),
  ),
  password: GivenPassword,
})
export type ReceiverDraft = z.infer<typeof ReceiverForm>

/** What the buttons send that agree to a receiver or end it. */
export const ReceiverRefForm = z.object({ receiverId: Id })

/** The secret of a link, 32 bytes in base64url. */
export const ReceiverSecret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** How a receiver stands: waiting for the second officer, open, past its end, or ended by an officer. */
export type ReceiverState = 'waiting' | 'open' | 'past' | 'ended'

/** A receiver as members see it. Instants are ISO; `looks` are the newest first, `lookCount` all of them. */
export type ReceiverView = {
  id: string
  version: number
  name: string
  office: string
  reason: string
  masked: boolean
  by: string
  madeAt: string
  expiresAt: string
  state: ReceiverState
  agreedBy: string | null
  looks: { what: ReceivedWhat; at: string }[]
  lookCount: number
  /** The viewer is an officer other than who made it, and it waits. */
  mayAgree: boolean
}

/** What a receiver sees. Instants are ISO, days KST, hashes hex, sums won. */
export type ReceivedView = FilingSums & {
  name: string
  office: string
  shopName: string
  title: string
  listName: string
  version: number
  frozenAt: string
  sha256: string
  ledgerSeq: number
  masked: boolean
  expiresAt: string
  /** The newest frozen version of the filing: when it is another, this one was corrected. */
  newestVersion: number
  /** What followed the hand-in of this version, in the order of days. */
  steps: {
    id: string
    kind: 'handed_in' | 'request' | 'answered' | 'decided'
    onDay: string
    dueOn: string | null
  }[]
}
