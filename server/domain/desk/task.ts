import { daysBetween } from '#app/shapes/civil-date.ts'
import type { EvidenceSlot } from '#app/shapes/claim-kinds.ts'
import type { RuleId } from '../law/rule.ts'

// What waits for one member, and in what order: what is lost soonest first.

/** A claim of the viewer's, as short as it can be named. */
export type ClaimName = { id: string; receiptNo: number }

/** One thing to do. Days are `YYYY-MM-DD` in Seoul; `closesAt` is an ISO instant. */
export type Task =
  /** No claim yet. */
  | { kind: 'file' }
  /** Somebody waits for a yes or no to the viewer's own words. */
  | { kind: 'answer'; count: number }
  | { kind: 'deadline'; rule: RuleId; on: string; claim: ClaimName | null }
  /** An officer asked for something that a claim lacks. */
  | { kind: 'asked'; on: string; claim: ClaimName }
  | { kind: 'join'; filingId: string; title: string; on: string }
  /** Fields a claim still lacks. */
  | { kind: 'complete'; claim: ClaimName; missing: number }
  /** Papers a claim still lacks. */
  | { kind: 'evidence'; claim: ClaimName; slots: EvidenceSlot[] }

/** How pressing what has no day of its own is, as days left: before what is due later, after what is due sooner. */
const DAYS_OF = { file: 0, answer: 2, complete: 10, evidence: 12 } as const

/** The tasks as of a day, the most pressing first; equally pressing ones stay in the order given. */
export function byUrgency(tasks: readonly Task[], today: string): Task[] {
  return [...tasks].sort((a, b) => daysLeft(a, today) - daysLeft(b, today))
}

function daysLeft(task: Task, today: string): number {
  return 'on' in task ? daysBetween(today, task.on) : DAYS_OF[task.kind]
}
