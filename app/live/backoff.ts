/** The shortest wait before the line is tried again, ms. */
const SHORTEST_MS = 500
/** The longest, ms: half a minute for people, a second for whoever restarts the server while developing. */
export const LONGEST_WAIT_MS = { production: 30_000, development: 1_000 } as const
/** What the longest wait of the first try starts from, ms; it doubles with each try. */
const FIRST_MS = 1_000

/** The wait before try number `tries` (from 0), ms: at random between the shortest and a doubling end ("full jitter"). */
export function reconnectDelay(tries: number, longestMs: number, random: () => number = Math.random): number {
  const end = Math.min(longestMs, FIRST_MS * 2 ** Math.min(tries, 10))
  return Math.round(SHORTEST_MS + random() * (end - SHORTEST_MS))
}
