import { claimState } from '#app/text/ko/claim.ts'
import { Chip } from '../chip.tsx'

/** Where a claim stands, with an icon and a word. */
export function StateChip({ state }: { state: keyof typeof claimState }) {
  const withdrawn = state === 'withdrawn'
  return (
    <Chip tone={withdrawn ? 'plain' : 'done'} icon={withdrawn ? 'close' : 'check'}>
      {claimState[state]}
    </Chip>
  )
}
