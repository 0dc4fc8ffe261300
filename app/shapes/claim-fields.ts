import * as z from 'zod/mini'
import { maybe, type Reading, read, refuse, shape } from './reading.ts'

// Single fields that the forms of claims are built from.

/** Longest count looked at, in UTF-16 code units. */
const COUNT_UNITS = 20

/** A whole number as people write it (`2`, `２`, `2개`, `1,000`); NaN for anything else. */
export function readCount(raw: unknown): number {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw : Number.NaN
  if (typeof raw !== 'string' || raw.length > COUNT_UNITS) return Number.NaN
  const match = /^([\d,]{1,9})(?:개|개월|벌|장|권|매|번|회|건|명)?$/.exec(
    raw.normalize('NFKC').replace(/\s/g, ''),
  )
  return match?.[1] ? Number(match[1].replaceAll(',', '')) : Number.NaN
}

/** A count from `min` to `max`; anything else is `code`. */
export function countField(min: number, max: number, code: string) {
  return shape((raw): Reading<number> => {
    const count = readCount(raw)
    return count >= min && count <= max ? read(count) : refuse(code)
  })
}

/** One of some words; anything else is `code`. */
export function oneOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T> => {
    const value = known.find((each) => each === raw)
    return value ? read(value) : refuse(code)
  })
}

/** Some of some words, each once, in their own order; a single one may come bare. */
export function someOf<const T extends string>(known: readonly T[], code: string) {
  return shape((raw): Reading<T[]> => {
    const given: unknown[] = Array.isArray(raw) ? raw : raw === undefined || raw === '' ? [] : [raw]
    if (given.length > known.length || !given.every((each) => known.some((word) => word === each)))
      return refuse(code)
    return read(known.filter((word) => given.includes(word)))
  })
}

/** `value` for a field left empty, else as the schema reads it. */
export function emptyAs<T, V>(value: V, schema: z.ZodMiniType<T, unknown>) {
  return z.pipe(
    maybe(schema),
    z.transform((given): T | V => (given === undefined ? value : given)),
  )
}

/** A box that is ticked or not. */
export const ticked = shape((raw): Reading<boolean> => read(raw === 'on' || raw === true))

/** Rows of a form without those left empty; more than `max` is `code`, told before any row is read. */
export function rowsOf<T>(row: z.ZodMiniType<T, unknown>, max: number, code: string) {
  const blankAsMissing = z.transform((raw: unknown) => (isBlank(raw) ? undefined : raw))
  return z.pipe(
    z.pipe(
      z.transform((raw: unknown, payload): unknown => {
        if (!Array.isArray(raw)) return []
        if (raw.length <= max) return raw
        payload.issues.push({ code: 'custom', message: code, input: raw })
        return z.NEVER
      }),
      z.array(z.pipe(blankAsMissing, z.optional(row))),
    ),
    z.transform((rows): T[] => rows.filter((each) => each !== undefined) as T[]),
  )
}

function isBlank(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return true
  return Object.values(row).every((cell) => typeof cell === 'string' && cell.trim() === '')
}
