/** Runs `work` now and then at most once in `ms`, the last call included. */
export function throttled(ms: number, work: () => void): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    if (timer !== undefined) return
    timer = setTimeout(
      () => {
        timer = undefined
        last = Date.now()
        work()
      },
      Math.max(0, last + ms - Date.now()),
    )
  }
}
