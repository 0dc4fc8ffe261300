// Look-ups that many make at the same moment, as when a whole room comes back: those of one turn of the event loop, and
// those that come while an earlier question is on its way, share the next one.

/** Look-ups in one question at most: what one statement finds in some milliseconds. */
const MOST = 500

type Waiting<Asked, Found> = {
  asked: Asked
  resolve: (found: Found) => void
  reject: (why: unknown) => void
}

/** Gives the look-up of one through `ask`, which gets many and answers each at its index. Throws what `ask` throws. */
export function together<Asked, Found>(
  ask: (all: readonly Asked[]) => Promise<readonly Found[]>,
): (asked: Asked) => Promise<Found> {
  let waiting: Waiting<Asked, Found>[] = []
  let isAsking = false
  const askAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST)
      waiting = waiting.slice(MOST)
      await answer(batch, ask)
    }
    isAsking = false
  }
  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject })
      if (isAsking) return
      isAsking = true
      setImmediate(() => void askAll())
    })
}

async function answer<Asked, Found>(
  batch: readonly Waiting<Asked, Found>[],
  ask: (all: readonly Asked[]) => Promise<readonly Found[]>,
): Promise<void> {
  try {
    const found = await ask(batch.map(({ asked }) => asked))
    if (found.length !== batch.length) throw new Error('Not every look-up was answered')
    for (const [at, { resolve }] of batch.entries()) resolve(found[at] as Found)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
