import type { CandidateOutcome } from '#app/shapes/representatives.ts'

/**
 * Who of the candidates is chosen for these seats: those with most votes, never somebody without one. Where as many votes
 * stand for more people than seats are left, none of them is, and the seats stay empty. The order given decides nothing.
 */
export function resultOf<T extends { votes: number }>(
  candidates: readonly T[],
  seats: number,
): (T & { outcome: CandidateOutcome })[] {
  const votes = candidates.map((each) => each.votes).sort((one, other) => other - one)
  const last = votes[seats - 1] ?? 0
  const contested = last > 0 && votes[seats] === last
  return candidates.map((each) => {
    if (each.votes === 0 || each.votes < last) return { ...each, outcome: 'not_chosen' }
    return { ...each, outcome: contested && each.votes === last ? 'tied' : 'chosen' }
  })
}
