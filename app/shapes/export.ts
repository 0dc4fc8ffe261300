import * as z from 'zod/mini'
import { GivenPassword } from './account.ts'
import { type ChannelKind, channelKinds, claimSides } from './case.ts'
import { seoulDate } from './civil-date.ts'
import { parseDate } from './date.ts'
import type { FilingFormat } from './filing.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** XLSX holds both sides, a sheet each; a CSV file holds one side, since the two are never summed together. */
export const exportFormats = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** One row a claim, or one row a thing that was ordered. */
export const exportShapes = ['claims', 'items'] as const
export type ExportShape = (typeof exportShapes)[number]

/** The list of claims, the conversation of a channel, everything of one's own, or the list of a frozen filing. */
export type ExportKind = 'claims' | 'talk' | 'own' | 'filing'

export const exportStates = ['waiting', 'building', 'ready', 'failed', 'expired', 'cancelled'] as const
export type ExportState = (typeof exportStates)[number]

/** Why a list is needed, in graphemes: enough for a real reason, short enough for the cover sheet. */
export const REASON = { min: 5, max: 300 } as const

/**
 * What the export form sends. `id` is the form's own random id: sent twice, it is one list. `side` null means both.
 * Refuses `export.side_needed` for a CSV without a side.
 */
export const ExportOrder = z
  .object({
    id: z.optional(Id),
    format: z.enum(exportFormats),
    shape: z.enum(exportShapes),
    side: shape((raw) => {
      if (raw === undefined || raw === null || raw === '') return read(null)
      const side = claimSides.find((known) => known === raw)
      return side ? read(side) : refuse('export.unknown_side')
    }),
    reason: text({ ...REASON, multiline: true, code: 'reason' }),
    password: GivenPassword,
  })
  .check(
    z.refine((order) => order.format !== 'csv' || order.side !== null, {
      path: ['side'],
      error: 'export.side_needed',
    }),
  )
export type ExportOrder = z.infer<typeof ExportOrder>

/** How a conversation is handed out: to read, to reckon with, to hand in. */
export const talkFormats = ['pdf', 'txt', 'csv'] as const
export type TalkFormat = (typeof talkFormats)[number]

const Day = shape((raw) => {
  if (raw === undefined || raw === null || raw === '') return read(null)
  return parseDate(raw, seoulDate(Date.now()))
})

/**
 * What the form for a conversation sends: a channel and KST days, both included; null is the beginning or the end.
 * Refuses `export.days_reversed`.
 */
export const TalkOrder = z
  .object({
    id: z.optional(Id),
    channel: z.enum(channelKinds),
    format: z.enum(talkFormats),
    fromOn: Day,
    toOn: Day,
  })
  .check(
    z.refine(({ fromOn, toOn }) => fromOn === null || toOn === null || fromOn <= toOn, {
      path: ['toOn'],
      error: 'export.days_reversed',
    }),
  )
export type TalkOrder = z.infer<typeof TalkOrder>

/** What the button sends that calls an export off. */
export const CancelExportForm = z.object({ exportId: Id })

/** What the form for one's own data sends. */
export const OwnOrder = z.object({ id: z.optional(Id) })
export type OwnOrder = z.infer<typeof OwnOrder>

/** What its asker sees of an export. Instants are ISO, days KST; `bytes` and `sha256` (hex) once it is ready. */
export type ExportView = {
  id: string
  kind: ExportKind
  format: ExportFormat | TalkFormat | FilingFormat
  /** Of a list of claims. */
  shape: ExportShape | null
  side: 'buyer' | 'seller' | null
  reason: string
  /** Of a conversation. */
  channel: ChannelKind | null
  fromOn: string | null
  toOn: string | null
  /** Of a filing. */
  filing: { id: string; version: number; masked: boolean } | null
  state: ExportState
  rowsDone: number
  rowsTotal: number
  bytes: number | null
  sha256: string | null
  requestedAt: string
  expiresAt: string | null
  /** Whether the viewer asked for it; only then may they fetch it. */
  mine: boolean
  by: string
}
