import { type ClaimKind, type EvidenceSlot, kindSpecs } from './claim-kinds.ts'
import type { EvidenceKind } from './evidence.ts'

// What kind of evidence fills each paper a claim is proved by, and how much of it. Which papers a kind of claim needs
// stands with the kinds (claim-kinds.ts).

/** `files` of any of these kinds fill it; `angles`: they should show it from different sides. */
type Filling = { kinds: readonly EvidenceKind[]; files: number; angles?: true }

const fillings: Readonly<Record<EvidenceSlot, Filling>> = {
  order: { kinds: ['purchase', 'order_mail'], files: 1 },
  payment: { kinds: ['receipt', 'transfer'], files: 1 },
  request: { kinds: ['call', 'order_mail', 'other'], files: 1 },
  answer: { kinds: ['call', 'notice', 'order_mail'], files: 1 },
  tracking: { kinds: ['delivery'], files: 1 },
  parcel: { kinds: ['delivery', 'comparison'], files: 2, angles: true },
  label: { kinds: ['delivery'], files: 1 },
  goods: { kinds: ['defect', 'comparison'], files: 2, angles: true },
  video: { kinds: ['defect', 'comparison', 'delivery'], files: 1 },
  listing: { kinds: ['comparison', 'notice', 'purchase'], files: 1 },
  notice: { kinds: ['notice'], files: 1 },
  attempts: { kinds: ['call', 'notice', 'other'], files: 1 },
  voucher: { kinds: ['purchase', 'receipt', 'other'], files: 1 },
  contract: { kinds: ['contract'], files: 1 },
  settlement: { kinds: ['settlement'], files: 1 },
  transfer: { kinds: ['transfer'], files: 1 },
  policy: { kinds: ['notice', 'comparison', 'other'], files: 1 },
  reviews: { kinds: ['comparison', 'other'], files: 1 },
}

/** One line of a claim's checklist: how many files there are of those it needs. */
export type SlotState = { slot: EvidenceSlot; files: number; needed: number; angles: boolean }

/** The checklist of a claim of that kind, given how many files of each kind of evidence are for it. */
export function slotsOf(kind: ClaimKind, files: Partial<Record<EvidenceKind, number>>): SlotState[] {
  return kindSpecs[kind].evidence.map((slot) => {
    const { kinds, files: needed, angles = false } = fillings[slot]
    const there = kinds.reduce((sum, each) => sum + (files[each] ?? 0), 0)
    return { slot, files: there, needed, angles }
  })
}
