import { createHash } from 'node:crypto'
import {
  type CaseDates,
  type ClaimLawDraft,
  caseAnchors,
  claimAnchors,
  lawQuestions,
} from '#app/shapes/law.ts'
import { deadlineText, deadlineWords } from '#app/text/ko/law.ts'
import type { Db } from '#db/client.ts'
import type { CalendarEntry } from '#server/exports/ics.ts'
import { type Member, memberIn, memberWho } from './access.ts'
import { lockCase } from './claim/keep.ts'
import { type ClaimView, claimFor, myClaims, ownClaim } from './claim/read.ts'
import { addedTo, type ClaimLawRow, caseDates, countableIn } from './law/added.ts'
import { type DeadlineEntry, entriesOf } from './law/entries.ts'
import { type Estimate, estimateOf } from './law/estimate.ts'
import { factsFrom } from './law/from-claim.ts'
import { LAW_CHECKED_ON } from './law/laws.ts'
import { type NextStep, nextStepOf } from './law/next-step.ts'
import { type RouteAnswer, routesOf } from './law/routes.ts'
import { canonicalJson, record } from './ledger.ts'
import { notFound } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// What the law's reckoning comes to for the people of a case: the rules and the arithmetic are in law/.

/** What one claim comes to on a day, for its owner. */
export type ClaimLaw = {
  deadlines: DeadlineEntry[]
  estimate: Estimate
  routes: RouteAnswer[]
  next: NextStep
  /** When the rules were last held against their sources. */
  checkedOn: string
}

type ClaimRef = { claimId: string; slug?: string | undefined }

/** Deadlines, interest, routes and next step of one of the viewer's own claims; else `shared.not_found`. */
export async function claimLaw(db: Db, viewer: Viewer, ref: ClaimRef & { today: string }): Promise<ClaimLaw> {
  const { today } = ref
  const claim = await claimFor(db, viewer, ref)
  const { caseId } = await ownClaim(db, viewer, ref.claimId)
  const added = await addedTo(db, [claim.id])
  const court = await caseDates(db, caseId)
  const own = added.get(claim.id)
  const facts = factsFrom(claim.statement, {
    answers: own?.answers ?? {},
    dates: { ...own?.dates, ...court.dates },
    countable: await countableIn(db, caseId),
  })
  const routes = routesOf(facts, today)
  return {
    deadlines: entriesOf({ claims: [{ id: claim.id, receiptNo: claim.receiptNo, facts }], court: null }),
    estimate: estimateOf(facts, { today }),
    routes,
    next: nextStepOf(facts, routes, today),
    checkedOn: LAW_CHECKED_ON,
  }
}

/** What the owner added to a claim so far; null where nothing was. Refuses `shared.not_found`. */
export async function claimLawFields(
  db: Db,
  viewer: Viewer,
  { claimId, slug }: ClaimRef,
): Promise<ClaimLawDraft> {
  const claim = await claimFor(db, viewer, { claimId, slug })
  const own = (await addedTo(db, [claim.id])).get(claim.id)
  const days = Object.fromEntries(claimAnchors.map((anchor) => [anchor, own?.dates[anchor] ?? null]))
  const answers = Object.fromEntries(
    lawQuestions.map((question) => [question, own?.answers[question] ?? null]),
  )
  return { ...days, ...answers } as ClaimLawDraft
}

/** Keeps what the owner adds to a claim, in place of what stood there. The same again changes nothing. */
export async function saveClaimLaw(
  db: Db,
  viewer: Viewer,
  { claimId, slug, draft }: ClaimRef & { draft: ClaimLawDraft },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { id, caseId, member } = await ownClaim(tx, viewer, claimId)
    if (slug !== undefined && slug !== member.slug) throw notFound()
    await lockCase(tx, caseId)
    const rows = rowsOf(id, draft)
    const had = await tx.selectFrom('claim_law').selectAll().where('claim_id', '=', id).execute()
    if (canonicalJson(had.sort(byField)) === canonicalJson(rows)) return
    await tx.deleteFrom('claim_law').where('claim_id', '=', id).execute()
    if (rows.length > 0) await tx.insertInto('claim_law').values(rows).execute()
    await record(tx, caseId, member.id, { kind: 'claim.dated', data: { claimId: id, fields: rows.length } })
  })
}

/** All deadlines of the viewer in a case: of their claims and of the case itself, by day. Refuses `shared.not_found`. */
export async function deadlinesIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<DeadlineEntry[]> {
  const member = await memberIn(db, viewer, { slug })
  const claims = (await myClaims(db, viewer, { slug })).filter(({ state }) => state !== 'withdrawn')
  return deadlinesFor(db, member, claims)
}

