import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { FieldKey, FilingDiff, FilingView, FrozenView, GuideFacts, OwnFit } from '#app/shapes/filing.ts'
import type { FilingConsent } from '#app/text/ko/destinations.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'
import { carriable } from './carry-on.ts'
import { guideOf } from './columns.ts'
import { consentNow } from './consent.ts'
import { assess, destinations } from './destination.ts'
import { identityFields, missingOf } from './facts.ts'
import { seenFilings } from './grant.ts'
import { liveSums } from './live.ts'
import { type FilingRef, type FilingRow, filingOf, filingRows } from './row.ts'
import { type RuleRow, ruleColumns } from './rule.ts'

/** People of a version above which nothing of it leaves without a second officer, masked or not. */
export const SECOND_OFFICER_ABOVE = 50

/** The filings of a case, open ones first, then the newest. Refuses `shared.not_found`. */
export async function filingsIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<{ filings: FilingView[]; mayOpen: boolean }> {
  const member = await memberIn(db, viewer, { slug }, 'filings')
  const rows = await filingRows(db)
    .where('filing.case_id', '=', member.caseId)
    .where(seenFilings(member))
    .orderBy((eb) => eb('filing.state', '=', 'open'), 'desc')
    .orderBy('filing.opened_at', 'desc')
    .orderBy('filing.id')
    .execute()
  const filings: FilingView[] = []
  for (const row of rows) filings.push(await viewOf(db, member, row))
  return { filings, mayOpen: may(member, 'filing.keep') }
}

/** One filing as a member sees it. `mayKeep`: the viewer is an officer. */
export type FilingPage = {
  filing: FilingView
  consent: FilingConsent & { hash: string }
  own: OwnFit[]
  frozen: FrozenView[]
  guide: GuideFacts
  /** Own claims of the filing before that one tap carries on into this one. */
  carriable: number
  mayKeep: boolean
  /** Its destination lets some stand for all. */
  represented: boolean
}

/** One filing with the viewer's own claims before it and its frozen versions, newest first. Refuses `shared.not_found`. */
export async function filingFor(db: Db, viewer: Viewer, { slug, filingId }: FilingRef): Promise<FilingPage> {
  const member = await memberIn(db, viewer, { slug }, 'filings')
  const row = await filingOf(db, member, filingId)
  return {
    filing: await viewOf(db, member, row),
    consent: consentNow(row),
    own: await ownFits(db, member, row),
    frozen: await frozenOf(db, member, row),
    guide: guideOf(row.destination),
    carriable: (await carriable(db, member, row)).length,
    mayKeep: may(member, 'filing.keep'),
    represented: destinations[row.destination].representatives !== undefined,
  }
}

async function viewOf(db: Db, member: Member, row: FilingRow): Promise<FilingView> {
  const { complete, counted, ...sums } = await liveSums(db, row)
  const { id, destination, side, title, recipient, words, by, version } = row
  const needs = destinations[destination].people
  return {
    ...{ id, slug: member.slug, destination, side, title, recipient, words, by, version },
    openedAt: row.openedAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    state: row.state === 'frozen' ? 'frozen' : row.isPast ? 'closed' : 'open',
    sums,
    complete,
    counted: needs ? counted : null,
    least: needs?.least ?? null,
    safe: needs?.safe ?? null,
  }
}

type OwnRow = RuleRow & {
  claimId: string
  receiptNo: number
  side: ClaimSide
  itemName: string
  missing: FieldKey[]
  guardian: boolean
  saidYes: string[] | null
  joinedAt: Date | null
  inVersion: boolean
}

