import * as z from 'zod/mini'
import { Id } from '#app/shapes/id.ts'

const Nothing = z.object({})

/**
 * Every kind of background work: what it needs to know (ids only, never words or names), how often it is tried, and
 * for recurring work when (cron in UTC; Seoul is nine hours ahead). Pauses between tries grow: about 3, 7, 20, 55 s.
 */
export const jobKinds = {
  /** Writes a list that was asked for. Four tries take half a minute; then the person should know and ask again. */
  'export.build': { payload: z.object({ exportId: Id }), tries: 4, cron: null },
  /** Deletes lists past their ten minutes. */
  'export.sweep': { payload: Nothing, tries: 2, cron: '* * * * *' },
  /** Counts totals anew and compares them with the running ones, nightly at 03:30 KST. */
  'totals.recount': { payload: Nothing, tries: 3, cron: '30 18 * * *' },
  /** Signs where each ledger ends now. */
  'ledger.checkpoint': { payload: z.object({ caseId: z.optional(Id) }), tries: 3, cron: '7 * * * *' },
  /** Forgets sessions past their end. */
  'session.sweep': { payload: Nothing, tries: 2, cron: '23 * * * *' },
} as const

export type JobKind = keyof typeof jobKinds
export type JobPayload<K extends JobKind> = z.infer<(typeof jobKinds)[K]['payload']>
