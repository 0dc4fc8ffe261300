import type { ExportView } from '#app/shapes/export.ts'
import { type FilingFormat, filingFormats } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import { type ListDeps, openFilingList } from '../filing/list.ts'
import { type OpenList, openList } from './list.ts'
import { openOwnData } from './own.ts'
import { openTalk } from './talk.ts'

/** An export as its row keeps it, asked for by somebody who may have it. */
export type AnyOrder = Pick<
  ExportView,
  'kind' | 'format' | 'shape' | 'side' | 'reason' | 'fromOn' | 'toOn'
> & {
  exportId: string
  member: Member
  channelId: string | null
  filingId: string | null
  filingVersion: number | null
  masked: boolean | null
}

function isFilingFormat(format: ExportView['format']): format is FilingFormat {
  return (filingFormats as readonly string[]).includes(format)
}

/** Reads how much an export will hold and opens it, each kind in its own file. */
export async function openExport(
  snapshot: Db,
  { kind, format, shape, channelId, filingId, filingVersion, masked, ...order }: AnyOrder,
  deps: ListDeps,
): Promise<OpenList> {
  if (kind === 'own') return openOwnData(snapshot, order.member, deps)
  if (filingId !== null && filingVersion !== null && isFilingFormat(format)) {
    const { caseId, id: memberId } = order.member
    const of = {
      exportId: order.exportId,
      filingId,
      version: filingVersion,
      masked: masked === true,
      caseId,
      memberId,
    }
    return openFilingList(snapshot, { ...of, format }, deps)
  }
  if (kind === 'talk' && channelId !== null && (format === 'txt' || format === 'csv' || format === 'pdf')) {
    return openTalk(snapshot, { ...order, channelId, format })
  }
  if (shape !== null && (format === 'xlsx' || format === 'csv'))
    return openList(snapshot, { ...order, format, shape })
  throw new Error('An export is of no kind that can be written')
}
