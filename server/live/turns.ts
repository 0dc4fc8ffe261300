import { TURN_WORK } from './limits.ts'

// Work that comes in crowds, as when a whole room comes back, takes turns with everything else: a few milliseconds of
// it, then what other rooms ask.

/** Gives a function that waits for its turn, in order. */
export function turns(): () => Promise<void> {
  let waiting: (() => void)[] = []
  let isOn = false
  const work = async () => {
    while (waiting.length > 0) {
      const all = waiting
      waiting = []
      let until = performance.now() + TURN_WORK
      for (const go of all) {
        if (performance.now() > until) {
          await new Promise(setImmediate)
          until = performance.now() + TURN_WORK
        }
        go()
        // What waited does its work before the clock is looked at again.
        await null
      }
    }
    isOn = false
  }
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (isOn) return
      isOn = true
      setImmediate(() => void work())
    })
}
