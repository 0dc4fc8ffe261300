import { sql } from 'kysely'
import { type ClaimSide, claimSidesOf, type Trouble } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimKind, EvidenceSlot } from '#app/shapes/claim-kinds.ts'
import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import type { GuideStage, GuideState, GuideStepId } from '#app/shapes/guide.ts'
import type { RouteResult } from '#app/shapes/law.ts'
import type { LetterId } from '#app/shapes/letter.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { caseState } from '../case-state.ts'
import { type ClaimView, myClaims } from '../claim/read.ts'
import { type ClaimNeeds, evidenceNeeds } from '../evidence/gallery.ts'
import { caseDates } from '../law/added.ts'
import { type ClaimLaw, claimLaw } from '../law.ts'
import { lettersFor } from '../letter.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { guideCounts } from './counts.ts'
import { type GuidePage, guideRules, type RouteOf, stepsOf } from './rules.ts'
import { guideState } from './state.ts'

/** What the staff pinned to a step, and every text before it. `at` is an ISO instant; an empty body was a taking away. */
export type Advice = { version: number; body: string; by: string; at: string }

/** A step before one member. `has`: whether the papers are there, null without a claim; `on` days are `YYYY-MM-DD`. */
export type StepView = {
  id: GuideStepId
  stage: GuideStage
  papers: { slot: EvidenceSlot; has: boolean | null }[]
  /** What the law engine says of the way it opens; null where it does not speak of it. */
  result: RouteResult | null
  reason: string | null
  until: { rule: string; on: string } | null
  letters: LetterId[]
  page: GuidePage | null
  done: { on: string; hasReceipt: boolean } | null
  people: number
  advice: Advice[]
}

export type GuideView = {
  side: ClaimSide
  state: GuideState
  /** The claim the route is for, and those it could be for. */
  claim: { id: string; receiptNo: number } | null
  claims: { id: string; receiptNo: number; kind: ClaimKind }[]
  steps: StepView[]
  stages: Record<GuideStage, number>
  mayAdvise: boolean
}

/** Kinds of harm that the troubles of a case are, for those who have not said theirs. */
const kindsOfTrouble: Record<Trouble, readonly ClaimKind[]> = {
  closed: ['refund', 'nondelivery'],
  unreachable: ['silent', 'nondelivery'],
  cancelled: ['cancelled'],
  missing: ['missing'],
  defective: ['defect', 'wrong_item'],
  unsettled: ['settlement'],
}

/**
 * The route of the viewer: for the claim named, their newest one, or what is known of the case. Refuses `shared.not_found`,
 * also for a claim that is not theirs or was withdrawn.
 */
export async function guideFor(
  db: Db,
  viewer: Viewer,
  { slug, claimId }: { slug: string; claimId?: string | undefined },
): Promise<GuideView> {
  const member = await memberIn(db, viewer, { slug })
  const today = seoulDate(Date.now())
  const claims = (await myClaims(db, viewer, { slug })).filter(({ state }) => state === 'submitted')
  const claim = claimId === undefined ? (claims[0] ?? null) : claims.find(({ id }) => id === claimId)
  if (claim === undefined) throw notFound()
  const route = await routeFor(db, member, claim, today)
  const help = claim ? await helpOf(db, viewer, claim, today) : null
  const own = await doneBy(db, member)
  const advice = await adviceIn(db, member.caseId)
  const { steps, stages } = await guideCounts(db, member.caseId)
  return {
    side: route.side,
    state: route.state,
    claim: claim && { id: claim.id, receiptNo: claim.receiptNo },
    claims: claims.map(({ id, receiptNo, statement: { kind } }) => ({ id, receiptNo, kind })),
    steps: stepsOf(route).map((id) => ({
      ...stepOf(id, route, help, today),
      done: own.get(id) ?? null,
      people: steps.get(id) ?? 0,
      advice: advice.get(id) ?? [],
    })),
    stages,
    mayAdvise: may(member, 'answer.write'),
  }
}

