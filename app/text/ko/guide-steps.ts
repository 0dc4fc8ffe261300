import type { GuideStepId } from '../../shapes/guide.ts'
import { bodySteps } from './guide-bodies.ts'
import { courtSteps } from './guide-courts.ts'
import { firstSteps } from './guide-first.ts'
import { moneySteps } from './guide-money.ts'
import type { GuideStepText } from './guide-step.ts'

/** What each step of 대응 가이드 says. Every step has its text, or this does not compile. */
export const guideStepText: Readonly<Record<GuideStepId, GuideStepText>> = {
  ...firstSteps,
  ...moneySteps,
  ...bodySteps,
  ...courtSteps,
}
