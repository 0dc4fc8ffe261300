import type { Role } from '#app/shapes/case.ts'
import { Refusal } from '../refusal.ts'

const rank = { host: 2, cohost: 1, member: 0 } as const satisfies Record<Role, number>

/** Refuses `code`, unless the one who acts stands above the other: nobody acts on their own rank. */
export function ensureAbove(by: { role: Role }, other: { role: Role }, code: string): void {
  if (rank[other.role] >= rank[by.role]) throw new Refusal('forbidden', code)
}
