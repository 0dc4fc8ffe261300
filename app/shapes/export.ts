import * as z from 'zod/mini'
import { GivenPassword } from './account.ts'
import { claimSides } from './case.ts'
import { Id } from './id.ts'
import { read, refuse, shape } from './reading.ts'
import { text } from './text.ts'

/** XLSX holds both sides, a sheet each; a CSV file holds one side, since the two are never summed together. */
export const exportFormats = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** One row a claim, or one row a thing that was ordered. */
export const exportShapes = ['claims', 'items'] as const
export type ExportShape = (typeof exportShapes)[number]

export const exportStates = ['waiting', 'building', 'ready', 'failed', 'expired'] as const
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

/** What a host sees of a list that was asked for. Instants are ISO; `bytes` and `sha256` (hex) once it is ready. */
export type ExportView = {
  id: string
  format: ExportFormat
  shape: ExportShape
  side: 'buyer' | 'seller' | null
  reason: string
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
