/** What a fault left behind: figures to print, and every promise it broke in a sentence of its own. */
export type Outcome = { figures: Record<string, number>; broken: string[] }

/** Notes a bound that was not kept; null stands for "not at all". */
export function bound(broken: string[], what: string, found: number | null, most: number): void {
  if (found === null) broken.push(`${what}: never`)
  else if (found > most) broken.push(`${what}: ${found}, at most ${most}`)
}
