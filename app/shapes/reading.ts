import * as z from 'zod/mini'

/**
 * What reading one raw input gave: a clean value, or a machine code such as `text.too_long`.
 * Korean sentences for the codes live in app/text/ko, never here.
 */
export type Reading<T> = { ok: true; value: T } | { ok: false; code: string }

export function read<T>(value: T): Reading<T> {
  return { ok: true, value }
}

export function refuse(code: string): { ok: false; code: string } {
  return { ok: false, code }
}

/**
 * Makes a Zod schema of a reader. Input is `unknown`; a refusal becomes one issue whose `message` is the code.
 * A missing key reaches the reader as `undefined`, so forms get the reader's own code and not Zod's words.
 */
export function shape<T>(reader: (raw: unknown) => Reading<T>) {
  return z.transform((raw: unknown, payload): T => {
    const reading = reader(raw)
    if (reading.ok) return reading.value
    payload.issues.push({ code: 'custom', message: reading.code, input: raw })
    return z.NEVER
  })
}

/** The same field left to the person's choice: missing, null and blank give `undefined`, all else goes to `schema`. */
export function maybe<T>(schema: z.ZodMiniType<T, unknown>) {
  const blankAsMissing = z.transform((raw: unknown): unknown =>
    raw === null || (typeof raw === 'string' && raw.trim() === '') ? undefined : raw,
  )
  return z.pipe(blankAsMissing, z.optional(schema))
}

/**
 * The raw string of a field, or why it is none. `null`, `undefined` and blank are `<area>.empty`;
 * anything but a string is `<area>.not_text`; more than `maxUnits` UTF-16 code units is `<area>.too_long`,
 * told from the length alone so that a 10 MB input costs nothing.
 */
export function readString(raw: unknown, area: string, maxUnits: number): Reading<string> {
  if (raw === undefined || raw === null) return refuse(`${area}.empty`)
  if (typeof raw !== 'string') return refuse(`${area}.not_text`)
  if (raw.length > maxUnits) return refuse(`${area}.too_long`)
  if (raw.trim() === '') return refuse(`${area}.empty`)
  return read(raw)
}
