import { sql } from 'kysely'
import type { RespondentRole, RespondentState } from '#app/shapes/respondent.ts'
import type { Db } from '#db/client.ts'
import { may, memberIn } from '../access.ts'
import { shopKey } from '../case/shop-name.ts'
import type { Viewer } from '../viewer.ts'

/** One respondent as members see it. */
export type RespondentView = {
  id: string
  role: RespondentRole
  name: string
  businessNumber: string | null
  mailOrderNumber: string
  phone: string
  address: string
  web: string
  hours: string
  source: string
  state: RespondentState
  mine: boolean
}
/** What one respondent said of another. `saidOn` is `YYYY-MM-DD`. */
export type BlameView = {
  id: string
  speakerId: string
  blamedId: string
  quote: string
  saidOn: string
  source: string
  url: string
  state: RespondentState
  mine: boolean
}
/** One of the viewer's live claims and whom it names. */
export type NamingClaim = { claimId: string; receiptNo: number; respondentIds: string[] }
/** Another case of the same operator: what its public page shows anyway. */
export type RelatedCase = { slug: string; shopName: string; why: 'number' | 'operator' }

export type Respondents = {
  respondents: RespondentView[]
  blames: BlameView[]
  claims: NamingClaim[]
  related: RelatedCase[]
  mayKeep: boolean
}

/** Other cases shown: more than that is no "similar" any more. */
const RELATED_MAX = 10
/** Whose number ties two cases together. A payment or delivery company serves half the country. */
const TYING_ROLES = ['shop', 'marketplace', 'seller', 'maker'] as const

/** All that is known of whom the case is against. Refuses `shared.not_found`. */
export async function respondentsIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<Respondents> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  const respondents = await respondentRows(db, member.caseId)
  const shown = new Set(respondents.map(({ id }) => id))
  const blames = await blameRows(db, member.caseId)
  const mine = <Row extends { madeBy: string }>({ madeBy, ...row }: Row) => {
    return { ...row, mine: madeBy === member.id }
  }
  return {
    respondents: respondents.map(mine),
    blames: blames.filter((each) => shown.has(each.speakerId) && shown.has(each.blamedId)).map(mine),
    claims: await namingClaims(db, member.id),
    related: await relatedCases(db, member.caseId),
    mayKeep: may(member, 'respondent.keep'),
  }
}

function respondentRows(db: Db, caseId: string) {
  return db
    .selectFrom('respondent')
    .select(['id', 'role', 'name', 'phone', 'address', 'web', 'hours', 'source', 'state'])
    .select(['business_number as businessNumber', 'mail_order_number as mailOrderNumber'])
    .select('made_by as madeBy')
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}

function blameRows(db: Db, caseId: string) {
  return db
    .selectFrom('blame')
    .select(['id', 'quote', 'source', 'url', 'state', 'said_on as saidOn', 'made_by as madeBy'])
    .select(['speaker_id as speakerId', 'blamed_id as blamedId'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('said_on')
    .orderBy('made_at')
    .orderBy('id')
    .execute()
}

async function namingClaims(db: Db, memberId: string): Promise<NamingClaim[]> {
  const rows = await db
    .selectFrom('claim')
    .leftJoin('claim_respondent', 'claim_respondent.claim_id', 'claim.id')
    .select(['claim.id as claimId', 'claim.receipt_no as receiptNo', 'respondent_id as respondentId'])
    .where('claim.member_id', '=', memberId)
    .where('claim.state', '=', 'submitted')
    .orderBy('claim.receipt_no')
    .execute()
  const claims = new Map<string, NamingClaim>()
  for (const { claimId, receiptNo, respondentId } of rows) {
    const claim = claims.get(claimId) ?? { claimId, receiptNo, respondentIds: [] }
    if (respondentId !== null) claim.respondentIds.push(respondentId)
    claims.set(claimId, claim)
  }
  return [...claims.values()]
}

/** Standing cases with a business number of this one's operator or kept respondents, or with an operator of the same name. */
async function relatedCases(db: Db, caseId: string): Promise<RelatedCase[]> {
  const here = await db
    .selectFrom('case')
    .select(['business_number', 'operator_name'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const tied = await tyingNumbers(db).where('case_id', '=', caseId).execute()
  const numbers = [here.business_number, ...tied.map((row) => row.business_number)].filter(
    (each) => each !== null,
  )
  const operator = shopKey(here.operator_name)
  if (numbers.length === 0 && operator === '') return []
  const byNumber = numbers.length === 0 ? sql<boolean>`false` : sameNumber(numbers)
  const rows = await db
    .selectFrom('case')
    .select(['slug', 'shop_name as shopName', 'operator_name as operatorName', byNumber.as('byNumber')])
    .where('id', '<>', caseId)
    .where('kept_id', 'is', null)
    .where((eb) =>
      eb.or([byNumber, ...(operator === '' ? [] : [eb('operator_name', '=', here.operator_name)])]),
    )
    .orderBy('byNumber', 'desc')
    .orderBy('created_at', 'desc')
    .limit(RELATED_MAX)
    .execute()
  return rows.map(({ slug, shopName, byNumber }) => ({
    slug,
    shopName,
    why: byNumber ? 'number' : 'operator',
  }))
}

function tyingNumbers(db: Db) {
  return db
    .selectFrom('respondent')
    .select('business_number')
    .where('business_number', 'is not', null)
    .where('role', 'in', TYING_ROLES)
    .where('state', '=', 'kept')
    .where('removed_at', 'is', null)
}

function sameNumber(numbers: readonly string[]) {
  const among = sql.join(numbers.map((number) => sql`${number}::char(10)`))
  return sql<boolean>`("case".business_number in (${among}) or exists (
    select 1 from respondent r where r.case_id = "case".id and r.business_number in (${among})
      and r.role in (${sql.join(TYING_ROLES)}) and r.state = 'kept' and r.removed_at is null))`
}
