import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/** A frozen version that pins an original. */
export type PinnedIn = { filingId: string; title: string; version: number }

/** The frozen versions that pin an original of a piece, newest first. */
export async function pinnedIn(db: Db, evidenceId: string): Promise<PinnedIn[]> {
  return db
    .selectFrom('filing_evidence as pin')
    .innerJoin('evidence_file as file', 'file.id', 'pin.held_id')
    .innerJoin('filing', 'filing.id', 'pin.filing_id')
    .innerJoin('filing_version as frozen', (join) =>
      join.onRef('frozen.filing_id', '=', 'pin.filing_id').onRef('frozen.version', '=', 'pin.version'),
    )
    .select(['pin.filing_id as filingId', 'filing.title', 'pin.version'])
    .where('file.evidence_id', '=', evidenceId)
    .groupBy(['pin.filing_id', 'filing.title', 'pin.version', 'frozen.frozen_at'])
    .orderBy('frozen.frozen_at', 'desc')
    .orderBy('pin.filing_id')
    .execute()
}

/** A piece its owner withdrew, whose originals stay for what was frozen with them. */
export type Kept = { evidenceId: string; title: string; filings: string[] }

/** What of the viewer's withdrawn evidence is kept, and for which filings. Refuses `shared.not_found`. */
export async function keptForFilings(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<Kept[]> {
  const member = await memberIn(db, viewer, { slug })
  return db
    .selectFrom('evidence')
    .innerJoin('evidence_file as file', 'file.evidence_id', 'evidence.id')
    .innerJoin('filing_evidence as pin', 'pin.held_id', 'file.id')
    .innerJoin('filing', 'filing.id', 'pin.filing_id')
    .select(['evidence.id as evidenceId', 'evidence.title'])
    .select(sql<string[]>`array_agg(distinct filing.title order by filing.title)`.as('filings'))
    .where('evidence.member_id', '=', member.id)
    .where('evidence.removed_at', 'is not', null)
    .groupBy(['evidence.id', 'evidence.title', 'evidence.removed_at'])
    .orderBy('evidence.removed_at', 'desc')
    .execute()
}