/** The same for claims that were read already: a member's own standing ones. */
export async function deadlinesFor(
  db: Db,
  { caseId, side }: Pick<Member, 'caseId' | 'side'>,
  claims: readonly ClaimView[],
): Promise<DeadlineEntry[]> {
  const added = await addedTo(
    db,
    claims.map(({ id }) => id),
  )
  const court = await caseDates(db, caseId)
  return entriesOf({
    claims: claims.map(({ id, receiptNo, statement }) => {
      const own = added.get(id)
      const facts = { answers: own?.answers ?? {}, dates: { ...own?.dates, ...court.dates }, countable: null }
      return { id, receiptNo, facts: factsFrom(statement, facts) }
    }),
    court: { dates: court.dates, side },
  })
}

/** The viewer's deadlines that have a day, as entries of a calendar file. Refuses `shared.not_found`. */
export async function deadlineCalendar(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<CalendarEntry[]> {
  const member = await memberIn(db, viewer, { slug })
  const entries = await deadlinesIn(db, viewer, { slug })
  return entries.flatMap((entry) => {
    const on = entry.deadline.safe ?? entry.deadline.legal
    return on === null || entry.deadline.whose === 'theirs' ? [] : [calendarEntry(member, entry, on)]
  })
}

function calendarEntry(member: Member, { deadline, claim }: DeadlineEntry, on: string): CalendarEntry {
  const words = deadlineText[deadline.rule]
  const receiptNo = claim && String(claim.receiptNo)
  return {
    uid: `${claim?.id ?? member.id}-${deadline.rule}`,
    sequence: 0,
    // A calendar takes the later of two entries of one name; a deadline has no day it was changed on but its own.
    changedAt: new Date(`${on}T00:00:00+09:00`),
    cancelled: false,
    title: deadlineWords.entry(words?.title ?? '', receiptNo),
    startsOn: on,
    startsAt: null,
    endsOn: null,
    endsAt: null,
    place: '',
    link: '',
    note: `${words?.why ?? ''} ${deadline.basis.citation}`,
  }
}

/** The days of a case as its staff wrote them, for staff; null where none is. Refuses `shared.forbidden`. */
export async function caseDatesFor(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<CaseDates> {
  const staff = await memberWho(db, viewer, { slug }, 'event.write')
  const { dates } = await caseDates(db, staff.caseId)
  return Object.fromEntries(caseAnchors.map((anchor) => [anchor, dates[anchor] ?? null])) as CaseDates
}

/** Writes the days of a case in place of those that stood; staff only. The same again changes nothing. */
export async function saveCaseDates(
  db: Db,
  viewer: Viewer,
  { slug, dates }: { slug: string; dates: CaseDates },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'event.write')
    await lockCase(tx, staff.caseId)
    const before = await caseDates(tx, staff.caseId)
    const set = caseAnchors.flatMap((anchor) => {
      const on = dates[anchor]
      return on === null ? [] : [{ anchor, on_date: on }]
    })
    const after = Object.fromEntries(set.map(({ anchor, on_date }) => [anchor, on_date]))
    if (canonicalJson(before.dates) === canonicalJson(after)) return
    const changed = set.filter(({ anchor, on_date }) => before.dates[anchor] !== on_date)
    const gone = caseAnchors.filter((anchor) => before.dates[anchor] !== dates[anchor])
    await tx.deleteFrom('case_date').where('case_id', '=', staff.caseId).where('anchor', 'in', gone).execute()
    const where = { case_id: staff.caseId, set_by: staff.id }
    if (changed.length > 0)
      await tx
        .insertInto('case_date')
        .values(changed.map((row) => ({ ...where, ...row })))
        .execute()
    announce(tx, { kind: 'case.changed', caseId: staff.caseId, what: ['events'] })
    const sha256 = createHash('sha256').update(canonicalJson(after)).digest('hex')
    await record(tx, staff.caseId, staff.id, { kind: 'case.dated', data: { days: set.length, sha256 } })
  })
}

function rowsOf(claimId: string, draft: ClaimLawDraft): ClaimLawRow[] {
  const days = claimAnchors.map((field) => ({
    claim_id: claimId,
    field,
    on_date: draft[field],
    answer: null,
  }))
  const answers = lawQuestions.map((field) => ({
    claim_id: claimId,
    field,
    on_date: null,
    answer: draft[field],
  }))
  return [...days, ...answers]
    .filter(({ on_date, answer }) => on_date !== null || answer !== null)
    .sort(byField)
}

const byField = (a: { field: string }, b: { field: string }) => (a.field < b.field ? -1 : 1)
