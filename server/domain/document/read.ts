import { sql } from 'kysely'
import type { CopyMatch, DocumentKind } from '#app/shapes/document.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/**
 * A document of the case. Dates are KST `YYYY-MM-DD`, hashes hex. `witnesses` are people who received it; of their copies
 * `same` have the document's hash and `other` another.
 */
export type DocumentView = {
  id: string
  kind: DocumentKind
  title: string
  sender: string
  sentOn: string
  sha256: string | null
  by: string
  witnesses: number
  same: number
  other: number
  firstOn: string | null
  lastOn: string | null
  mine: { receivedOn: string; sha256: string | null; match: CopyMatch } | null
  mayRemove: boolean
}

/** The documents of a case, newest first. Refuses `shared.not_found`. */
export async function documentsIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<DocumentView[]> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await db
    .selectFrom('document as d')
    .innerJoin('member as maker', 'maker.id', 'd.made_by')
    .leftJoin('document_witness as w', 'w.document_id', 'd.id')
    .select(['d.id', 'd.kind', 'd.title', 'd.sender', 'd.sent_on as sentOn', 'd.made_by as madeBy'])
    .select(['maker.nickname as by'])
    .select([
      sql<string | null>`encode(d.sha256, 'hex')`.as('sha256'),
      sql<number>`count(w.member_id)::int`.as('witnesses'),
      sql<number>`(count(*) filter (where w.sha256 = d.sha256))::int`.as('same'),
      sql<number>`(count(*) filter (where w.sha256 <> d.sha256))::int`.as('other'),
      sql<string | null>`min(w.received_on)`.as('firstOn'),
      sql<string | null>`max(w.received_on)`.as('lastOn'),
    ])
    .where('d.case_id', '=', member.caseId)
    .where('d.removed_at', 'is', null)
    .groupBy(['d.id', 'maker.nickname'])
    .orderBy('d.sent_on', 'desc')
    .orderBy('d.id')
    .execute()
  const mine = await db
    .selectFrom('document_witness')
    .select(['document_id as documentId', 'received_on as receivedOn'])
    .select(sql<string | null>`encode(sha256, 'hex')`.as('sha256'))
    .where('member_id', '=', member.id)
    .execute()
  return rows.map(({ madeBy, ...row }) => {
    const own = mine.find(({ documentId }) => documentId === row.id)
    const alone = row.witnesses === (own ? 1 : 0)
    return {
      ...row,
      mine: own
        ? { receivedOn: own.receivedOn, sha256: own.sha256, match: matchOf(row.sha256, own.sha256) }
        : null,
      mayRemove: member.role !== 'member' || (madeBy === member.id && alone),
    }
  })
}

function matchOf(theirs: string | null, own: string | null): CopyMatch {
  if (theirs === null || own === null) return 'unknown'
  return theirs === own ? 'same' : 'other'
}
