import { types } from 'pg'

// What the driver hands out and takes, so that code sees one shape for each kind of column.

type Parse = (text: string) => unknown

const { INT8, NUMERIC, DATE, INTERVAL, TIMESTAMPTZ } = types.builtins

/** By the type's number in pg_type; all others as the driver reads them. */
const PARSERS = new Map<number, Parse>([
  [INT8, parseInteger],
  [NUMERIC, parseNumeric],
  [DATE, asWritten],
  [INTERVAL, asWritten],
  // Twice as fast as the driver's own reading, and a page of messages is full of them.
  [TIMESTAMPTZ, parseInstant],
])
/** The arrays of those, by their own numbers in pg_type. */
const ARRAY_PARSERS = new Map<number, Parse>([
  [1016, parseInteger],
  [1231, parseNumeric],
  [1182, asWritten],
  [1187, asWritten],
  [1185, parseInstant],
])
/** text[]; the driver's own reader of arrays, with each entry as the server wrote it. */
const TEXT_ARRAY: number = 1009

/** Our value types, for one pool; the driver's global ones stay untouched. */
export const valueTypes = {
  getTypeParser(oid: number, format: 'text' | 'binary' = 'text'): Parse {
    const parseEntry = ARRAY_PARSERS.get(oid)
    if (parseEntry) return (text) => mapEntries(types.getTypeParser(TEXT_ARRAY)(text), parseEntry)
    return PARSERS.get(oid) ?? types.getTypeParser(oid, format)
  },
}

/**
 * A parameter as the driver should send it: instants in UTC, objects as JSON, arrays as PostgreSQL arrays. Throws a
 * RangeError for a number that a double may not hold exactly and a TypeError for undefined, before anything is sent.
 */
export function outgoing(value: unknown): unknown {
  if (value === undefined) throw new TypeError('undefined is no value for the database; null is')
  if (typeof value === 'number') return exact(value)
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.map(outgoing) : value
}

function exact(value: number): number {
  if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return value
  throw new RangeError(`${value} is not a safe integer`)
}

function mapEntries(entries: unknown, parse: Parse): unknown {
  if (Array.isArray(entries)) return entries.map((entry) => mapEntries(entry, parse))
  return typeof entries === 'string' ? parse(entries) : entries
}

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds ${text}, beyond the safe integers`)
  return value
}

/** Sums of bigint come as numeric, so whole numbers are held to the same rule. */
function parseNumeric(text: string): number {
  return text.includes('.') ? Number(text) : parseInteger(text)
}

function parseInstant(text: string): Date {
  return new Date(text)
}

function asWritten(text: string): string {
  return text
}
