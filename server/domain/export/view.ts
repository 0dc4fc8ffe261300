import type { ClaimSide, Role } from '#app/shapes/case.ts'
import type { ExportFormat, ExportShape, ExportState, ExportView } from '#app/shapes/export.ts'
import { listText } from '#app/text/ko/export.ts'

/** An export with what its case, its asker and the viewer add to it. Never leaves the domain. */
export type ExportRow = {
  id: string
  caseId: string
  format: ExportFormat
  shape: ExportShape
  side: ClaimSide | null
  reason: string
  state: ExportState
  rowsDone: number
  rowsTotal: number
  fileKey: string | null
  bytes: number | null
  sha256: Uint8Array | null
  requestedAt: Date
  readyAt: Date | null
  expiresAt: Date | null
  /** Past its end although not swept yet. */
  overdue: boolean
  slug: string
  shopName: string
  by: string
  mine: boolean
  viewerId: string
  viewerRole: Role
}

export function exportView(row: ExportRow): ExportView {
  const { id, format, shape, side, reason, rowsDone, rowsTotal, mine, by } = row
  const state = row.state === 'ready' && row.overdue ? 'expired' : row.state
  const there = state === 'ready'
  return {
    id,
    format,
    shape,
    side,
    reason,
    state,
    rowsDone,
    rowsTotal,
    bytes: there ? row.bytes : null,
    sha256: row.sha256 ? Buffer.from(row.sha256).toString('hex') : null,
    requestedAt: row.requestedAt.toISOString(),
    expiresAt: there ? (row.expiresAt?.toISOString() ?? null) : null,
    mine,
    by,
  }
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<ExportFormat, string>

/** What no file system takes in a name, and what some take as something else. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\\/:*?"<>|]|^[.\s]+|[.\s]+$/gu

/** The name a list is saved under, e.g. `알렛츠_피해명단_20261122.xlsx` (KST date), and its media type. */
export function exportName(
  row: Pick<ExportRow, 'format' | 'side' | 'shopName' | 'readyAt' | 'requestedAt'>,
): { name: string; type: string } {
  const shop = row.shopName.replace(NOT_IN_NAMES, '')
  return {
    name: `${listText.fileName(shop, row.side, row.readyAt ?? row.requestedAt)}.${row.format}`,
    type: types[row.format],
  }
}