/** The viewer's own standing claims, each with what the destination's rule says and what it lacks. */
async function ownFits(db: Db, member: Member, filing: FilingRow): Promise<OwnFit[]> {
  const missing = missingOf(destinations[filing.destination].required)
  const { rows } = await sql<OwnRow>`
    select claim.id as "claimId", claim.receipt_no as "receiptNo", claim.side, ${ruleColumns},
      coalesce(item.name, '') as "itemName", ${missing} as missing,
      coalesce((select 'guardian' = any (who.given) from claim_identity as who
        where who.claim_id = claim.id and who.version = claim.version), false) as guardian, c.said_yes as "saidYes", c.given_at as "joinedAt",
      exists (select from filing_claim as pin where pin.filing_id = ${filing.id}::uuid
        and pin.version = ${filing.version} and pin.claim_id = claim.id) as "inVersion"
    from claim join claim_version as v on v.claim_id = claim.id and v.version = claim.version
    left join claim_item as item on item.claim_id = claim.id and item.version = claim.version and item.no = 1
    left join filing_consent as c on c.claim_id = claim.id and c.filing_id = ${filing.id}::uuid and c.revoked_at is null
    where claim.member_id = ${member.id}::uuid and claim.state = 'submitted'
    order by claim.receipt_no`.execute(db)
  // What a claim lacks that neither is in it nor can come in would send its owner to fill something in for nothing.
  const takesPeople = filing.state === 'open' && !filing.isPast
  const of = { recipient: filing.recipient, today: seoulDate(new Date()) }
  return rows.map((row) => {
    const { claimId, receiptNo, itemName, remaining, inVersion, side, saidYes, joinedAt } = row
    const { fit, reasons } = assess(filing.destination, { ...row, ...of }, saidYes ?? [])
    const fits = side === filing.side
    return {
      ...{
        claimId,
        receiptNo,
        itemName,
        remaining,
        inVersion,
        missing: joinedAt || takesPeople ? row.missing : [],
        guardian: row.guardian,
        reasons,
      },
      fit: fits ? fit : 'no',
      wrongSide: !fits,
      joinedAt: joinedAt?.toISOString() ?? null,
    }
  })
}

type FrozenRow = Omit<
  FrozenView,
  'frozenAt' | 'sha256' | 'diff' | 'needsSecond' | 'release' | 'mayRelease'
> & {
  frozenAt: Date
  frozenById: string
  sha256: Buffer
  releasedBy: string | null
  releasedAt: Date | null
}

async function frozenOf(db: Db, member: Member, filing: FilingRow): Promise<FrozenView[]> {
  const { rows } = await sql<FrozenRow>`
    select f.version, f.frozen_at as "frozenAt", f.frozen_by as "frozenById", by_whom.nickname as by, f.people, f.claims,
      f.principal, f.refunded, f.remaining, f.sha256, releaser.nickname as "releasedBy", r.at as "releasedAt"
    from filing_version as f join member as by_whom on by_whom.id = f.frozen_by
    left join filing_release as r on r.filing_id = f.filing_id and r.version = f.version
    left join member as releaser on releaser.id = r.by_member
    where f.filing_id = ${filing.id}::uuid order by f.version desc`.execute(db)
  const views: FrozenView[] = []
  for (const { frozenById, releasedBy, releasedAt, frozenAt, sha256, ...row } of rows) {
    const needsSecond = needsRelease(filing, row, false)
    views.push({
      ...row,
      frozenAt: frozenAt.toISOString(),
      sha256: sha256.toString('hex'),
      diff: row.version > 1 ? await diffOf(db, filing.id, row.version) : null,
      needsSecond,
      release: releasedBy && releasedAt ? { by: releasedBy, at: releasedAt.toISOString() } : null,
      mayRelease: needsSecond && !releasedBy && may(member, 'filing.keep') && member.id !== frozenById,
    })
  }
  return views
}

/** Whether a list of a version may leave only after a second officer's yes. */
export function needsRelease(
  { destination }: Pick<FilingRow, 'destination'>,
  { people }: { people: number },
  masked: boolean,
): boolean {
  const names = destinations[destination].columns.some((key) => identityFields.has(key))
  return people > SECOND_OFFICER_ABOVE || (names && !masked)
}

/** What a version changed of the one before: claims added, dropped, with another amount, or otherwise stated anew. */
export async function diffOf(db: Db, filingId: string, version: number): Promise<FilingDiff> {
  const { rows } = await sql<FilingDiff>`
    with now_in as (select pin.*, v.remaining from filing_claim as pin join claim_version as v
        on v.claim_id = pin.claim_id and v.version = pin.claim_version
        where pin.filing_id = ${filingId}::uuid and pin.version = ${version}),
      before as (select pin.*, v.remaining from filing_claim as pin join claim_version as v
        on v.claim_id = pin.claim_id and v.version = pin.claim_version
        where pin.filing_id = ${filingId}::uuid and pin.version = ${version - 1})
    select count(*) filter (where b.claim_id is null)::int as added,
      count(*) filter (where n.claim_id is null)::int as dropped,
      count(*) filter (where n.remaining <> b.remaining)::int as amounts,
      count(*) filter (where n.claim_version <> b.claim_version and n.remaining = b.remaining)::int as restated
    from now_in as n full join before as b on b.claim_id = n.claim_id`.execute(db)
  const [diff] = rows
  if (!diff) throw new Error('An aggregate has one row')
  return diff
}
