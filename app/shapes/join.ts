import * as z from 'zod/mini'
import { type ChosenSide, sides } from './case.ts'
import { Id } from './id.ts'
import { nickname } from './nickname.ts'
import { read, refuse, shape } from './reading.ts'
import { RULES_VERSION } from './rules-version.ts'

export { RULES_VERSION } from './rules-version.ts'

/** A side as a form sends it. Refuses `join.side_needed`. */
export const SideChoice = shape((raw) => {
  const side = sides.find((known) => known === raw)
  return side ? read<ChosenSide>(side) : refuse('join.side_needed')
})

/** The tick beside the room rules; its value is the version that was shown. Refuses `join.rules_needed`, `join.rules_changed`. */
export const RulesTick = shape((raw) => {
  if (typeof raw !== 'string' || raw === '') return refuse('join.rules_needed')
  return raw === RULES_VERSION ? read(raw) : refuse('join.rules_changed')
})

/** What the join form sends. `ticket` is the form's own random id: sent twice, it is one guest. */
export const JoinForm = z.object({
  nickname,
  side: SideChoice,
  rules: RulesTick,
  ticket: z.optional(Id),
})

/** How somebody wants to come in; `rules` is the version agreed to. */
export type JoinDraft = { nickname: string; side: ChosenSide; rules: string; ticket?: string | undefined }
