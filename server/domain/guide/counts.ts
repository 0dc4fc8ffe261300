import { sql } from 'kysely'
import type { GuideStage, GuideStepId } from '#app/shapes/guide.ts'
import type { Db } from '#db/client.ts'
import { guideRules } from './rules.ts'

/** How many members did each step, and at least one of each stage. Those who left count no more. */
export type GuideCounts = { steps: ReadonlyMap<GuideStepId, number>; stages: Record<GuideStage, number> }

export async function guideCounts(db: Db, caseId: string): Promise<GuideCounts> {
  const stageOf = JSON.stringify(
    Object.fromEntries(Object.entries(guideRules).map(([step, { stage }]) => [step, stage])),
  )
  // One pass for both: rows of a step, and rows of a stage, each member once.
  const { rows } = await sql<{ step: GuideStepId | null; stage: GuideStage; count: number }>`
    select step, stage, count(distinct member_id)::int as count
    from (select done.member_id, done.step, (${stageOf}::jsonb ->> done.step)::int as stage
      from guide_done as done join member on member.id = done.member_id and member.left_at is null
      where done.case_id = ${caseId}::uuid) as done
    where stage is not null
    group by grouping sets ((stage, step), (stage))`.execute(db)
  const stages: Record<GuideStage, number> = { 1: 0, 2: 0, 3: 0 }
  const steps = new Map<GuideStepId, number>()
  for (const { step, stage, count } of rows) {
    if (step === null) stages[stage] = count
    else steps.set(step, count)
  }
  return { steps, stages }
}
