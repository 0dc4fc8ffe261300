import { sql } from 'kysely'
import { type ClaimSide, claimSidesOf } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { completenessOf } from '#app/shapes/claim-completeness.ts'
import type { ClaimKind } from '#app/shapes/claim-kinds.ts'
import type { ClaimStage } from '#app/shapes/claim-stage.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { type ClaimView, myClaims } from './claim/read.ts'
import { askedUntil } from './claim/stage.ts'
import { type DeskFiling, deskFilings, mayJoin } from './desk/filings.ts'
import { byUrgency, type Task } from './desk/task.ts'
import { type ClaimNeeds, evidenceNeeds } from './evidence/gallery.ts'
import type { DeadlineEntry } from './law/entries.ts'
import { deadlinesFor } from './law.ts'
import type { Viewer } from './viewer.ts'

/** A claim in one line: how far it is filled in, and how many of its papers are there. */
export type DeskClaim = {
  id: string
  receiptNo: number
  side: ClaimSide
  kind: ClaimKind
  stage: ClaimStage
  remaining: number
  done: number
  of: number
  papers: number
  papersOf: number
}

/** What one member has before them in a case. `joined`: filings their claims are in. */
export type Desk = {
  tasks: Task[]
  claims: DeskClaim[]
  joined: { id: string; title: string; state: DeskFiling['state'] }[]
  mayClaim: boolean
}

/** Everything that waits for the viewer in a case, the most pressing first, and what is theirs. Refuses `shared.not_found`. */
export async function myDesk(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<Desk> {
  const member = await memberIn(db, viewer, { slug })
  const today = seoulDate(Date.now())
  const claims = await myClaims(db, viewer, { slug })
  const standing = claims.filter(({ state }) => state === 'submitted')
  const needs = (await evidenceNeeds(db, viewer, { slug })).claims
  const filings = await deskFilings(db, member)
  const mayClaim = claimSidesOf(member.side).length > 0
  const tasks: Task[] = [
    ...(mayClaim && standing.length === 0 ? [{ kind: 'file' } as const] : []),
    ...(await questionsOf(db, member)),
    ...(await deadlinesFor(db, member, standing)).flatMap((entry) => deadlineTask(entry, today)),
    ...(await askedTasks(db, standing)),
    ...filings.filter((filing) => filing.joined === 0 && mayJoin(filing, standing)).map(joinTask),
    ...standing.flatMap((claim) => completing(claim, today)),
    ...needs.flatMap(papersTask),
  ]
  return {
    tasks: byUrgency(tasks, today),
    claims: claims.map((claim) => lineOf(claim, needs, today)),
    joined: filings.filter(({ joined }) => joined > 0).map(({ id, title, state }) => ({ id, title, state })),
    mayClaim,
  }
}

/** What officers asked for and was not answered yet. */
async function askedTasks(db: Db, claims: readonly ClaimView[]): Promise<Task[]> {
  const asked = claims.filter(({ stage }) => stage === 'deficient')
  const until = await askedUntil(
    db,
    asked.map(({ id }) => id),
  )
  return asked.flatMap(({ id, receiptNo }) => {
    const on = until.get(id)
    return on ? [{ kind: 'asked' as const, on, claim: { id, receiptNo } }] : []
  })
}

/** Questions to the viewer about their own words that nobody answered yet. */
async function questionsOf(db: Db, member: Member): Promise<Task[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from citation
    join message on message.id = citation.message_id and message.gone is null
    left join fact on fact.id = citation.fact_id
    left join evidence on evidence.id = citation.evidence_id
    where citation.author_id = ${member.id}::uuid and citation.state = 'asked'
      and fact.removed_at is null and evidence.removed_at is null`.execute(db)
  const count = rows[0]?.count ?? 0
  return count > 0 ? [{ kind: 'answer', count }] : []
}

/** What the viewer has to do by a day that is still ahead: by the safe day, or once that is past by the legal one. */
function deadlineTask({ deadline, claim }: DeadlineEntry, today: string): Task[] {
  const { whose, safe, legal, rule } = deadline
  const on = [safe, legal].find((day) => day !== null && day >= today)
  return whose === 'theirs' || !on ? [] : [{ kind: 'deadline', rule, on, claim }]
}

function joinTask({ id, title, closesAt }: DeskFiling): Task {
  return { kind: 'join', filingId: id, title, on: seoulDate(closesAt) }
}

function completing({ id, receiptNo, statement, changedAt }: ClaimView, today: string): Task[] {
  const missing = completenessOf(statement, today, seoulDate(changedAt)).missing.length
  return missing > 0 ? [{ kind: 'complete', claim: { id, receiptNo }, missing }] : []
}

function papersTask({ claimId, receiptNo, slots }: ClaimNeeds): Task[] {
  const lacking = slots.filter(({ files, needed }) => files < needed).map(({ slot }) => slot)
  return lacking.length > 0 ? [{ kind: 'evidence', claim: { id: claimId, receiptNo }, slots: lacking }] : []
}

function lineOf(claim: ClaimView, needs: readonly ClaimNeeds[], today: string): DeskClaim {
  const { id, receiptNo, side, stage, statement } = claim
  const { done, of } = completenessOf(statement, today, seoulDate(claim.changedAt))
  const slots = needs.find(({ claimId }) => claimId === id)?.slots ?? []
  const papers = slots.filter(({ files, needed }) => files >= needed).length
  const { kind, remaining } = statement
  return { id, receiptNo, side, kind, stage, remaining, done, of, papers, papersOf: slots.length }
}
