import type { Cover } from '../../shapes/masking.ts'

/** What is covered now, and the way back and forth. */
export type History = {
  past: readonly (readonly Cover[])[]
  now: readonly Cover[]
  future: readonly (readonly Cover[])[]
}

/** Steps that can be undone: more than a person remembers. */
const STEPS_MAX = 200

export type Step = { do: readonly Cover[] } | 'undo' | 'redo'

export function historyOf(covers: readonly Cover[]): History {
  return { past: [], now: covers, future: [] }
}

/** One step on, back or forth again; nothing happens at the ends. */
export function stepped(history: History, step: Step): History {
  const { past, now, future } = history
  if (step === 'undo') {
    const before = past.at(-1)
    return before ? { past: past.slice(0, -1), now: before, future: [now, ...future] } : history
  }
  if (step === 'redo') {
    const [after, ...rest] = future
    return after ? { past: [...past, now], now: after, future: rest } : history
  }
  return { past: [...past, now].slice(-STEPS_MAX), now: step.do, future: [] }
}
