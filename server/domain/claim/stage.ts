import { sql } from 'kysely'
import type { Role } from '#app/shapes/case.ts'
import type { ClaimStage, LiveStage, Mover, StepAct } from '#app/shapes/claim-stage.ts'
import { stageAfter } from '#app/shapes/claim-stage.ts'
import type { Db, Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { Refusal } from '../refusal.ts'

// Where a claim stands, and the steps that led there. A step is written under the case's head lock and never changed
// but for what the claimant answers to it.

/** Where a claim stands, withdrawn ones among them. */
export const stageColumn =
  sql<ClaimStage>`case claim.state when 'withdrawn' then 'withdrawn' else claim.stage end`.as('stage')

/** A claim as a step is taken from it. */
export type Stepping = { id: string; caseId: string; stage: ClaimStage; version: number }

type Step = { act: StepAct; by: Mover; memberId: string; words?: string; dueOn?: string | null }

/**
 * Takes a step and returns its number and where it leads. Refuses `claim.withdrawn`, and `claim.move_impossible` for
 * what cannot be done where the claim stands, or not by them.
 */
export async function takeStep(
  tx: Tx,
  { id: claimId, caseId, stage: from, version }: Stepping,
  { act, by, memberId, words = '', dueOn = null }: Step,
): Promise<{ no: number; stage: LiveStage }> {
  const stage = stageAfter(act, from, by)
  if (from === 'withdrawn') throw new Refusal('conflict', 'claim.withdrawn')
  if (stage === null || stage === 'withdrawn') throw new Refusal('conflict', 'claim.move_impossible')
  const last = await lastStep(tx, claimId)
  const no = (last?.no ?? 0) + 1
  await tx
    .insertInto('claim_step')
    .values({ claim_id: claimId, no, act, stage, version, words, due_on: dueOn, member_id: memberId })
    .execute()
  await tx.updateTable('claim').set({ stage }).where('id', '=', claimId).execute()
  await record(tx, caseId, memberId, {
    kind: 'claim.moved',
    data: { claimId, no, act, stage, version },
  })
  return { no, stage }
}

/** The last step of a claim, to know the same one again. */
export async function lastStep(db: Db, claimId: string) {
  return db
    .selectFrom('claim_step')
    .select(['no', 'act', 'stage', 'version', 'words', 'due_on as dueOn', 'member_id as memberId'])
    .where('claim_id', '=', claimId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Until which day in Seoul the last of what was asked is wanted, by claim. */
export async function askedUntil(db: Db, claimIds: readonly string[]): Promise<Map<string, string>> {
  if (claimIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('claim_step')
    .distinctOn('claim_id')
    .select(['claim_id as claimId', 'due_on as dueOn'])
    .where('claim_id', 'in', claimIds)
    .where('act', '=', 'ask')
    .orderBy('claim_id')
    .orderBy('no', 'desc')
    .execute()
  return new Map(rows.map(({ claimId, dueOn }) => [claimId, dueOn ?? '']))
}

/** A thing that was asked for: the field it is about ('' for none), the sentence, and the answer ('' while none). */
export type Deficiency = { no: number; field: string; words: string; answer: string }

/** A step as officer and claimant see it. `dueOn` is a date in Seoul, `at` an ISO instant. */
export type StepView = {
  no: number
  act: StepAct
  stage: LiveStage
  version: number
  words: string
  dueOn: string | null
  at: string
  by: { nickname: string; role: Role; memberId: string }
  things: Deficiency[]
}

/** The steps of a claim, oldest first. */
export async function stepsOf(db: Db, claimId: string): Promise<StepView[]> {
  const rows = await db
    .selectFrom('claim_step as step')
    .innerJoin('member', 'member.id', 'step.member_id')
    .select(['step.no', 'step.act', 'step.stage', 'step.version', 'step.words', 'step.due_on as dueOn'])
    .select(['step.at', 'member.nickname', 'member.role', 'member.id as memberId'])
    .where('claim_id', '=', claimId)
    .orderBy('no')
    .execute()
  const things = await db
    .selectFrom('claim_deficiency')
    .select(['ask_no as askNo', 'no', 'field', 'words', 'answer'])
    .where('claim_id', '=', claimId)
    .orderBy('ask_no')
    .orderBy('no')
    .execute()
  return rows.map(({ at, nickname, role, memberId, ...row }) => ({
    ...row,
    at: at.toISOString(),
    by: { nickname, role, memberId },
    things: things.flatMap(({ askNo, ...thing }) => (askNo === row.no ? [thing] : [])),
  }))
}
