import { sql } from 'kysely'
import type { Role } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/**
 * Somebody who runs the case saw or took along something of the viewer's. `claim`: a claim was opened; `evidence`: a
 * piece was; `saved`: an original of it was kept outside; `list`: a list of the case's claims was written; `filing`: the
 * list of a filing; `receiver`: somebody outside who was let in to a filing opened or fetched it, named by `by` with their
 * office, `role` null. `what` is the receipt number of the claim, the title of the piece or of the filing, `why` the reason
 * that was given ('' for what was saved under the reason before), `role` what they are now, `at` an ISO instant.
 */
export type Look = {
  kind: 'claim' | 'evidence' | 'saved' | 'list' | 'filing' | 'receiver'
  at: string
  by: string
  role: Role | null
  why: string
  what: string
  /** Names and contacts were left out of the list. */
  masked: boolean
}

/** Looks shown, the newest first. */
const LOOKS_MAX = 200

/**
 * Who else saw what is the viewer's in a case. A list counts when it was finished while a claim of theirs stood in it.
 * Refuses `shared.not_found`.
 */
export async function looksAtMine(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<Look[]> {
  const me = await memberIn(db, viewer, { slug })
  const { rows } = await sql<Omit<Look, 'at'> & { at: Date }>`
    select looks.kind, looks.at, member.nickname as by, member.role, looks.why, looks.what, looks.masked from (
      select 'evidence' as kind, seen.at, seen.member_id as by, seen.reason as why, piece.title as what,
        false as masked
      from evidence as piece join evidence_view as seen on seen.evidence_id = piece.id
      where piece.member_id = ${me.id}::uuid
      union all
      select 'claim', seen.at, seen.member_id, seen.reason, claim.receipt_no::text, false
      from claim join claim_view as seen on seen.claim_id = claim.id
      where claim.member_id = ${me.id}::uuid
      union all
      select 'saved', entry.at, entry.actor, '', piece.title, false
      from evidence as piece join ledger as entry on entry.case_id = piece.case_id
        and entry.kind = 'evidence.downloaded' and coalesce(entry.data ->> 'claimId', entry.data ->> 'evidenceId') = piece.id::text
      where piece.member_id = ${me.id}::uuid
      union all
      select 'list', made.ready_at, made.requested_by, made.reason, '', false
      from export as made
      where made.case_id = ${me.caseId}::uuid and made.kind = 'claims' and made.ready_at is not null
        and exists (select from claim where claim.member_id = ${me.id}::uuid
          and (made.side is null or claim.side = made.side) and claim.submitted_at <= made.ready_at)
      union all
      select 'filing', made.ready_at, made.requested_by, made.reason, filing.title, made.masked
      from export as made join filing on filing.id = made.filing_id
      where made.case_id = ${me.caseId}::uuid and made.ready_at is not null
        and exists (select from filing_claim as pin join claim on claim.id = pin.claim_id
          where pin.filing_id = made.filing_id and pin.version = made.filing_version
            and claim.member_id = ${me.id}::uuid)
    ) as looks join member on member.id = looks.by
    where looks.by <> ${me.id}::uuid
    union all
    select 'receiver', look.at, r.office || ' · ' || r.name, null, r.reason, filing.title, r.masked
    from receiver_look as look join receiver as r on r.id = look.receiver_id join filing on filing.id = r.filing_id
    where r.case_id = ${me.caseId}::uuid and exists (
      select from filing_claim as pin join claim on claim.id = pin.claim_id
      where pin.filing_id = r.filing_id and pin.version = r.version and claim.member_id = ${me.id}::uuid)
    order by at desc limit ${LOOKS_MAX}`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