async function routeFor(db: Db, member: Member, claim: ClaimView | null, today: string): Promise<RouteOf> {
  const { troubles, closes_on: closesOn } = await db
    .selectFrom('case')
    .select(['troubles', 'closes_on'])
    .where('id', '=', member.caseId)
    .executeTakeFirstOrThrow()
  const { dates } = await caseDates(db, member.caseId)
  const { shop } = await caseState(db, member.caseId)
  const state = guideState({ shop: shop?.state ?? null, troubles, closesOn, dates, today })
  if (claim) {
    const { kind, paymentMethod } = claim.statement
    return { side: claim.side, kinds: [kind], method: paymentMethod, state }
  }
  const [side = 'buyer'] = claimSidesOf(member.side)
  const kinds = troubles
    .flatMap((trouble) => kindsOfTrouble[trouble])
    .filter((kind) => kindSpecs[kind].side === side)
  return { side, kinds, method: null, state }
}

/** What a claim brings to the steps: what the law says of it, its papers, its letters. */
type Help = { law: ClaimLaw; needs: ClaimNeeds | undefined; letters: readonly LetterId[] }

async function helpOf(db: Db, viewer: Viewer, { id, slug }: ClaimView, today: string): Promise<Help> {
  const law = await claimLaw(db, viewer, { claimId: id, slug, today })
  const { claims } = await evidenceNeeds(db, viewer, { slug })
  const letters = (await lettersFor(db, viewer, { slug, claimId: id })).map((letter) => letter.id)
  return { law, letters, needs: claims.find(({ claimId }) => claimId === id) }
}

function stepOf(id: GuideStepId, { kinds }: RouteOf, help: Help | null, today: string) {
  const { stage, papers = [], letters = [], page = null, route, deadlines = [] } = guideRules[id]
  const needed = papers.filter((slot) => kinds.some((kind) => kindSpecs[kind].evidence.includes(slot)))
  const answer = route && help?.law.routes.find((each) => each.route === route)
  return {
    ...{ id, stage, page },
    papers: needed.map((slot) => ({ slot, has: help ? isThere(help, slot) : null })),
    result: answer?.result ?? null,
    reason: answer?.reasons[0]?.id ?? null,
    until: help ? firstDay(help, deadlines, today) : null,
    letters: letters.filter((letter) => help?.letters.includes(letter)),
  }
}

function isThere({ needs }: Help, slot: EvidenceSlot): boolean {
  const found = needs?.slots.find((each) => each.slot === slot)
  return found !== undefined && found.files >= found.needed
}

/** The first of these deadlines that is still ahead: by its safe day, once that is past by the legal one. */
function firstDay({ law }: Help, rules: readonly string[], today: string): StepView['until'] {
  for (const rule of rules) {
    const found = law.deadlines.find(({ deadline }) => deadline.rule === rule)?.deadline
    const on = [found?.safe, found?.legal].find((day) => day != null && day >= today)
    if (on) return { rule, on }
  }
  return null
}

async function doneBy(db: Db, { id }: Member): Promise<Map<string, NonNullable<StepView['done']>>> {
  const rows = await db
    .selectFrom('guide_done')
    .select(['step', 'done_at as at'])
    .select(sql<boolean>`receipt is not null`.as('hasReceipt'))
    .where('member_id', '=', id)
    .execute()
  return new Map(rows.map(({ step, at, hasReceipt }) => [step, { on: seoulDate(at), hasReceipt }]))
}

/** Every text pinned to a step of the case, the newest first; steps whose newest one is empty keep their history. */
async function adviceIn(db: Db, caseId: string): Promise<Map<string, Advice[]>> {
  const rows = await db
    .selectFrom('guide_advice as advice')
    .innerJoin('member', 'member.id', 'advice.made_by')
    .select(['advice.step', 'advice.version', 'advice.body', 'advice.made_at as at', 'member.nickname as by'])
    .where('advice.case_id', '=', caseId)
    .orderBy('advice.version', 'desc')
    .execute()
  const found = new Map<string, Advice[]>()
  for (const { step, at, ...said } of rows) {
    found.set(step, [...(found.get(step) ?? []), { ...said, at: at.toISOString() }])
  }
  return found
}
