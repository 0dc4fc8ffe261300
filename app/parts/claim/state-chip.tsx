import type { ClaimStage } from '#app/shapes/claim-stage.ts'
import { claimStageName } from '#app/text/ko/review.ts'
import { Chip, type ChipTone } from '../chip.tsx'
import type { IconName } from '../icon.tsx'

const looks: Record<ClaimStage, { tone: ChipTone; icon: IconName }> = {
  submitted: { tone: 'trust', icon: 'send' },
  deficient: { tone: 'waiting', icon: 'edit' },
  checked: { tone: 'trust', icon: 'eye' },
  accepted: { tone: 'done', icon: 'check' },
  partly: { tone: 'done', icon: 'clock' },
  solved: { tone: 'done', icon: 'check' },
  withdrawn: { tone: 'plain', icon: 'close' },
}

/** Where a claim stands, with an icon and a word. */
export function StateChip({ stage }: { stage: ClaimStage }) {
  return <Chip {...looks[stage]}>{claimStageName[stage]}</Chip>
}
