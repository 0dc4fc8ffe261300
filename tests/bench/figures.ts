import { createHash } from 'node:crypto'
import os from 'node:os'

// What every benchmark says of its figures, and how quiet the machine was.

/** A spin this much slower than its own CPU time means neighbours took the core. */
const NOISY = 1.2

/** How much longer a fixed piece of work takes than the CPU time it uses. */
export function isNoisy(): boolean {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  let digest = Buffer.alloc(64)
  for (let n = 0; n < 100_000; n += 1) digest = createHash('sha256').update(digest).digest()
  const { user, system } = process.cpuUsage(cpu)
  return (performance.now() - start) / ((user + system) / 1000) > NOISY
}

export type Spread = { median: number; min: number; max: number }

/** Median, least and most of some values, to two decimals. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b).map(round2)
  return { median: sorted[sorted.length >> 1] ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 }
}

/** The value that `share` (0–1) of the values do not exceed; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return round2(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

/** How long the work took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

export function round2(value: number): number {
  return Math.round(value * 100) / 100
}

/** For ratios far below one. */
export function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** Prints one JSON line: the result, and what it was measured on. */
export function printLine(result: Record<string, unknown>): void {
  const ground = { node: process.version, cores: os.cpus().length, loadavg: os.loadavg().map(round2) }
  process.stdout.write(`${JSON.stringify({ ...result, ...ground })}\n`)
}
