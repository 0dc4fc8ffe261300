import type { ChannelKind, ClaimSide, Role } from '#app/shapes/case.ts'
import type { ExportKind, ExportShape, ExportState, ExportView } from '#app/shapes/export.ts'
import type { DestinationName } from '#app/shapes/filing.ts'
import { channelNames } from '#app/text/ko/chat.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { listText } from '#app/text/ko/export.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import { ownText, talkText } from '#app/text/ko/talk-export.ts'

/** An export with what its case, its asker and the viewer add to it. Never leaves the domain. */
export type ExportRow = {
  id: string
  caseId: string
  kind: ExportKind
  format: ExportView['format']
  shape: ExportShape | null
  side: ClaimSide | null
  reason: string
  channel: ChannelKind | null
  fromOn: string | null
  toOn: string | null
  filingId: string | null
  filingVersion: number | null
  masked: boolean | null
  destination: DestinationName | null
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
  const { id, kind, format, shape, side, reason, channel, fromOn, toOn } = row
  const { rowsDone, rowsTotal, mine, by } = row
  const state = row.state === 'ready' && row.overdue ? 'expired' : row.state
  const there = state === 'ready'
  return {
    ...{ id, kind, format, shape, side, reason, channel, fromOn, toOn },
    filing: filingIn(row),
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

function filingIn({ filingId, filingVersion, masked }: ExportRow): ExportView['filing'] {
  if (filingId === null || filingVersion === null || masked === null) return null
  return { id: filingId, version: filingVersion, masked }
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  csv_cp949: 'text/csv; charset=euc-kr',
  txt: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  hwpx: 'application/hwp+zip',
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
  consents: 'application/pdf',
} as const satisfies Record<ExportView['format'], string>

/** What a file's name ends with, where it is not its format. */
const endings: Partial<Record<ExportView['format'], string>> = { consents: 'pdf', csv_cp949: 'cp949.csv' }

/** What no file system takes in a name, and what some take as something else. */
export const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\\/:*?"<>|]|^[.\s]+|[.\s]+$/gu

/** The name an export is saved under, e.g. `알렛츠_피해명단_20261122.xlsx` (KST date), and its media type. */
export function exportName(row: ExportRow): { name: string; type: string } {
  const shop = row.shopName.replace(NOT_IN_NAMES, '')
  const at = row.readyAt ?? row.requestedAt
  return { name: `${stemOf(row, shop, at)}.${endings[row.format] ?? row.format}`, type: types[row.format] }
}

/** What a file of a filing is called when it is not its list. */
const filingNames: Partial<Record<ExportView['format'], string>> = filingList.fileNames

function stemOf(row: ExportRow, shop: string, at: Date): string {
  const { kind, side, channel, destination } = row
  const filing = filingIn(row)
  if (filing && destination)
    return filingList.fileName(shop, filingNames[row.format] ?? destinationWords[destination].listName, {
      ...filing,
      at,
    })
  if (kind === 'own') return ownText.fileName(shop, at)
  return channel ? talkText.fileName(shop, channelNames[channel], at) : listText.fileName(shop, side, at)
}
