/** Won that one claim still has open. */
export type Open = { no: number; open: number }

/**
 * Parts of an amount (whole won, more than none and not more than all that is open) pro rata to what each claim has
 * open: rounded down, and the won left over one by one to the largest remainders, equal ones by the claim's number. The
 * parts sum to the amount exactly, none is more than its claim has open, and the same input gives the same parts.
 * Throws RangeError for an amount outside of that.
 */
export function shareOut(amount: number, claims: readonly Open[]): { no: number; amount: number }[] {
  const all = claims.reduce((sum, { open }) => sum + BigInt(open), 0n)
  const whole = BigInt(amount)
  if (whole <= 0n || whole > all) throw new RangeError('An amount beyond what is open')
  const parts = claims.map(({ no, open }) => {
    const product = whole * BigInt(open)
    return { no, part: product / all, rest: product % all }
  })
  const left = Number(whole - parts.reduce((sum, { part }) => sum + part, 0n))
  const byRest = [...parts].sort((one, other) =>
    one.rest === other.rest ? one.no - other.no : one.rest > other.rest ? -1 : 1,
  )
  const more = new Set(byRest.slice(0, left).map(({ no }) => no))
  return parts.map(({ no, part }) => ({ no, amount: Number(part) + (more.has(no) ? 1 : 0) }))
}
